import type { Codes } from "./types.js";

/** About how many rows share a table, so that it and their hashes stay in a core's own cache. */
const rowsPerPart = 8192;

/** More parts than 2 to this, and writing to all of them at once costs more than it saves. */
const mostPartBits = 9;

/** Slots of a part's table at first, however many rows it has; few of them may be distinct. */
const mostSlots = 65_536;

/**
 * Gives codes to rows by their hashes, and by comparing those whose hashes are equal.
 *
 * With one table for a large column, each row would wait for memory, two or three times. So rows are first spread
 * over parts by the upper bits of their hashes, and each part has a table that fits the cache, in which
 * rows of one hash count as equal. Then each row is compared with the first of its hash, in row order,
 * which memory is fast at; the few that differ are told apart among themselves. At last the rows
 * that are first become the codes. A JavaScript Map would need a string a key, and ends at 2^24.
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
  const firstRows = hashes; // They take the place of the hashes, part by part.
  const distinct = findFirstRows(spread(hashes, valid), firstRows);
  return toCodes(firstRows, valid, distinct + tellApart(firstRows, valid, isEqual));
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

/** Notes the first row of each row's hash. Returns how many hashes there are. */
function findFirstRows({ rows, rowHashes, starts }: Parts, firstRows: Int32Array): number {
  let slots = new Int32Array(1024);
  let distinct = 0;
  for (let part = 0; part + 1 < starts.length; part++) {
    const start = starts[part]!;
    const end = starts[part + 1]!;
    let mask = Math.min(mostSlots, 2 ** Math.ceil(Math.log2((end - start) * 2 + 2))) - 1;
    if (mask >= slots.length) slots = new Int32Array(mask + 1);
    else slots.fill(0, 0, mask + 1);
    let free = (mask + 1) >> 1;
    // A slot holds where in the part's rows a hash is first, plus one; 0 is a free slot.
    for (let i = start; i < end; i++) {
      const hash = rowHashes[i]!;
      let slot = hash & mask;
      let other = slots[slot]! - 1;
      while (other >= 0 && rowHashes[other] !== hash) {
        slot = (slot + 1) & mask;
        other = slots[slot]! - 1;
      }
      if (other >= 0) {
        firstRows[rows[i]!] = rows[other]!;
        continue;
      }
      firstRows[rows[i]!] = rows[i]!;
      slots[slot] = i + 1;
      distinct++;
      if (--free > 0) continue;
      slots = grow(slots, mask, rowHashes);
      free = (mask + 1) >> 1;
      mask = mask * 2 + 1;
    }
  }
  return distinct;
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

/** Finds first rows of their own for rows that only share a hash. Returns how many more values there are. */
function tellApart(
  firstRows: Int32Array,
  valid: Uint8Array | null,
  isEqual: (a: number, b: number) => boolean,
): number {
  let strays: number[] = [];
  for (let row = 0; row < firstRows.length; row++) {
    if (valid !== null && valid[row] === 0) continue;
    const first = firstRows[row]!;
    if (first !== row && !isEqual(first, row)) strays.push(row);
  }
  let distinct = 0;
  // Each round finds another value of every hash that has more; hardly any has two.
  while (strays.length > 0) {
    const next = new Map<number, number>();
    const left: number[] = [];
    for (const row of strays) {
      const other = next.get(firstRows[row]!);
      if (other === undefined) {
        next.set(firstRows[row]!, row);
        firstRows[row] = row;
        distinct++;
      } else if (isEqual(other, row)) firstRows[row] = other;
      else left.push(row);
    }
    strays = left;
  }
  return distinct;
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
