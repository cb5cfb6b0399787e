/**
 * The numbers of the rows that a condition lets through, ascending.
 *
 * @param target - Where to write them. It may be what the condition reads at the row asked about: no row is
 *   written to before it was asked about.
 */
export function keptRows(
  length: number,
  keep: (row: number) => boolean,
  target: Int32Array = new Int32Array(length),
): Int32Array {
  let count = 0;
  for (let row = 0; row < length; row++) {
    if (keep(row)) target[count++] = row;
  }
  // A copy where it saves memory.
  return count * 2 >= length ? target.subarray(0, count) : target.slice(0, count);
}
