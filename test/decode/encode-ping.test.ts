import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import {
  encodeHeka,
  encodeJsonLines,
  encodeJsonLz4,
  encodePing,
  type HekaGeneration,
  type PingDocument,
} from "../../src/decode/index.js";
import { decodeAll } from "./decode-all.js";
import { anyDocument, anyMeta, NO_META } from "./some-pings.js";

const ping: PingDocument = {
  type: "main",
  environment: { build: { version: "54.0" }, profile: null, other: [1] },
  payload: { info: { reason: "shutdown" }, histograms: {}, ver: 4 },
  meta: { Timestamp: 1500000000000000000, Type: "telemetry", Hostname: "h", docType: "main", sampleId: 42 },
};

async function decodeOne(bytes: Uint8Array): Promise<PingDocument> {
  const { records, damages } = await decodeAll(bytes);
  assert.deepEqual(damages, []);
  assert.equal(records.length, 1);
  return records[0]!.ping;
}

describe("encodePing", () => {
  for (const generation of ["payload", "submission"] as const) {
    for (const snappy of [false, true]) {
      it(`decodes to an equal ping (${generation}, snappy ${snappy})`, async () => {
        await fc.assert(
          fc.asyncProperty(anyDocument, anyMeta, async (document, meta) => {
            const whole = { ...document, meta };
            if (Object.hasOwn(document, "__proto__")) {
              Object.defineProperty(
                whole,
                "__proto__",
                Object.getOwnPropertyDescriptor(document, "__proto__")!,
              );
            }
            const before = structuredClone(whole);
            assert.deepEqual(await decodeOne(encodePing(whole, { generation, snappy })), whole);
            assert.deepEqual(whole, before);
          }),
          { numRuns: 60 },
        );
      });
    }
  }

  it("gives an empty meta to a ping without one", async () => {
    assert.deepEqual(await decodeOne(encodePing({ type: "x" })), { type: "x", meta: NO_META });
    assert.deepEqual(await decodeOne(encodePing({})), { meta: NO_META });
    assert.deepEqual(await decodeOne(encodePing({}, { generation: "payload" })), { meta: NO_META });
  });

  it("splits the sections as the pipeline did", () => {
    const text = (generation: HekaGeneration): string =>
      Buffer.from(encodePing(ping, { generation })).toString("latin1");
    assert.match(
      text("payload"),
      /\{"type":"main","environment":\{"profile":null,"other":\[1\]\},"payload":\{"ver":4\}\}/,
    );
    assert.match(text("submission"), /"environment":\{"build":null,"profile":null,"other":\[1\]\}/);
    assert.match(text("submission"), /"payload":\{"info":null,"histograms":null,"ver":4\}/);
    for (const generation of ["payload", "submission"] as const) {
      assert.match(text(generation), /environment\.build.{2,6}\{"version":"54\.0"\}/s);
      assert.match(text(generation), /payload\.histograms.{2,6}\{\}/s);
    }
  });

  it("encodePing(ping, {timestampNs}) keeps every nanosecond beside the nearest number", async () => {
    const { records } = await decodeAll(encodePing(ping, { timestampNs: 1500000000123456789n }));
    assert.equal(records[0]!.timestampNs, 1500000000123456789n);
    assert.equal((records[0]!.ping["meta"] as PingDocument)["Timestamp"], Number(1500000000123456789n));
  });

  it("encodePing(ping) rejects a dot in a name of meta", () => {
    assert.throws(
      () => encodePing({ meta: { "a.b": 1 } }),
      new TypeError('name in meta has a dot, got "a.b"; nest it instead'),
    );
  });

  it("takes the record's uuid from the document id", () => {
    const bytes = encodePing({ meta: { documentId: "00112233-4455-6677-8899-aabbccddeeff" } });
    assert.ok(Buffer.from(bytes).includes(Buffer.from("00112233445566778899aabbccddeeff", "hex")));
  });
});

describe("encodeHeka", () => {
  it("puts records in order", async () => {
    const pings = [1, 2, 3].map((n) => ({ n, meta: NO_META }));
    const { records } = await decodeAll(encodeHeka(pings, { snappy: true }));
    assert.deepEqual(
      records.map((record) => record.ping),
      pings,
    );
  });

  it("encodeHeka([]) is empty, and so is what it decodes to", async () => {
    assert.deepEqual(await decodeAll(encodeHeka([])), { records: [], damages: [] });
  });
});

describe("encodeJsonLines", () => {
  it("decodes to equal pings", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyDocument), async (pings) => {
        const { records, damages } = await decodeAll(encodeJsonLines(pings), { format: "json-lines" });
        assert.deepEqual(damages, []);
        assert.deepEqual(
          records.map((record) => record.ping),
          pings,
        );
      }),
    );
  });
});

describe("encodeJsonLz4", () => {
  it("decodes to an equal ping", async () => {
    await fc.assert(
      fc.asyncProperty(anyDocument, async (document) => {
        assert.deepEqual(await decodeOne(encodeJsonLz4(document)), document);
      }),
    );
  });
});
