import { compareRows } from "../compare-rows.js";
import type { SortKey } from "../sort-key.js";
import { takeRows } from "../take-rows.js";
import type { Table } from "../types.js";

/** Rows in the order of columns; equal rows keep their order. */
export function orderRows(table: Table, keys: readonly SortKey[]): Table {
  const order = compareRows(table, keys, "orderBy");
  const rows = Int32Array.from({ length: table.length }, (_, row) => row);
  return takeRows(
    table,
    rows.sort((a, b) => order(a, b) || a - b),
  );
}
