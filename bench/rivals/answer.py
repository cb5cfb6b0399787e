"""What the bench's Python candidates share: the wanted paths, and how an answer is printed."""
import hashlib
import json
import resource
import sys
import time

PATHS = [path.split("/") for path in (
    "id clientId creationDate application/version environment/profile/creationDate environment/system/os/name "
    "payload/info/reason payload/info/sessionLength payload/info/subsessionStartDate meta/submissionDate "
    "meta/normalizedChannel meta/sampleId").split()]


def take(document):
    row = []
    for path in PATHS:
        value = document
        for name in path:
            value = value.get(name) if value is not None else None
        row.append(value)
    return row


def finish(rows):
    ended = time.time() * 1000
    usage = resource.getrusage(resource.RUSAGE_SELF)
    digest = hashlib.sha256()
    for row in rows:
        # A whole double is printed as JavaScript prints it.
        plain = [int(value) if isinstance(value, float) and value.is_integer() else value for value in row]
        digest.update((json.dumps(plain, ensure_ascii=False, separators=(",", ":")) + "\n").encode())
    json.dump({
        "endedAt": ended,
        "cpuMs": (usage.ru_utime + usage.ru_stime) * 1000,
        "mebibytes": usage.ru_maxrss / (1024 * (1024 if sys.platform == "darwin" else 1)),
        "rows": len(rows),
        "counts": [sum(row[i] is not None for row in rows) for i in range(len(PATHS))],
        "digest": digest.hexdigest(),
    }, sys.stdout)
