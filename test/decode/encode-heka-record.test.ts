import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { BinaryReader } from "@bufbuild/protobuf/wire";
import fc from "fast-check";
import { encodeHekaRecord, type HekaField } from "../../src/decode/index.js";

const anyField: fc.Arbitrary<HekaField> = fc.record(
  {
    name: fc.string({ unit: "grapheme" }),
    value: fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 300 }),
      fc.uint8Array({ maxLength: 300 }),
      fc.double(),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      fc.boolean(),
    ),
  },
  { noNullPrototype: true },
);

/** Reads a message with protobuf's own reader. */
function readFields(message: Uint8Array): { timestamp: bigint; fields: HekaField[] } {
  const reader = new BinaryReader(message);
  let timestamp = 0n;
  const fields: HekaField[] = [];
  while (reader.pos < reader.len) {
    const [number, wireType] = reader.tag();
    if (number === 2) timestamp = BigInt(reader.int64());
    else if (number !== 10) reader.skip(wireType);
    else fields.push(readField(new BinaryReader(reader.bytes())));
  }
  return { timestamp, fields };
}

function readField(reader: BinaryReader): HekaField {
  let name = "";
  let value: HekaField["value"] = "";
  while (reader.pos < reader.len) {
    const [number, wireType] = reader.tag();
    if (number >= 6) reader.uint32();
    if (number === 1) name = reader.string();
    else if (number === 4) value = reader.string();
    else if (number === 5) value = new Uint8Array(reader.bytes());
    else if (number === 6) value = BigInt(reader.int64());
    else if (number === 7) value = reader.double();
    else if (number === 8) value = reader.bool();
    else reader.skip(wireType);
  }
  return { name, value };
}

describe("encodeHekaRecord", () => {
  it("writes the frame byte by byte", () => {
    const bytes = encodeHekaRecord({ uuid: Uint8Array.of(1), timestampNs: 5n, fields: [] });
    assert.deepEqual([...bytes], [0x1e, 2, 0x08, 5, 0x1f, 0x0a, 1, 1, 0x10, 5]);
  });

  it("writes what protobuf's own reader reads", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
        fc.array(anyField, { maxLength: 30 }),
        (timestampNs, fields) => {
          const bytes = encodeHekaRecord({ timestampNs, fields });
          const read = readFields(bytes.subarray(3 + bytes[1]!));
          assert.equal(read.timestamp, timestampNs);
          assert.deepEqual(read.fields, fields);
        },
      ),
    );
  });

  it("gives bytes of its own", () => {
    const first = encodeHekaRecord({ timestampNs: 1n, fields: [] });
    const copy = first.slice();
    encodeHekaRecord({ timestampNs: 2n, payload: "{}", fields: [] });
    assert.deepEqual(first, copy);
    assert.equal(first.buffer.byteLength, first.length);
  });

  it("encodeHekaRecord(record) rejects integers beyond 64 bits", () => {
    assert.throws(() => encodeHekaRecord({ timestampNs: 2n ** 63n, fields: [] }), RangeError);
  });
});
