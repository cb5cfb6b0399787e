import type { IdColumn, Utf8Column } from "../types.js";
import { codeHashes } from "./code-hashes.js";
import { finishHash, mixWord } from "./mix-hash.js";
import type { Codes } from "./types.js";

/** Gives codes to strings stored as UTF-8 bytes, without decoding them. */
export function codeBytes({ offsets, bytes, valid, length }: Utf8Column | IdColumn): Codes {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const hashes = new Int32Array(length);
  for (let row = 0; row < length; row++) hashes[row] = hashBytes(view, offsets[row]!, offsets[row + 1]!);
  const isSmall = bytes.length < 2 ** 31;
  return codeHashes(hashes, valid, (a, b) => {
    const start = offsets[a]!;
    const other = offsets[b]!;
    const size = offsets[a + 1]! - start;
    if (offsets[b + 1]! - other !== size) return false;
    // Offsets are doubles; the engine reads twice as fast at places that it knows to be small integers.
    return isSmall
      ? isEqualBytes(view, start | 0, other | 0, size | 0)
      : isEqualFarBytes(view, start, other, size);
  });
}

/** Four bytes at a time, the rest one by one. */
function hashBytes(view: DataView, start: number, end: number): number {
  let hash = 0x9e3779b9 ^ (end - start);
  let i = start;
  for (const wordsEnd = end - 3; i < wordsEnd; i += 4) hash = mixWord(hash, view.getInt32(i, true));
  for (; i < end; i++) hash = Math.imul(hash ^ view.getUint8(i), 0x01000193);
  return finishHash(hash);
}

function isEqualBytes(view: DataView, a: number, b: number, size: number): boolean {
  let i = 0;
  for (; i + 4 <= size; i += 4) {
    if (view.getInt32(a + i, true) !== view.getInt32(b + i, true)) return false;
  }
  for (; i < size; i++) {
    if (view.getUint8(a + i) !== view.getUint8(b + i)) return false;
  }
  return true;
}

/** The same for places past 2 GiB, apart so that the engine compiles each for its numbers. */
function isEqualFarBytes(view: DataView, a: number, b: number, size: number): boolean {
  for (let i = 0; i < size; i++) {
    if (view.getUint8(a + i) !== view.getUint8(b + i)) return false;
  }
  return true;
}
