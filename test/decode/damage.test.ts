import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { compressObject, type DamageKind, encodeHekaRecord, encodePing } from "../../src/decode/index.js";
import { decodeAll } from "./decode-all.js";

const record = (n: number, snappy = false): Uint8Array =>
  encodePing({ n, text: "x".repeat(300) }, { snappy });
const bad = (bytes: Uint8Array, at: number, value: number): Uint8Array => {
  const copy = Uint8Array.from(bytes);
  copy[at] = value;
  return copy;
};
const withPayload = (payload: string): Uint8Array =>
  encodeHekaRecord({ timestampNs: 0n, payload, fields: [] });

/** Bad records of every kind; each stands for one whole record, wherever it stands. */
const kinds: [string, DamageKind, Uint8Array][] = [
  ["a wrong separator", "separator", bad(record(-1), 0, 0x1d)],
  ["junk with separators in it", "separator", Buffer.from("junk\x1e\x03\x08\x1e\x1f\x1e\x1e")],
  ["a header that is none", "header", bad(record(-1), 2, 0x0b)],
  ["a header of no length", "header", bad(record(-1), 1, 0)],
  [
    "a length beyond what is allowed",
    "header",
    Uint8Array.of(0x1e, 6, 8, 0xff, 0xff, 0xff, 0xff, 0x0f, 0x1f, 10),
  ],
  ["a missing unit separator", "unit-separator", bad(record(-1), 5, 0)],
  ["a message of another type", "protobuf", bad(record(-1), 6, 0x0b)],
  ["a message without a uuid", "protobuf", Uint8Array.of(0x1e, 2, 8, 2, 0x1f, 0x10, 5)],
  ["a field longer than its message", "protobuf", bad(record(-1), 25, 0xff)],
  ["a bad Snappy block", "snappy", bad(record(-1, true), 7, 0xff)],
  ["a payload that is not JSON", "json", withPayload('{"a":')],
  ["a payload that is no object", "json", withPayload("[1]")],
  [
    "a submission of null",
    "json",
    encodeHekaRecord({ timestampNs: 0n, fields: [{ name: "submission", value: "null" }] }),
  ],
  [
    "an empty dotted field",
    "json",
    encodeHekaRecord({ timestampNs: 0n, fields: [{ name: "a.b", value: "" }] }),
  ],
  [
    "bad gzip in landfill content",
    "compression",
    encodeHekaRecord({ timestampNs: 0n, fields: [{ name: "content", value: Uint8Array.of(0x1f, 0x8b, 1) }] }),
  ],
];

describe("decodeObject(damaged)", () => {
  for (const [name, kind, damaged] of kinds) {
    for (const place of [0, 2, 4]) {
      it(`reports ${name} as ${kind} and reads the rest (place ${place})`, async () => {
        const pieces = [1, 2, 3, 4].map((n) => record(n, n % 2 === 0));
        pieces.splice(place, 0, damaged);
        const offset = pieces.slice(0, place).reduce((sum, piece) => sum + piece.length, 0);
        const whole = Buffer.concat(pieces);
        for (const bytes of [
          whole,
          await compressObject(whole, "gzip"),
          await compressObject(whole, "zstd"),
        ]) {
          const { records, damages } = await decodeAll(bytes, { batchBytes: 200 }, () => 111);
          assert.deepEqual(
            records.map(({ ping }) => ping["n"]),
            [1, 2, 3, 4],
          );
          assert.deepEqual(
            damages.map((damage) => [damage.kind, damage.byteOffset]),
            [[kind, offset]],
          );
        }
      });
    }
  }

  it("reports two bad records in a row as two", async () => {
    const bytes = Buffer.concat([
      record(1),
      bad(record(2), 6, 0x0b),
      withPayload("?"),
      bad(record(3), 6, 0x0b),
      record(4),
    ]);
    const { records, damages } = await decodeAll(bytes);
    assert.deepEqual(
      records.map(({ ping }) => ping["n"]),
      [1, 4],
    );
    assert.deepEqual(
      damages.map(({ kind }) => kind),
      ["protobuf", "json", "protobuf"],
    );
  });

  it("reports a record that the stream ends in, wherever it ends", async () => {
    const first = record(1);
    const whole = Buffer.concat([first, record(2)]);
    for (let end = first.length + 1; end < whole.length; end++) {
      const { records, damages } = await decodeAll(whole.subarray(0, end));
      assert.equal(records.length, 1);
      assert.deepEqual(
        damages.map((damage) => [damage.kind, damage.byteOffset]),
        [["truncation", first.length]],
      );
    }
  });

  it("finds the record that a wrong length swallowed", async () => {
    // Whatever the length says, up to the end of the stream and beyond.
    const first = record(1);
    const length = first.length - 6;
    for (const wrong of [0, 1, length - 1, length + 1, length + 100, 2 * length + 6, 3000, 16000]) {
      const bytes = Buffer.concat([first, record(2), record(3), record(4)]);
      bytes[3] = (wrong & 0x7f) | 0x80;
      bytes[4] = wrong >> 7;
      const { records, damages } = await decodeAll(bytes, { batchBytes: 50 }, () => 77);
      assert.deepEqual(
        records.map(({ ping }) => ping["n"]),
        [2, 3, 4],
        `length ${wrong}`,
      );
      assert.equal(damages.length, 1, `length ${wrong}`);
    }
  });

  it("finds records that a lost piece put inside another", async () => {
    // A large last field, so that the message's structure stays whole.
    const tail = (n: number, size: number): Uint8Array => {
      const value = Buffer.from(JSON.stringify({ n, text: "y".repeat(size) }));
      return encodeHekaRecord({ timestampNs: 0n, fields: [{ name: "submission", value }] });
    };
    const bytes = Buffer.concat([tail(1, 20000), tail(2, 400), tail(3, 9000), tail(4, 500), tail(5, 25000)]);
    const { records, damages } = await decodeAll(
      Buffer.concat([bytes.subarray(0, 5000), bytes.subarray(22000)]),
    );
    assert.deepEqual(
      records.map(({ ping }) => ping["n"]),
      [4, 5],
    );
    assert.deepEqual(
      damages.map(({ kind, byteOffset }) => [kind, byteOffset]),
      [["json", 0]],
    );
  });

  it("finds records inside landfill content that a lost piece made too long", async () => {
    const landfill = (size: number): Uint8Array =>
      encodeHekaRecord({
        timestampNs: 0n,
        fields: [{ name: "content", value: new Uint8Array(size).fill(0x61) }],
      });
    const bytes = Buffer.concat([landfill(5000), record(1), record(2)]);
    const { records } = await decodeAll(Buffer.concat([bytes.subarray(0, 2000), bytes.subarray(2500)]));
    assert.deepEqual(
      records.map(({ ping }) => ping["n"]),
      [1, 2],
    );
  });

  it("keeps what a damaged length in a large stream would make it wait for", async () => {
    const large = encodePing({ n: 1, text: "z".repeat(3_000_000) });
    const wrong = Buffer.concat([record(0), record(9)]);
    // 64 MiB, which never come.
    const header = Uint8Array.of(0x1e, 5, 0x08, 0x80, 0x80, 0x80, 0x20, 0x1f);
    const bytes = Buffer.concat([header, wrong.subarray(6), large, record(2)]);
    const { records, damages } = await decodeAll(bytes);
    assert.deepEqual(
      records.map(({ ping }) => ping["n"]),
      [9, 1, 2],
    );
    assert.deepEqual(
      damages.map(({ kind, byteOffset }) => [kind, byteOffset]),
      [["header", 0]],
    );
  });

  it("refuses records beyond maxRecordBytes, compressed or not", async () => {
    const bomb = encodePing({ text: "z".repeat(100_000) }, { snappy: true });
    const bytes = Buffer.concat([bomb, encodePing({ text: "z".repeat(100_000) }), record(1)]);
    const { records, damages } = await decodeAll(bytes, { maxRecordBytes: 50_000 });
    assert.deepEqual(
      records.map(({ ping }) => ping["n"]),
      [1],
    );
    assert.deepEqual(
      damages.map(({ kind }) => kind),
      ["snappy", "header"],
    );
  });

  it("never shows what a ping holds", async () => {
    const secret = "c0ffee00-secret";
    const bytes = Buffer.concat([
      withPayload(`{"clientId":"${secret}"`),
      encodeHekaRecord({ timestampNs: 0n, fields: [{ name: `${secret} .x`, value: secret }] }),
    ]);
    const { damages } = await decodeAll(bytes);
    assert.equal(damages.length, 2);
    assert.ok(!JSON.stringify(damages).includes("secret"));
  });
});
