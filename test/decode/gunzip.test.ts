import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { randomInt } from "node:crypto";
import { describe, it } from "node:test";
import { constants, crc32, deflateRawSync, gzipSync } from "node:zlib";
import { gunzipSource } from "../../src/decode/gunzip-source.js";
import { sourceFromChunks } from "../../src/decode/source-from-chunks.js";
import { zlibGunzipSource } from "../../src/decode/zlib-gunzip-source.js";
import {
  below,
  type Content,
  cut,
  mutate,
  oneOf,
  type Random,
  readSource,
  someContent,
} from "../support/byte-streams.js";
import { randomFrom } from "../support/random-from.js";

const gunzip = (bytes: Uint8Array, sizeOf: () => number = () => bytes.length): Promise<Content> =>
  readSource(gunzipSource(sourceFromChunks(cut(bytes, sizeOf))));

const gunzipByZlib = (bytes: Uint8Array): Promise<Content> => {
  const open = (): AsyncIterable<Uint8Array> => cut(bytes, () => bytes.length);
  return readSource(zlibGunzipSource(sourceFromChunks(open()), open));
};

/** A member by hand: with the fields that zlib writes none of. */
function someMember(random: Random, content: Buffer): Buffer {
  const options = {
    level: below(random, 10),
    memLevel: 1 + below(random, 9),
    windowBits: 9 + below(random, 7),
    strategy: oneOf(random, [
      constants.Z_DEFAULT_STRATEGY,
      constants.Z_FILTERED,
      constants.Z_HUFFMAN_ONLY,
      constants.Z_RLE,
      constants.Z_FIXED,
    ]),
  };
  if (random() < 0.5) return gzipSync(content, options);
  const flags = below(random, 32);
  const extra = Buffer.alloc(below(random, 300), 7);
  const header = Buffer.concat([
    Buffer.from([0x1f, 0x8b, 8, flags, 1, 2, 3, 4, 0, 255]),
    (flags & 4) === 0
      ? Buffer.alloc(0)
      : Buffer.concat([Buffer.from([extra.length & 255, extra.length >> 8]), extra]),
    Buffer.from((flags & 8) === 0 ? "" : "a name\0"),
    Buffer.from((flags & 16) === 0 ? "" : "\0"),
  ]);
  const check = crc32(header) & 0xffff;
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(content));
  trailer.writeUInt32LE(content.length, 4);
  return Buffer.concat([
    header,
    Buffer.from((flags & 2) === 0 ? [] : [check & 255, check >> 8]),
    deflateRawSync(content, options),
    trailer,
  ]);
}

describe("gunzipSource(source)", () => {
  it("gives what zlib gives of streams and of what damage leaves of them, and fails where it fails", async (test) => {
    const seed = Number(process.env["PINGFRAME_SEED"] ?? randomInt(2 ** 31));
    test.diagnostic(`seed ${seed} (PINGFRAME_SEED=${seed} repeats this)`);
    const random = randomFrom(seed);
    const failures = new Map<string | null, number>();
    for (let i = 0; i < Number(process.env["PINGFRAME_FUZZ"] ?? 150); i++) {
      const contents = Array.from({ length: 1 + below(random, 3) }, () => someContent(random));
      const members = contents.flatMap((content) => [
        someMember(random, content),
        Buffer.alloc(random() < 0.3 ? below(random, 2000) : 0),
      ]);
      const whole = Buffer.concat(members);
      const most = oneOf(random, [1 + (whole.length >> 8), 700, 70_000]);
      const sizeOf = (): number => 1 + below(random, most);
      const right = await gunzip(whole, sizeOf);
      assert.equal(right.failure, null);
      assert.ok(right.content.equals(Buffer.concat(contents)));
      for (let j = 0; j < 4; j++) {
        const damaged = mutate(random, whole);
        // A source that starts otherwise is never taken for gzip.
        if (damaged[0] !== 0x1f || damaged[1] !== 0x8b || damaged[2] !== 8) continue;
        const [own, zlib] = [await gunzip(damaged, sizeOf), await gunzipByZlib(damaged)];
        assert.equal(own.failure, zlib.failure, `failure of stream ${i}, damage ${j}`);
        const { length } = zlib.content;
        assert.ok(
          own.content.subarray(0, length).equals(zlib.content),
          `content of stream ${i}, damage ${j}`,
        );
        // zlib keeps what it makes of the byte that it rejects: of eight bits at most, before the wrong one.
        const more = own.failure === "gzip stream is damaged" ? 7 * 258 : 0;
        assert.ok(own.content.length - length <= more, `length of stream ${i}, damage ${j}`);
        failures.set(own.failure, (failures.get(own.failure) ?? 0) + 1);
      }
    }
    assert.deepEqual([...failures.keys()].sort(), ["gzip stream ends early", "gzip stream is damaged", null]);
  });

  it("lets other work have its turn while a stream has no content", async () => {
    // Empty blocks of fixed codes, none of them the last: ten bits each.
    const fourBlocks = Buffer.alloc(5);
    fourBlocks.writeUIntLE(0b0000000010_0000000010_0000000010_0000000010, 0, 5);
    const blocks = Buffer.alloc(5 << 23, fourBlocks);
    const stored = Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]), blocks]);
    let turns = 0;
    const turn = setInterval(() => turns++, 1);
    const { content, failure } = await gunzip(stored);
    clearInterval(turn);
    assert.deepEqual([content.length, failure], [0, "gzip stream ends early"]);
    assert.ok(turns > 0);
  });

  it("takes a header of 128 KiB at most, however it is cut", async () => {
    const [plain, header] = [gzipSync("content"), Buffer.from([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 255])];
    for (const [length, failure] of [
      [(1 << 17) - 11, null],
      [1 << 17, "gzip stream is damaged"],
    ] as const) {
      const stored = Buffer.concat([
        header,
        Buffer.alloc(length, 0x61),
        Buffer.from([0]),
        plain.subarray(10),
      ]);
      for (const size of [1000, 1 << 16, 1 << 20]) {
        const gunzipped = await gunzip(stored, () => size);
        assert.equal(gunzipped.failure, failure, `${length} ${size}`);
        assert.equal(gunzipped.content.toString(), failure === null ? "content" : "");
      }
    }
  });
});

describe("zlibGunzipSource(source)", () => {
  it("looks at damage again in pieces whose memory has served again", async () => {
    const random = randomFrom(9);
    const content = Buffer.from(Array.from({ length: 200_000 }, () => below(random, 64)));
    const damaged = gzipSync(content);
    damaged[damaged.length - 20_000]! ^= 0x10;
    const memory = new Uint8Array(1 << 16);
    async function* transient(): AsyncGenerator<Uint8Array> {
      for await (const piece of cut(damaged, () => 5000)) {
        memory.set(piece);
        yield memory.subarray(0, piece.length);
        memory.fill(0xee);
      }
    }
    const found = await readSource(zlibGunzipSource(sourceFromChunks(transient())));
    assert.deepEqual(found, await gunzipByZlib(damaged));
    assert.ok(found.failure !== null);
  });
});
