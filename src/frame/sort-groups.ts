import type { RowOrder } from "./compare-rows.js";
import type { GroupedRows } from "./group-rows.js";

/** Rows up to this many are sorted by insertion: most groups have a handful, often in order. */
const fewRows = 32;

/** Sorts the rows within each group, in place; equal rows stay as they were. */
export function sortGroups({ rows, starts }: GroupedRows, order: RowOrder): void {
  for (let group = 0; group + 1 < starts.length; group++) {
    const start = starts[group]!;
    const end = starts[group + 1]!;
    if (end - start > fewRows) {
      rows.subarray(start, end).sort(order);
      continue;
    }
    for (let i = start + 1; i < end; i++) {
      const row = rows[i]!;
      let j = i - 1;
      while (j >= start && order(rows[j]!, row) > 0) {
        rows[j + 1] = rows[j]!;
        j--;
      }
      rows[j + 1] = row;
    }
  }
}

/**
 * {@link sortGroups} by a number a row, none of them NaN. The numbers of a group are fetched first, all
 * at once, and move along with its rows: comparing them where they are would wait for memory each time.
 *
 * @param direction - 1 for smallest first, -1 for largest first.
 */
export function sortGroupsByNumbers(
  { rows, starts }: GroupedRows,
  numbers: Float64Array,
  direction: 1 | -1,
): void {
  let keys = new Float64Array(fewRows);
  for (let group = 0; group + 1 < starts.length; group++) {
    const start = starts[group]!;
    const size = starts[group + 1]! - start;
    if (size > keys.length) keys = new Float64Array(size * 2);
    for (let i = 0; i < size; i++) keys[i] = numbers[rows[start + i]!]! * direction;
    for (let from = 0; from < size; from += fewRows) {
      insertionSort(keys, rows, start, from, Math.min(size, from + fewRows));
    }
    if (size > fewRows) mergeRuns(keys.subarray(0, size), rows.subarray(start, start + size));
  }
}

/** Sorts the keys from one place to before another, and rows alike; rows start at `offset`. */
function insertionSort(keys: Float64Array, rows: Int32Array, offset: number, from: number, to: number): void {
  for (let i = from + 1; i < to; i++) {
    const key = keys[i]!;
    if (keys[i - 1]! <= key) continue;
    const row = rows[offset + i]!;
    let j = i - 1;
    while (j >= from && keys[j]! > key) {
      keys[j + 1] = keys[j]!;
      rows[offset + j + 1] = rows[offset + j]!;
      j--;
    }
    keys[j + 1] = key;
    rows[offset + j + 1] = row;
  }
}

/** Merges sorted runs of `fewRows`, two by two, until there is one. Of equal keys the left one stays first. */
function mergeRuns(keys: Float64Array, rows: Int32Array): void {
  const size = keys.length;
  const oldKeys = new Float64Array(size);
  const oldRows = new Int32Array(size);
  for (let run = fewRows; run < size; run *= 2) {
    oldKeys.set(keys);
    oldRows.set(rows);
    for (let start = 0; start < size; start += run * 2) {
      const middle = Math.min(size, start + run);
      const end = Math.min(size, middle + run);
      let left = start;
      let right = middle;
      for (let i = start; i < end; i++) {
        const isLeft = left < middle && (right === end || oldKeys[left]! <= oldKeys[right]!);
        const from = isLeft ? left++ : right++;
        keys[i] = oldKeys[from]!;
        rows[i] = oldRows[from]!;
      }
    }
  }
}
