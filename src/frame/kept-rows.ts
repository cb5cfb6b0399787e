/** The numbers of the rows that a condition lets through, ascending. */
export function keptRows(length: number, keep: (row: number) => boolean): Int32Array {
  const rows = new Int32Array(length);
  let count = 0;
  for (let row = 0; row < length; row++) {
    if (keep(row)) rows[count++] = row;
  }
  return rows.slice(0, count);
}
