"""Reads the wanted values of Heka files with moztelemetry's own parser, whose sources lie in $BENCH_MOZTELEMETRY."""
import ast
import glob
import gzip
import os
import re
import sys
import types

from google.protobuf import descriptor_pool, message_factory

from answer import finish, take

# Only the parser is wanted: the package itself would start Spark and look for S3.
ROOT = os.path.join(os.environ["BENCH_MOZTELEMETRY"], "moztelemetry")
for name, folder in (("moztelemetry", ROOT), ("moztelemetry.heka", os.path.join(ROOT, "heka"))):
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


def add_messages():
    """Gives the parser its message classes. Those generated are too old for a protobuf that is fast on this Python, so
    the schema in them is handed to the newest, which makes the same classes."""
    for generated in glob.glob(os.path.join(ROOT, "heka", "message*.py")):
        with open(generated, encoding="utf8") as source:
            literal = re.search(r"serialized_pb=(?:_b\()?b?('(?:[^'\\]|\\.)*')", source.read())
        if literal is None:
            continue
        schema = ast.literal_eval(literal.group(1)).encode("latin1")
        file = descriptor_pool.DescriptorPool().AddSerializedFile(schema)
        for name in ("message", "message_pb2"):
            module = types.ModuleType("moztelemetry.heka." + name)
            for kind, descriptor in file.message_types_by_name.items():
                setattr(module, kind, message_factory.GetMessageClass(descriptor))
            sys.modules[module.__name__] = module
        return
    sys.exit("Error: no generated protobuf messages in " + os.path.join(ROOT, "heka"))


add_messages()
from moztelemetry.heka.message_parser import parse_heka_message  # noqa: E402

rows = []
for name in sys.argv[1:]:
    stream = gzip.open(name, "rb") if name.endswith(".gz") else open(name, "rb")
    for ping in parse_heka_message(stream):
        rows.append(take(ping))
finish(rows)
