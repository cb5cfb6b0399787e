import { growing } from "../columns/growing.js";
import type { IdColumn, Utf8Column } from "../types.js";
import { SlotTable } from "./slot-table.js";
import type { Codes } from "./types.js";

/** Gives codes to strings stored as UTF-8 bytes, without decoding them. */
export function codeBytes({ offsets, bytes, valid, length }: Utf8Column | IdColumn): Codes {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const table = new SlotTable();
  const codes = new Int32Array(length);
  const first = growing(Int32Array, 1024);
  let count = 0;
  let missing = -1;
  for (let row = 0; row < length; row++) {
    if (valid !== null && valid[row] === 0) {
      if (missing < 0) {
        missing = count++;
        first.reserve(count);
        first.values[missing] = row;
      }
      codes[row] = missing;
      continue;
    }
    const start = offsets[row]!;
    const size = offsets[row + 1]! - start;
    const hash = hashBytes(view, start, size);
    const { slots, hashes, mask } = table;
    let slot = hash & mask;
    for (;;) {
      const found = slots[slot]! - 1;
      if (found < 0) {
        first.reserve(count + 1);
        first.values[count] = row;
        codes[row] = count;
        table.take(slot, hash, count++);
        break;
      }
      if (hashes[slot] === hash) {
        const other = first.values[found]!;
        const otherStart = offsets[other]!;
        if (offsets[other + 1]! - otherStart === size && isEqualBytes(view, start, otherStart, size)) {
          codes[row] = found;
          break;
        }
      }
      slot = (slot + 1) & mask;
    }
  }
  return { codes, first: first.take(count) };
}

function hashBytes(view: DataView, start: number, size: number): number {
  let hash = 0x9e3779b9 ^ size;
  let i = start;
  const wordsEnd = start + size - 3;
  for (; i < wordsEnd; i += 4) {
    hash = Math.imul(hash ^ view.getInt32(i, true), 0x85ebca6b);
    hash ^= hash >>> 15;
  }
  for (const end = start + size; i < end; i++) hash = Math.imul(hash ^ view.getUint8(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad);
  return hash ^ (hash >>> 15);
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
