import { growing } from "../columns/growing.js";
import { SlotTable } from "./slot-table.js";
import type { Codes } from "./types.js";

/** Gives codes to pairs of 32-bit words, one pair a row. */
export function codePairs(left: Int32Array, right: Int32Array): Codes {
  const { length } = left;
  const table = new SlotTable();
  const codes = new Int32Array(length);
  const first = growing(Int32Array, 1024);
  let count = 0;
  for (let row = 0; row < length; row++) {
    const a = left[row]!;
    const b = right[row]!;
    let hash = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b, 0xc2b2ae35);
    hash = Math.imul(hash ^ (hash >>> 15), 0x21f0aaad);
    hash ^= hash >>> 15;
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
        if (left[other] === a && right[other] === b) {
          codes[row] = found;
          break;
        }
      }
      slot = (slot + 1) & mask;
    }
  }
  return { codes, first: first.take(count) };
}
