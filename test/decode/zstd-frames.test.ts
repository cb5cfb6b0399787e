import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { describe, it } from "node:test";
import { compressObject } from "../../src/decode/index.js";
import { ZSTD_MAGIC, ZstdFrames } from "../../src/decode/zstd-frames.js";

/** The content frames' bytes, as far as steps through pieces of a size tell them; null where there are no frames. */
function framesIn(bytes: Uint8Array, size: number): { frames: Buffer[]; isInside: boolean } | null {
  const frames = new ZstdFrames();
  const found: Uint8Array[][] = [];
  for (let from = 0; from < bytes.length; from += size) {
    const piece = bytes.subarray(from, from + size);
    for (let at = 0; at < piece.length; ) {
      const step = frames.step(piece, at);
      if (step === null) return null;
      assert.ok(step.end > at && step.end <= piece.length);
      if (step.startsFrame) found.push([ZSTD_MAGIC]);
      else if (step.isContent) found.at(-1)!.push(piece.subarray(at, step.end));
      at = step.end;
    }
  }
  return { frames: found.map((parts) => Buffer.concat(parts)), isInside: frames.isInside };
}

const skippable = (number: number, length: number): Buffer =>
  Buffer.concat([
    Buffer.from([0x50 + number, 0x2a, 0x4d, 0x18, length, 0, 0, 0]),
    Buffer.alloc(length, 0x28),
  ]);

describe("ZstdFrames", () => {
  it("step(bytes, at) tells frames apart, however they are cut into pieces", async () => {
    const contents = [
      Buffer.alloc(0),
      Buffer.from("x"),
      Buffer.alloc(300_000, "abc"),
      Buffer.alloc(70_000, 1),
    ];
    const frames: Buffer[] = [];
    for (const content of contents) frames.push(Buffer.from(await compressObject(content, "zstd")));
    const [a, b, c, d] = frames as [Buffer, Buffer, Buffer, Buffer];
    const bytes = Buffer.concat([a, skippable(0, 0), b, c, skippable(15, 200), skippable(3, 1), d]);
    for (const size of [1, 2, 3, 5, 64, 1 << 20]) {
      assert.deepEqual(framesIn(bytes, size), { frames, isInside: false }, `pieces of ${size}`);
    }
  });

  it("isInside is false exactly where the stream may end", async () => {
    const frame = Buffer.from(await compressObject(Buffer.alloc(300_000, "abc"), "zstd"));
    const bytes = Buffer.concat([frame, skippable(1, 9), frame]);
    const ends = new Set([0, frame.length, frame.length + 17, bytes.length]);
    for (let end = 0; end <= bytes.length; end++) {
      assert.equal(framesIn(bytes.subarray(0, end), 1000)!.isInside, !ends.has(end), `${end} bytes`);
    }
  });

  it("refuses what is no frame: other magic numbers, reserved bits and blocks", () => {
    const start = [...ZSTD_MAGIC];
    for (const [bytes, isRight] of [
      [[...start, 0x20, 0, 1, 0, 0], true],
      [[...start, 0x28, 0, 1, 0, 0], false],
      [[...start, 0x20, 0, 7, 0, 0], false],
      [[0x27, 0xb5, 0x2f, 0xfd, 0x20, 0, 1, 0, 0], false],
      [[...start, 0x20, 0, 1, 0, 0, 0x1f, 0x8b, 8, 0], false],
    ] as const) {
      assert.equal(framesIn(Uint8Array.from(bytes), 100) !== null, isRight, `${bytes}`);
    }
  });
});
