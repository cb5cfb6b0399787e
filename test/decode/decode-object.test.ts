import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  compressObject,
  decodeObject,
  encodeHeka,
  encodeJsonLines,
  encodeJsonLz4,
  type PingDocument,
} from "../../src/decode/index.js";
import { chunksOf, decodeAll } from "./decode-all.js";
import { NO_META } from "./some-pings.js";

const pings: PingDocument[] = [1, 2, 3].map((n) => ({ n, text: "é😀", meta: NO_META }));
const formats: [string, Uint8Array][] = [
  ["heka", encodeHeka(pings)],
  ["heka with snappy", encodeHeka(pings, { snappy: true, generation: "payload" })],
  ["json lines", encodeJsonLines(pings)],
];

describe("decodeObject", () => {
  for (const [name, bytes] of formats) {
    it(`reads ${name} whatever it is wrapped in, whatever the hint`, async () => {
      const gzip = await compressObject(bytes, "gzip");
      const zstd = await compressObject(bytes, "zstd");
      for (const object of [
        bytes,
        gzip,
        zstd,
        await compressObject(gzip, "zstd"),
        await compressObject(gzip, "gzip"),
      ]) {
        for (const contentEncoding of ["gzip", "zstd", "identity"]) {
          const { records, damages } = await decodeAll(object, { contentEncoding });
          assert.deepEqual(damages, []);
          assert.deepEqual(
            records.map(({ ping }) => ping),
            pings,
          );
        }
      }
    });

    it(`reads ${name} cut at every position, in batches of any size`, async () => {
      const whole = await decodeAll(bytes);
      for (let cut = 1; cut < bytes.length; cut++) {
        const sizes = [cut, bytes.length];
        const result = await decodeAll(bytes, { batchBytes: 1 }, () => sizes.shift()!);
        assert.deepEqual(result, whole);
      }
      assert.deepEqual(await decodeAll(bytes, { batchBytes: 1 }, () => 1), whole);
    });
  }

  it("reads jsonlz4 in chunks of a byte", async () => {
    assert.deepEqual((await decodeAll(encodeJsonLz4(pings[0]!), {}, () => 1)).records, [
      { ping: pings[0], timestampNs: null, byteOffset: 0 },
    ]);
  });

  it("decodeObject(nothing) gives nothing", async () => {
    assert.deepEqual(await decodeAll(new Uint8Array(0)), { records: [], damages: [] });
    assert.deepEqual(await decodeAll(new Uint8Array(0), { contentEncoding: "gzip" }), {
      records: [],
      damages: [],
    });
  });

  it("trusts the hint when nothing can be recognised", async () => {
    const { damages } = await decodeAll(Uint8Array.of(1, 2, 3), { contentEncoding: "gzip" });
    assert.deepEqual(damages, [{ kind: "compression", byteOffset: 0, message: "gzip stream is damaged" }]);
  });

  it("finds the format of an object whose first record is damaged", async () => {
    for (const [, bytes] of formats) {
      const damaged = Uint8Array.from(bytes);
      damaged[0]! ^= 0x40;
      const { records, damages } = await decodeAll(damaged);
      assert.deepEqual(
        records.map(({ ping }) => ping["n"]),
        [2, 3],
      );
      assert.equal(damages.length, 1);
    }
  });

  it("gives batches while the object is still coming", async () => {
    const large = encodeHeka(Array.from({ length: 400 }, () => ({ text: "x".repeat(10_000) })));
    for (const bytes of [large, await compressObject(large, "gzip"), await compressObject(large, "zstd")]) {
      let batches = 0;
      for await (const records of decodeObject(chunksOf(bytes, () => 1 << 16))) {
        assert.ok(records.length > 0 && records.length < 250);
        batches++;
      }
      assert.ok(batches >= 3);
    }
  });

  it("lets go of the chunks when the consumer stops", async () => {
    const large = encodeHeka(
      Array.from({ length: 400 }, (_, i) => ({ text: `${Math.sqrt(i)}`.repeat(600) })),
    );
    for (const bytes of [large, await compressObject(large, "gzip"), await compressObject(large, "zstd")]) {
      let isReleased = false;
      const source = async function* (): AsyncGenerator<Uint8Array> {
        try {
          for (;;) yield* chunksOf(bytes, () => 1 << 12);
        } finally {
          isReleased = true;
        }
      };
      for await (const records of decodeObject(source())) {
        assert.ok(records.length > 0);
        break;
      }
      assert.ok(isReleased);
    }
  });

  it("passes on what the chunks and onDamage throw, and lets go", async () => {
    const failing = async function* (): AsyncGenerator<Uint8Array> {
      yield encodeHeka(pings);
      throw new Error("connection lost");
    };
    await assert.rejects(async () => {
      for await (const _ of decodeObject(failing()));
    }, /connection lost/);
    const onDamage = (): never => {
      throw new Error("strict");
    };
    let isReleased = false;
    const junk = async function* (): AsyncGenerator<Uint8Array> {
      try {
        yield new Uint8Array(3 << 20);
        yield new Uint8Array(1);
      } finally {
        isReleased = true;
      }
    };
    await assert.rejects(async () => {
      for await (const _ of decodeObject(junk(), { onDamage, format: "heka" }));
    }, /strict/);
    assert.ok(isReleased);
  });

  it("reads several objects at once", async () => {
    const objects = await Promise.all(
      Array.from({ length: 12 }, (_, i) => {
        const bytes = encodeHeka(
          Array.from({ length: 300 }, (_, n) => ({ n: n * i, text: "x".repeat(n * 10) })),
        );
        return i % 3 === 0 ? bytes : compressObject(bytes, i % 3 === 1 ? "gzip" : "zstd");
      }),
    );
    const decoded = await Promise.all(objects.map((object) => decodeAll(object)));
    decoded.forEach(({ records, damages }, i) => {
      assert.deepEqual(damages, []);
      assert.deepEqual(
        records.map(({ ping }) => ping["n"]),
        Array.from({ length: 300 }, (_, n) => n * i),
      );
    });
  });
});
