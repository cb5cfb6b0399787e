import type { Codes } from "./types.js";

/** About how many rows share a table, so that it and their hashes stay in a core's own cache. */
const rowsPerPart = 8192;

/** More parts than this, and writing to all of them at once costs more than it saves. */
const mostPartBits = 9;

/**
 * Gives codes to rows by their hashes, and by comparing those whose hashes are equal.
 *
 * With one table for a large column, each row would wait for memory. So rows are first spread over parts by the
 * upper bits of their hashes, and each part has a table that fits the cache. A row's code is first the number of
 * the first row equal to it; a last pass in row order makes these the codes by first appearance. A
 * JavaScript Map would need a string a key, and ends at 2^24.
 *
 * @param hashes - A hash a row, good in all bits. Given back as the codes.
 * @param valid - Which rows have a value; those without are all alike.
 * @param isEqual - Whether two rows have equal values, the first before the second.
 */
export function codeHashes(
  hashes: Int32Array,
  valid: Uint8Array | null,
  isEqual: (a: number, b: number) => boolean,
): Codes {
  const { rows, rowHashes, starts } = spread(hashes, valid);
  const firstRows = hashes; // Not needed as hashes any more.
  let count = 0;
  let slots = new Int32Array(1024);
  for (let part = 0; part + 1 < starts.length; part++) {
    const start = starts[part]!;
    const end = starts[part + 1]!;
    let mask = Math.min(65_536, 2 ** Math.ceil(Math.log2((end - start) * 2 + 2))) - 1;
    if (mask >= slots.length) slots = new Int32Array(mask + 1);
    else slots.fill(0, 0, mask + 1);
    let free = (mask + 1) >> 1;
    // A slot holds where in the part's rows a value first is, plus one; 0 is a free slot.
    for (let i = start; i < end; i++) {
      const hash = rowHashes[i]!;
      const row = rows[i]!;
      let slot = hash & mask;
      for (;;) {
        const other = slots[slot]! - 1;
        if (other < 0) {
          slots[slot] = i + 1;
          firstRows[row] = row;
          count++;
          free--;
          break;
        }
        if (rowHashes[other] === hash && isEqual(rows[other]!, row)) {
          firstRows[row] = rows[other]!;
          break;
        }
        slot = (slot + 1) & mask;
      }
      if (free === 0) {
        slots = grow(slots, mask, rowHashes);
        free = (mask + 1) >> 1;
        mask = mask * 2 + 1;
      }
    }
  }
  return toCodes(firstRows, valid, count);
}

interface Parts {
  /** The rows that have a value, part by part, ascending in each. */
  readonly rows: Int32Array;
  /** Their hashes, in the same order. */
  readonly rowHashes: Int32Array;
  /** Where each part starts, and the last ends. */
  readonly starts: Int32Array;
}

/** Spreads rows over parts by a counting sort on the upper bits of their hashes. */
function spread(hashes: Int32Array, valid: Uint8Array | null): Parts {
  const { length } = hashes;
  const bits = Math.max(0, Math.min(mostPartBits, Math.ceil(Math.log2(length / rowsPerPart))));
  const shift = 31 - bits; // After a first shift by one, since shifting by 32 does nothing.
  const starts = new Int32Array(2 ** bits + 1);
  for (let row = 0; row < length; row++) {
    if (valid === null || valid[row] === 1) starts[((hashes[row]! >>> 1) >>> shift) + 1]!++;
  }
  for (let part = 1; part < starts.length; part++) starts[part]! += starts[part - 1]!;
  const next = starts.slice();
  const rows = new Int32Array(starts[starts.length - 1]!);
  const rowHashes = new Int32Array(rows.length);
  for (let row = 0; row < length; row++) {
    if (valid !== null && valid[row] === 0) continue;
    const hash = hashes[row]!;
    const at = next[(hash >>> 1) >>> shift]!++;
    rows[at] = row;
    rowHashes[at] = hash;
  }
  return { rows, rowHashes, starts };
}

/** A table of twice the size with the same entries. */
function grow(slots: Int32Array, mask: number, rowHashes: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array((mask + 1) * 2);
  const largerMask = larger.length - 1;
  for (let i = 0; i <= mask; i++) {
    if (slots[i] === 0) continue;
    let slot = rowHashes[slots[i]! - 1]! & largerMask;
    while (larger[slot] !== 0) slot = (slot + 1) & largerMask;
    larger[slot] = slots[i]!;
  }
  return larger;
}

/** Numbers the first rows by appearance, in place: the code of an earlier row is there when it is asked for. */
function toCodes(firstRows: Int32Array, valid: Uint8Array | null, distinct: number): Codes {
  const hasMissing = valid?.includes(0) ?? false;
  const first = new Int32Array(distinct + (hasMissing ? 1 : 0));
  const codes = firstRows;
  let missing = -1;
  let count = 0;
  for (let row = 0; row < codes.length; row++) {
    if (valid !== null && valid[row] === 0) {
      if (missing < 0) {
        missing = count;
        first[count++] = row;
      }
      codes[row] = missing;
    } else if (firstRows[row] === row) {
      codes[row] = count;
      first[count++] = row;
    } else codes[row] = codes[firstRows[row]!]!;
  }
  return { codes, first };
}
