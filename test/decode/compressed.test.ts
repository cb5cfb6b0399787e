import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { constants, gunzipSync, gzipSync } from "node:zlib";
import { compressObject, decodeObject, encodeHeka, type PingDocument } from "../../src/decode/index.js";
import { randomFrom } from "../support/random-from.js";
import { chunksOf, decodeAll } from "./decode-all.js";

const random = randomFrom(7);
const pings: PingDocument[] = Array.from({ length: 300 }, (_, n) => ({
  n,
  noise: Array.from({ length: 40 }, () => Math.floor(random() * 1e9)),
  meta: { Timestamp: n, Type: "telemetry", Hostname: "h" },
}));
const heka = encodeHeka(pings);
const numbers = (records: readonly { ping: PingDocument }[]): unknown[] =>
  records.map(({ ping }) => ping["n"]);
const all = pings.map(({ n }) => n);

describe("decodeObject(gzip)", () => {
  it("ends with its consumer, even if nothing more comes of the object", async () => {
    const long = encodeHeka([...pings, ...pings, ...pings, ...pings, ...pings]);
    const stored = gzipSync(long, { level: 1 });
    async function* stalling(): AsyncGenerator<Uint8Array> {
      yield stored.subarray(0, 1 << 16);
      await new Promise(() => {});
    }
    let records = 0;
    for await (const batch of decodeObject(stalling(), { batchBytes: 1000 })) {
      records += batch.length;
      break;
    }
    assert.ok(records > 0 && records < 1500, String(records));
  });

  it("reads several members, with zeroes between and behind them", async () => {
    const half = heka.length >> 1;
    const members = [gzipSync(heka.subarray(0, half)), gzipSync(heka.subarray(half))];
    for (const padding of [0, 1, 100_000]) {
      const bytes = Buffer.concat([members[0]!, Buffer.alloc(padding), members[1]!, Buffer.alloc(padding)]);
      for (const size of [1000, 1 << 20]) {
        const { records, damages } = await decodeAll(bytes, {}, () => size);
        assert.deepEqual(damages, []);
        assert.deepEqual(numbers(records), all);
      }
    }
  });

  it("keeps every record before the damage", async () => {
    const compressed = await compressObject(heka, "gzip");
    for (let at = 10; at < compressed.length; at += 997) {
      const damaged = Uint8Array.from(compressed);
      damaged[at]! ^= 0x10;
      const { records, damages } = await decodeAll(damaged);
      const readable = gunzipSync(compressed.subarray(0, at), { finishFlush: constants.Z_SYNC_FLUSH }).length;
      const { records: expected } = await decodeAll(heka.subarray(0, readable));
      assert.deepEqual(numbers(records).slice(0, expected.length), numbers(expected), `damage at ${at}`);
      assert.ok(damages.some(({ kind }) => kind === "compression"));
    }
  });

  it("keeps every record before damage far behind the start if it can open the object again", async () => {
    // 20 MB that do not compress: more than is kept for a second look.
    const noise = Buffer.from(Uint32Array.from({ length: 100_000 }, () => random() * 2 ** 32).buffer);
    const text = noise.toString("base64");
    const noisy = Array.from({ length: 50 }, (_, n) => ({ n, text }));
    const bytes = encodeHeka(noisy);
    const damaged = Uint8Array.from(gzipSync(bytes, { level: 1 }));
    damaged[damaged.length - 5]! ^= 1;
    assert.ok(damaged.length > 16 * 2 ** 20);
    const reopen = (): AsyncIterable<Uint8Array> => chunksOf(damaged, () => 1 << 16);
    const { records, damages } = await decodeAll(damaged, { reopen });
    assert.equal(records.length, 50);
    assert.deepEqual(
      damages.map(({ kind, byteOffset }) => [kind, byteOffset]),
      [["compression", bytes.length]],
    );
  });

  it("reports a stream that ends early once, at the end of what could be read", async () => {
    const compressed = await compressObject(heka, "gzip");
    const { records, damages } = await decodeAll(compressed.subarray(0, 5000));
    assert.ok(records.length > 10);
    const readable = gunzipSync(compressed.subarray(0, 5000), { finishFlush: constants.Z_SYNC_FLUSH }).length;
    assert.deepEqual(damages, [
      { kind: "compression", byteOffset: readable, message: "gzip stream ends early" },
    ]);
  });

  it("reports junk behind the last member and loses nothing", async () => {
    const { records, damages } = await decodeAll(Buffer.concat([gzipSync(heka), Buffer.from("junk")]));
    assert.deepEqual(numbers(records), all);
    assert.deepEqual(
      damages.map(({ kind }) => kind),
      ["compression"],
    );
  });
});

describe("decodeObject(zstd)", () => {
  it("reads several frames, skippable ones too, in chunks of any size", async () => {
    const half = heka.length >> 1;
    const skippable = Uint8Array.of(0x53, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3);
    const bytes = Buffer.concat([
      skippable,
      await compressObject(heka.subarray(0, half), "zstd"),
      skippable,
      await compressObject(heka.subarray(half), "zstd"),
    ]);
    for (const size of [17, 4096, 1 << 20]) {
      const { records, damages } = await decodeAll(bytes, {}, () => size);
      assert.deepEqual(damages, []);
      assert.deepEqual(numbers(records), all);
    }
  });

  it("keeps every block before the damage and never hangs on it", async () => {
    const compressed = await compressObject(Buffer.concat([heka, heka, heka, heka]), "zstd");
    for (let at = 4; at < compressed.length; at += 499) {
      const damaged = Uint8Array.from(compressed);
      damaged[at]! ^= 0x10;
      const { records } = await decodeAll(damaged);
      const { records: expected } = await decodeAll(compressed.subarray(0, at));
      assert.deepEqual(numbers(records).slice(0, expected.length), numbers(expected), `damage at ${at}`);
    }
  });

  it("reports a stream that ends early", async () => {
    const compressed = await compressObject(heka, "zstd");
    for (const end of [5, 100, compressed.length - 1]) {
      const { damages } = await decodeAll(compressed.subarray(0, end));
      assert.deepEqual(
        damages.map(({ kind, message }) => [kind, message]),
        [["compression", "zstd stream ends early"]],
      );
    }
  });

  it("reads what compresses a thousandfold", async () => {
    const bytes = encodeHeka([{ text: "a".repeat(5_000_000) }]);
    const { records } = await decodeAll(await compressObject(bytes, "zstd"));
    assert.equal((records[0]!.ping["text"] as string).length, 5_000_000);
  });
});

describe("compressObject", () => {
  it("compressObject(bytes, gzip) is the same wherever it runs", async () => {
    const compressed = await compressObject(heka, "gzip");
    assert.deepEqual([...compressed.subarray(0, 10)], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
    assert.deepEqual(new Uint8Array(gunzipSync(compressed)), new Uint8Array(heka));
  });

  it("compresses harder when asked to", async () => {
    const text = Buffer.from(pings.map(({ n }) => `ping ${n} of ${Number(n) * 7919}`).join(" and then "));
    for (const compression of ["gzip", "zstd"] as const) {
      const sizes = await Promise.all(
        [1, 9].map(async (level) => (await compressObject(text, compression, level)).length),
      );
      assert.ok(sizes[1]! < sizes[0]!);
    }
  });

  it("compresses nothing to something that decodes to nothing", async () => {
    for (const compression of ["gzip", "zstd"] as const) {
      assert.deepEqual(await decodeAll(await compressObject(new Uint8Array(0), compression)), {
        records: [],
        damages: [],
      });
    }
  });
});
