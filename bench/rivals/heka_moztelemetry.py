"""Reads the wanted values of Heka files with moztelemetry's own parser, whose sources lie in $BENCH_MOZTELEMETRY."""
import gzip
import os
import sys
import types

# Only the parser is wanted: the package itself would start Spark and look for S3.
root = os.path.join(os.environ["BENCH_MOZTELEMETRY"], "moztelemetry")
for name, folder in (("moztelemetry", root), ("moztelemetry.heka", os.path.join(root, "heka"))):
    package = types.ModuleType(name)
    package.__path__ = [folder]
    sys.modules[name] = package
try:
    import boto  # noqa: F401
except ImportError:
    # Names that the parser mentions and, for files, never uses.
    boto = sys.modules["boto"] = types.ModuleType("boto")
    boto.s3 = sys.modules["boto.s3"] = types.ModuleType("boto.s3")
    boto.s3.key = sys.modules["boto.s3.key"] = types.ModuleType("boto.s3.key")
    boto.s3.key.Key = type("Key", (), {})

from moztelemetry.heka.message_parser import parse_heka_message

from answer import finish, take

rows = []
for name in sys.argv[1:]:
    stream = gzip.open(name, "rb") if name.endswith(".gz") else open(name, "rb")
    for ping in parse_heka_message(stream):
        rows.append(take(ping))
finish(rows)
