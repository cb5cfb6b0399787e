import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { describe, it } from "node:test";
import { compressSync, uncompressSync } from "snappy";
import { compileTrie, type Projector } from "../../src/kernel/index.js";
import { randomFrom } from "../support/random-from.js";
import { projectorsToCheck } from "./projectors-to-check.js";
import { below, pick, type Random } from "./random-documents.js";

/** A block of literals and copies of every kind, length and offset; some are from before the start. */
function randomTags(random: Random): Uint8Array {
  const bytes: number[] = [];
  let length = 0;
  const isRight = random() < 0.7;
  for (let i = below(random, 400); i > 0; i--) {
    const kind = length === 0 ? 0 : pick(random, [0, 1, 1, 2, 2, 2, 3]);
    const most = pick(random, [10, 16, 40, 64, kind === 0 ? 300 : 64]);
    let size = 1 + below(random, most);
    if (kind === 0) {
      if (size <= 60) bytes.push((size - 1) << 2);
      else bytes.push(61 << 2, (size - 1) & 0xff, (size - 1) >> 8);
      for (let at = 0; at < size; at++) bytes.push(below(random, 256));
    } else {
      const farthest = Math.min(length, kind === 1 ? 2047 : 65535);
      let offset = 1 + below(random, pick(random, [farthest, Math.min(farthest, 20)]));
      if (!isRight && random() < 0.02)
        offset = pick(random, [0, kind === 1 ? Math.min(length + 1, 2047) : length + 1]);
      if (kind === 1) size = 4 + (size & 7);
      if (kind === 1) bytes.push(1 | ((size - 4) << 2) | ((offset >> 8) << 5), offset & 0xff);
      else bytes.push(kind | ((size - 1) << 2), offset & 0xff, offset >> 8, ...(kind === 3 ? [0, 0] : []));
    }
    length += size;
  }
  return Uint8Array.from([0x80 | (length & 0x7f), 0x80 | ((length >> 7) & 0x7f), length >> 14, ...bytes]);
}

/** Bytes of the kinds that Snappy knows: repeated from near, from far, and not at all. */
function randomContent(random: Random, largest: number): Buffer {
  const pieces: Buffer[] = [];
  for (let i = below(random, 12); i > 0; i--) {
    const length = below(random, pick(random, [4, 70, 300, largest]));
    const isNoise = random() < 0.5;
    const noise = Buffer.alloc(isNoise ? length : 1 + below(random, 9));
    for (let at = 0; at < noise.length; at++) noise[at] = below(random, 256);
    pieces.push(isNoise ? noise : Buffer.alloc(length, noise), pick(random, [noise, ...pieces]));
  }
  return Buffer.concat(pieces);
}

for (const [name, create] of projectorsToCheck) {
  /** What a projector makes of a block, in a place of exactly `capacity` bytes; null if it refuses. */
  const unsnappy = (projector: Projector, block: Uint8Array, capacity: number): Buffer | null => {
    const target = block.length + 64;
    projector.reserve(target + capacity + 128);
    projector.bytes.fill(0xee, 0, target + capacity + 128);
    projector.bytes.set(block);
    const length = projector.unsnappy(0, block.length, target, capacity);
    const { bytes } = projector;
    assert.ok(bytes.subarray(0, block.length).equals(block), "the block stays as it is");
    const behind = bytes.subarray(target + capacity + 64, target + capacity + 128);
    assert.ok(
      behind.every((byte) => byte === 0xee),
      "nothing is written further than 64 bytes behind the place",
    );
    return length < 0 ? null : Buffer.from(bytes.subarray(target, target + length));
  };

  describe(`unsnappy, of the ${name}`, () => {
    it("gives what Snappy compressed, of any kind of bytes and length", () => {
      const projector = create(compileTrie([]));
      const random = randomFrom(11);
      for (let i = 0; i < 200; i++) {
        const content = randomContent(random, 70_000);
        const found = unsnappy(projector, compressSync(content), content.length);
        assert.ok(found?.equals(content), `content ${i}`);
      }
    });

    it("takes every kind of copy, also those that Snappy itself doesn't write", () => {
      const projector = create(compileTrie([]));
      const block = (...bytes: number[]) =>
        unsnappy(projector, Uint8Array.from(bytes), 100)?.toString("latin1");
      assert.equal(block(0), "");
      assert.equal(block(3, 8, 97, 98, 99), "abc");
      // A literal whose length takes four bytes; copies with offsets of one, two and four bytes.
      assert.equal(block(3, 63 << 2, 2, 0, 0, 0, 97, 98, 99), "abc");
      assert.equal(block(10, 8, 97, 98, 99, 0x01 | (3 << 2), 3), "abcabcabca");
      assert.equal(block(6, 8, 97, 98, 99, 0x02 | (2 << 2), 3, 0), "abcabc");
      assert.equal(block(6, 8, 97, 98, 99, 0x03 | (2 << 2), 1, 0, 0, 0), "abcccc");
    });

    it("refuses what is no block: too short, too long, from before the start, or more than there is room for", () => {
      const projector = create(compileTrie([]));
      for (const bytes of [
        [],
        [0x80],
        [1],
        [2, 0, 97],
        [1, 4, 97, 98],
        [4, 0, 97, 0x01 | (0 << 2), 0],
        [5, 0, 97, 0x01 | (0 << 2), 2],
        [5, 0, 97, 0x02 | (3 << 2), 1],
        [5, 0, 97, 0x03 | (3 << 2), 1, 0, 0],
        [5, 0, 97, 0x03 | (3 << 2), 1, 0, 0, 0x80],
        [3, 63 << 2, 2, 0, 0],
        [3, 63 << 2, 255, 255, 255, 255, 97, 98, 99],
        [0xff, 0xff, 0xff, 0xff, 0x7f, 0, 97],
        [0x80, 0x80, 0x80, 0x80, 0x80, 0x01],
      ]) {
        assert.equal(unsnappy(projector, Uint8Array.from(bytes), 100), null, JSON.stringify(bytes));
      }
      assert.equal(unsnappy(projector, compressSync(Buffer.alloc(101)), 100), null);
    });

    it("agrees with Snappy on blocks of tags as nobody writes them", () => {
      const projector = create(compileTrie([]));
      const random = randomFrom(13);
      let refused = 0;
      for (let i = 0; i < 1500; i++) {
        const block = randomTags(random);
        let expected: Buffer | null = null;
        try {
          expected = uncompressSync(Buffer.from(block), { asBuffer: true }) as Buffer;
        } catch {
          refused += 1;
        }
        const found = unsnappy(projector, block, expected?.length ?? 130_000);
        assert.equal(found === null, expected === null, `block ${i}`);
        if (expected !== null) assert.ok(found?.equals(expected), `block ${i}`);
      }
      assert.ok(refused > 100 && refused < 700, `${refused} refused`);
    });

    it("agrees with Snappy on damaged blocks, and never writes outside its place", () => {
      const projector = create(compileTrie([]));
      const random = randomFrom(12);
      let refused = 0;
      for (let i = 0; i < 2000; i++) {
        const content = randomContent(random, pick(random, [300, 2000]));
        const block = compressSync(content);
        for (let step = below(random, 3); step >= 0; step--)
          block[below(random, block.length)] = below(random, 256);
        const cut = random() < 0.2 ? block.subarray(0, below(random, block.length)) : block;
        let expected: Buffer | null = null;
        try {
          expected = uncompressSync(cut, { asBuffer: true }) as Buffer;
        } catch {
          refused += 1;
        }
        if (expected !== null && expected.length > 20_000) expected = null;
        const found = unsnappy(projector, cut, expected?.length ?? 20_000);
        assert.equal(found === null, expected === null, `block ${i}`);
        if (expected !== null) assert.ok(found?.equals(expected), `block ${i}`);
      }
      assert.ok(refused > 500 && refused < 1900, `${refused} refused`);
    });
  });
}
