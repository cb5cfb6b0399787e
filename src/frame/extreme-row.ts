import { compareRows, type RowOrder } from "./compare-rows.js";
import type { Table } from "./types.js";

/**
 * Finds the row of a column's smallest or largest value.
 *
 * @returns A function of some rows: the one with the extreme value, the first of several; -1 if none
 *   of them has a value other than NaN.
 */
export function extremeRow(
  table: Table,
  name: string,
  which: "min" | "max",
): (rows: Iterable<number>) => number {
  const order: RowOrder = compareRows(table, [which === "min" ? name : { desc: name }], which);
  const column = table.data.get(name)!;
  const isCandidate = (row: number): boolean =>
    (column.valid === null || column.valid[row] === 1) &&
    (column.kind !== "f64" || !Number.isNaN(column.values[row]));
  return (rows) => {
    let best = -1;
    for (const row of rows) {
      if (isCandidate(row) && (best < 0 || order(row, best) < 0)) best = row;
    }
    return best;
  };
}
