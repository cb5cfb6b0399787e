"""Aggregates the pings of a file of JSON lines with the original aggregator's own code, which lies in $BENCH_MOZAGGREGATOR. It is of
Python 2, and translated as it is read; Spark, which would call it for each ping and key, is left out.

Prints pings, the best processor time in seconds, aggregates, the sum of their sums and counts, and the most memory in MB."""
import json
import logging
import math
import os
import resource
import sys
import time
import types
from collections import defaultdict
from lib2to3 import refactor


def exponential_buckets(low, high, count):
    """What the original takes from a package that would start Spark: lower bounds of exponential buckets."""
    bounds = [0, low]
    while len(bounds) < count:
        current = math.log(bounds[-1])
        step = math.floor(math.exp(current + (math.log(high) - current) / (count - len(bounds))) + 0.5)
        bounds.append(max(int(step), bounds[-1] + 1))
    return bounds


for name, members in (
    ("moztelemetry", {}),
    ("moztelemetry.dataset", {"Dataset": None}),
    ("moztelemetry.histogram", {"cached_exponential_buckets": exponential_buckets}),
):
    module = sys.modules[name] = types.ModuleType(name)
    module.__dict__.update(members)

logging.disable(logging.CRITICAL)
with open(os.path.join(os.environ["BENCH_MOZAGGREGATOR"], "mozaggregator", "aggregator.py"), encoding="utf8") as file:
    source = file.read()
fixers = refactor.get_fixers_from_package("lib2to3.fixes")
translated = refactor.RefactoringTool(fixers).refactor_string(source, "aggregator.py")
original = types.ModuleType("original")
exec(compile(str(translated), "aggregator.py", "exec"), original.__dict__)

with open(sys.argv[1], "rb") as file:
    lines = file.read().splitlines()
best = math.inf
for _ in range(int(sys.argv[2])):
    states = {}
    start = time.process_time()
    for line in lines:
        key, ping = original._map_ping_to_dimensions(json.loads(line))
        state = states.get(key)
        if state is None:
            state = states[key] = defaultdict(dict)
        original._aggregate_ping(state, ping)
    best = min(best, time.process_time() - start)
entries = [entry for state in states.values() for entry in state.values()]
sums = [sum(int(entry[name]) for entry in entries) for name in ("sum", "count")]
print(len(lines), best, len(entries), *sums, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
