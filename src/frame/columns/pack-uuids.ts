import type { Column, IdColumn, UuidColumn } from "../types.js";
import { isAllMissing } from "./is-all-missing.js";
import { uuidLength, uuidPairs } from "./uuid-text.js";

/** The digit that each character is, in lower case; 255 for all others. */
const digitOf: Uint8Array = new Uint8Array(256).fill(255);
for (let digit = 0; digit < 16; digit++) digitOf[digit < 10 ? 48 + digit : 87 + digit] = digit;

const hyphen = 45;

/**
 * Identifiers as UUIDs if all of them are as browsers write them; all other columns as they are. For columns
 * that were built as text, as those of files of others are; so that threads hand over and frames hold a third of the bytes.
 */
export function packIds(column: Column): Column {
  return (column.kind === "id" && !isAllMissing(column) ? packUuids(column) : null) ?? column;
}

/**
 * Stores identifiers as UUIDs, in little more than a third of the memory.
 *
 * @returns `null` if one of them is none as browsers write them: 36 characters in lower case.
 */
export function packUuids(column: IdColumn): UuidColumn | null {
  const words = new Uint32Array(column.length * 4);
  return packUuidsInto(column, words, 0)
    ? { kind: "uuid", length: column.length, valid: column.valid, words }
    : null;
}

/** Packs a column's rows from a row of `words` on; false, and `words` of no use, if one is no UUID. */
export function packUuidsInto(column: IdColumn, words: Uint32Array, start: number): boolean {
  const { bytes, offsets, valid, length } = column;
  for (let row = 0; row < length; row++) {
    if (valid !== null && valid[row] === 0) continue;
    const from = offsets[row]!;
    if (offsets[row + 1]! - from !== uuidLength) return false;
    if (!packUuid(bytes, from, words, start + row)) return false;
  }
  return true;
}

/** Packs the 36 characters from `from` on into a row of `words`; false, and the row of no use, if they are no UUID. */
export function packUuid(bytes: Uint8Array, from: number, words: Uint32Array, row: number): boolean {
  // Any character that is no digit leaves bits above the fourth.
  let odd = 0;
  for (let word = 0; word < 4; word++) {
    let value = 0;
    for (let i = word * 4; i < word * 4 + 4; i++) {
      const high = digitOf[bytes[from + uuidPairs[i]!]!]!;
      const low = digitOf[bytes[from + uuidPairs[i]! + 1]!]!;
      odd |= high | low;
      value = (value << 8) | (high << 4) | low;
    }
    words[row * 4 + word] = value;
  }
  return (
    odd <= 15 &&
    bytes[from + 8] === hyphen &&
    bytes[from + 13] === hyphen &&
    bytes[from + 18] === hyphen &&
    bytes[from + 23] === hyphen
  );
}
