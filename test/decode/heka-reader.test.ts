import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import {
  compressObject,
  encodeHekaRecord,
  encodePing,
  type HekaField,
  type PingDocument,
} from "../../src/decode/index.js";
import { decodeAll } from "./decode-all.js";
import { NO_META } from "./some-pings.js";

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** The ten records of the original's test files: uuid as text, three typed fields, a payload. */
function tenRecords(isSnappy: (seq: number) => boolean): Uint8Array {
  const records = Array.from({ length: 10 }, (_, seq) =>
    encodeHekaRecord(
      {
        uuid: text("9e3cd4a6-4b4e-4d4a-8b53-5d3a9ec9b9d4"),
        timestampNs: 1437688956000000000n,
        type: "",
        logger: "Test",
        payload: JSON.stringify({ seq, data: "0".repeat(20) }),
        hostname: "test.example.com",
        fields: [
          { name: "test_string_field", value: "a string" },
          { name: "test_int_field", value: 100n },
          { name: "test_double_field", value: 123.45 },
        ],
      },
      { snappy: isSnappy(seq) },
    ),
  );
  return Buffer.concat(records);
}

/** Frames a message that was made by hand. */
function frame(message: Uint8Array): Uint8Array {
  const header = new BinaryWriter().tag(1, WireType.Varint).uint32(message.length).finish();
  return Buffer.concat([Uint8Array.of(0x1e, header.length), header, Uint8Array.of(0x1f), message]);
}

async function pingOf(fields: readonly HekaField[], payload?: string): Promise<PingDocument> {
  const record = { timestampNs: 0n, fields, ...(payload === undefined ? {} : { payload }) };
  const { records, damages } = await decodeAll(encodeHekaRecord(record));
  assert.deepEqual(damages, []);
  return records[0]!.ping;
}

describe("decodeObject(heka)", () => {
  const plain = tenRecords(() => false);
  const mixed = tenRecords((seq) => seq >= 5);
  const files: [string, Uint8Array | Promise<Uint8Array>][] = [
    ["plain", plain],
    ["snappy", tenRecords(() => true)],
    ["mixed", mixed],
    ["gzip", compressObject(plain, "gzip")],
    ["gzip of mixed", compressObject(mixed, "gzip")],
    ["zstd of mixed", compressObject(mixed, "zstd")],
  ];
  for (const [name, file] of files) {
    it(`reads the ten records in order (${name})`, async () => {
      const { records, damages } = await decodeAll(await file);
      assert.deepEqual(damages, []);
      assert.deepEqual(
        records.map((record) => record.ping),
        Array.from({ length: 10 }, (_, seq) => ({
          seq,
          data: "0".repeat(20),
          meta: {
            Timestamp: 1437688956000000000,
            Type: "",
            Hostname: "test.example.com",
            test_string_field: "a string",
            test_int_field: 100,
            test_double_field: 123.45,
          },
        })),
      );
      assert.equal(records[3]!.timestampNs, 1437688956000000000n);
    });
  }

  it("tells where each record starts", async () => {
    const { records } = await decodeAll(plain);
    assert.deepEqual(
      records.map((record) => record.byteOffset),
      Array.from({ length: 10 }, (_, seq) => (plain.length / 10) * seq),
    );
  });

  it("takes a newline at the end for what it is", async () => {
    const { records, damages } = await decodeAll(Buffer.concat([plain, text("\n"), plain, text("\r\n \t")]));
    assert.equal(records.length, 20);
    assert.deepEqual(damages, []);
  });

  it("merges dotted fields at any depth and leaves meta its three members", async () => {
    const ping = await pingOf(
      [
        { name: "f1.test", value: '{"x":1}' },
        { name: "f2.nested.test", value: text("[2]") },
      ],
      '{"f1":{"kept":0}}',
    );
    assert.deepEqual(ping, { f1: { kept: 0, test: { x: 1 } }, f2: { nested: { test: [2] } }, meta: NO_META });
  });

  it("replaces parents that are not objects", async () => {
    const fields = ["a", "b", "c", "d"].map((name) => ({ name: `${name}.x`, value: "1" }));
    const ping = await pingOf(fields, '{"a":null,"b":"text","c":[1,2]}');
    assert.deepEqual(ping, { a: { x: 1 }, b: { x: 1 }, c: { x: 1 }, d: { x: 1 }, meta: NO_META });
  });

  it("fills the nulls of submission", async () => {
    const ping = await pingOf([
      { name: "payload.info", value: text('{"reason":"daily"}') },
      { name: "submission", value: text('{"payload":{"info":null,"ver":4}}') },
      { name: "docType", value: "main" },
    ]);
    assert.deepEqual(ping, {
      payload: { info: { reason: "daily" }, ver: 4 },
      meta: { ...NO_META, docType: "main" },
    });
  });

  it("prefers the payload to submission, and the first of submission and content", async () => {
    const submission = { name: "submission", value: '{"from":"submission"}' };
    const content = { name: "content", value: text("landfill") };
    assert.equal((await pingOf([submission, content], '{"from":"payload"}'))["from"], "payload");
    assert.equal((await pingOf([submission, content]))["from"], "submission");
    assert.equal((await pingOf([content, submission]))["content"], "landfill");
  });

  it("gives landfill content as text, out of gzip too, and nothing if it is not UTF-8", async () => {
    assert.deepEqual(await pingOf([{ name: "content", value: text('{"a":"é"}') }]), {
      content: '{"a":"é"}',
      meta: NO_META,
    });
    assert.deepEqual(await pingOf([{ name: "content", value: gzipSync("raw") }]), {
      content: "raw",
      meta: NO_META,
    });
    assert.deepEqual(await pingOf([{ name: "content", value: Uint8Array.of(0x61, 0xe1) }]), {
      meta: NO_META,
    });
  });

  it("reads a submission with bad UTF-8 with U+FFFD, and leaves out other fields that have it", async () => {
    const bad = Buffer.concat([text('{"adapter":"a'), Uint8Array.of(0xe1), text('b"}')]);
    const ping = await pingOf([
      { name: "submission", value: bad },
      { name: "geoCity", value: Uint8Array.of(0xff) },
      { name: "payload.info", value: bad },
    ]);
    assert.deepEqual(ping, { adapter: "a\ufffdb", meta: NO_META });
  });

  it("reads integers of any length as the nearest number", async () => {
    const ping = await pingOf([], '{"big":123456789012345678901234567890123456789012}');
    assert.equal(ping["big"], Number("123456789012345678901234567890123456789012"));
  });

  it("lets a field named Timestamp replace the number, not the exact time", async () => {
    const { records } = await decodeAll(
      encodeHekaRecord({ timestampNs: 77n, fields: [{ name: "Timestamp", value: 5 }] }),
    );
    assert.deepEqual(records[0]!.ping, { meta: { ...NO_META, Timestamp: 5 } });
    assert.equal(records[0]!.timestampNs, 77n);
  });

  it("reads negative and 53-bit timestamps", async () => {
    for (const timestampNs of [-1n, -(2n ** 63n), 2n ** 63n - 1n, 1500000000123456789n]) {
      const { records } = await decodeAll(encodeHekaRecord({ timestampNs, fields: [] }));
      assert.equal(records[0]!.timestampNs, timestampNs);
      assert.equal((records[0]!.ping["meta"] as PingDocument)["Timestamp"], Number(timestampNs));
    }
  });

  it("replaces a meta of the document, and puts meta.NAME below its own", async () => {
    const ping = await pingOf([{ name: "meta.geo", value: '{"city":"?"}' }], '{"meta":{"mine":1}}');
    assert.deepEqual(ping, { meta: { ...NO_META, geo: { city: "?" } } });
  });

  it("keeps the last of two fields of a name and the first of two values", async () => {
    const ping = await pingOf([
      { name: "os", value: "first" },
      { name: "os", value: "second" },
    ]);
    assert.deepEqual(ping, { meta: { ...NO_META, os: "second" } });
  });

  it("leaves Lua's {} for [] as it is", async () => {
    assert.deepEqual(await pingOf([{ name: "payload.chromeHangs", value: '{"stacks":{}}' }], "{}"), {
      payload: { chromeHangs: { stacks: {} } },
      meta: NO_META,
    });
  });

  it("never touches a prototype", async () => {
    const names = [
      "__proto__",
      "constructor",
      "__proto__.polluted",
      "constructor.prototype.polluted",
      "a.__proto__.polluted",
    ];
    const ping = await pingOf(
      names.map((name) => ({ name, value: "1" })),
      '{"__proto__":{"polluted":2},"a":{}}',
    );
    assert.equal(({} as PingDocument)["polluted"], undefined);
    assert.equal(Object.getPrototypeOf(ping), Object.prototype);
    assert.equal(Object.getPrototypeOf(ping["meta"]), Object.prototype);
    assert.deepEqual(Object.keys(ping), ["__proto__", "a", "meta", "constructor"]);
    assert.equal((Object.getOwnPropertyDescriptor(ping, "__proto__")!.value as PingDocument)["polluted"], 1);
    assert.deepEqual(Object.keys(ping["meta"] as PingDocument).slice(3), ["__proto__", "constructor"]);
  });

  it("reads packed and unpacked numbers, the first of several", async () => {
    const field = (write: (writer: BinaryWriter) => BinaryWriter, name: string, type: number): Uint8Array =>
      write(
        new BinaryWriter().tag(1, WireType.LengthDelimited).string(name).tag(2, WireType.Varint).int32(type),
      ).finish();
    const message = new BinaryWriter()
      .tag(1, WireType.LengthDelimited)
      .string("id")
      .tag(2, WireType.Varint)
      .int64(1n)
      .tag(10, WireType.LengthDelimited)
      .bytes(field((w) => w.tag(6, WireType.Varint).int64(-7).tag(6, WireType.Varint).int64(8), "i", 2))
      .tag(10, WireType.LengthDelimited)
      .bytes(field((w) => w.tag(6, WireType.LengthDelimited).fork().int64(-7).int64(8).join(), "ip", 2))
      .tag(10, WireType.LengthDelimited)
      .bytes(field((w) => w.tag(7, WireType.Bit64).double(1.5), "d", 3))
      .tag(10, WireType.LengthDelimited)
      .bytes(field((w) => w.tag(7, WireType.LengthDelimited).fork().double(1.5).double(2).join(), "dp", 3))
      .tag(10, WireType.LengthDelimited)
      .bytes(field((w) => w.tag(8, WireType.Varint).bool(true), "b", 4))
      .tag(10, WireType.LengthDelimited)
      .bytes(field((w) => w.tag(8, WireType.LengthDelimited).fork().bool(true).bool(false).join(), "bp", 4))
      .tag(10, WireType.LengthDelimited)
      .bytes(field((w) => w, "none", 3))
      .tag(10, WireType.LengthDelimited)
      .bytes(
        field(
          (w) =>
            w.tag(4, WireType.LengthDelimited).string("one").tag(4, WireType.LengthDelimited).string("two"),
          "s",
          0,
        ),
      )
      .tag(77, WireType.Bit32)
      .fixed32(1)
      .finish();
    const { records, damages } = await decodeAll(frame(message));
    assert.deepEqual(damages, []);
    assert.deepEqual(records[0]!.ping, {
      meta: {
        ...NO_META,
        Timestamp: 1,
        i: -7,
        ip: -7,
        d: 1.5,
        dp: 1.5,
        b: true,
        bp: true,
        none: "",
        s: "one",
      },
    });
  });

  it("skips the signature in a header", async () => {
    const record = encodePing({ n: 1 });
    const message = record.subarray(3 + record[1]!);
    const header = new BinaryWriter()
      .tag(3, WireType.Varint)
      .int32(1)
      .tag(4, WireType.LengthDelimited)
      .string("signer")
      .tag(1, WireType.Varint)
      .uint32(message.length)
      .tag(6, WireType.LengthDelimited)
      .bytes(new Uint8Array(20).fill(0x1e))
      .finish();
    const signed = Buffer.concat([Uint8Array.of(0x1e, header.length), header, Uint8Array.of(0x1f), message]);
    const { records, damages } = await decodeAll(Buffer.concat([signed, signed]));
    assert.deepEqual(damages, []);
    assert.equal(records.length, 2);
  });
});
