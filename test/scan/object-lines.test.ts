import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { describe, it } from "node:test";
import fc from "fast-check";
import { partsOfLines, readLines } from "../../src/scan/object-lines.js";
import type { StoredObject } from "../../src/store/index.js";

const object = (byteLength: number): StoredObject => ({ key: "lines", byteLength });

/** Reads bytes in pieces, from one to before another. */
async function* piecesOf(
  bytes: Buffer,
  size: number,
  start: number,
  end = bytes.length,
): AsyncGenerator<Uint8Array> {
  for (let at = start; at < end; at += size)
    yield Uint8Array.from(bytes.subarray(at, Math.min(end, at + size)));
}

interface ReadPart {
  readonly text: string;
  readonly start: number | null;
  readonly isWhole: boolean;
}

async function readPart(
  bytes: Buffer,
  part: ReturnType<typeof partsOfLines>[number],
  size: number,
): Promise<ReadPart> {
  let start: number | null = part.lines!.from === 0 ? 0 : null;
  const reading = readLines(
    { lines: part.lines!, byteLength: part.byteLength },
    (from, to) => piecesOf(bytes, size, from, to),
    (offset) => {
      start = offset;
    },
  );
  const pieces: Uint8Array[] = [];
  for (;;) {
    const { done, value } = await reading.next();
    if (done) return { text: Buffer.concat(pieces).toString("latin1"), start, isWhole: value };
    pieces.push(Uint8Array.from(value));
  }
}

describe("readLines(object, read)", () => {
  it("gives each line once, whole and in the part where it starts, however bytes are cut", async () => {
    const line = fc.string({ unit: fc.constantFrom("a", "é", "\r", " ", "{"), maxLength: 30 });
    const cases = fc.record({
      lines: fc.array(line, { maxLength: 40 }),
      isEnded: fc.boolean(),
      partBytes: fc.integer({ min: 1, max: 200 }),
      size: fc.integer({ min: 1, max: 64 }),
      // How much longer or shorter the object is than it was listed.
      change: fc.oneof(fc.constant(0), fc.integer({ min: -20, max: 20 })),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ lines, isEnded, partBytes, size, change }) => {
        const bytes = Buffer.from(lines.join("\n") + (isEnded ? "\n" : ""));
        const starts = new Set([0]);
        for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) starts.add(at + 1);
        let text = "";
        let areWhole = true;
        for (const part of partsOfLines(object(Math.max(0, bytes.length - change)), partBytes)) {
          const read = await readPart(bytes, part, size);
          areWhole &&= read.isWhole;
          if (read.text !== "") {
            assert.equal(read.start, text.length);
            assert.ok(starts.has(text.length));
            assert.ok(text.length >= part.lines!.from);
            if (change === 0) assert.ok(text.length < part.lines!.to);
          }
          text += read.text;
        }
        assert.equal(text, bytes.toString("latin1"));
        assert.equal(areWhole, bytes.length === Math.max(0, bytes.length - change));
      }),
    );
  });

  it("reads on for a line that is longer than what is read behind a part at first", async () => {
    const long = `${"x".repeat(3_000_000)}\n`;
    const bytes = Buffer.from(`a\n${long}b\nc\n`);
    const parts = partsOfLines(object(bytes.length), 100_000);
    const read = await Promise.all(parts.map((part) => readPart(bytes, part, 70_000)));
    assert.deepEqual(
      read.map(({ text }) => text).filter((text) => text !== ""),
      [`a\n${long}`, "b\nc\n"],
    );
  });

  it("says that an object is shorter or longer than listed", async () => {
    const bytes = Buffer.from("a\nb\nc\nd\ne\nf\n");
    const [first, , last] = partsOfLines(object(bytes.length), 4);
    for (const [stored, part, isWhole] of [
      [bytes, first!, true],
      [bytes, last!, true],
      [bytes.subarray(0, 2), first!, false],
      [bytes.subarray(0, 9), last!, false],
      [bytes.subarray(0, 3), last!, false],
      [Buffer.from(`${bytes}g\n`), first!, true],
      [Buffer.from(`${bytes}g\n`), last!, false],
      [Buffer.from("a\nb\nc\nd and more"), last!, false],
    ] as const) {
      for (const size of [5, 100]) {
        const read = await readPart(stored, part, size);
        assert.equal(read.isWhole, isWhole, `${stored.length} bytes, ${size} at once`);
        if (part === last && read.text !== "") assert.ok(stored.toString().endsWith(read.text));
      }
    }
  });
});
