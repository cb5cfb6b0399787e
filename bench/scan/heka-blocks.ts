import type { Buffer } from "node:buffer";

/** Where the messages of Heka records lie, in undamaged bytes that hold nothing else. */
export function* hekaBlocks(bytes: Buffer): Iterable<[start: number, end: number]> {
  let at = 0;
  while (at < bytes.length) {
    const headerLength = bytes[at + 1]!;
    let length = 0;
    for (let i = 0; i + 1 < headerLength; i++) length += (bytes[at + 3 + i]! & 0x7f) * 128 ** i;
    const start = at + 3 + headerLength;
    at = start + length;
    yield [start, at];
  }
}
