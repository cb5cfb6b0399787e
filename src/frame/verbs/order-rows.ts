import { compareRows } from "../compare-rows.js";
import { sortGroupsByNumbers } from "../sort-groups.js";
import type { SortKey } from "../sort-key.js";
import { sortNumbers } from "../sort-numbers.js";
import { takeRows } from "../take-rows.js";
import type { Table } from "../types.js";

/** Rows in the order of columns; equal rows keep their order. */
export function orderRows(table: Table, keys: readonly SortKey[]): Table {
  const order = compareRows(table, keys, "orderBy");
  const numbers = sortNumbers(table, keys);
  const rows = new Int32Array(table.length);
  for (let row = 0; row < rows.length; row++) rows[row] = row;
  if (numbers === null) rows.sort(order);
  else
    sortGroupsByNumbers({ rows, starts: Int32Array.of(0, rows.length) }, numbers.values, numbers.direction);
  return takeRows(table, rows);
}
