import { gatherColumn } from "./columns/gather-column.js";
import type { Table } from "./types.js";

/** The rows of a table with the numbers given, in that order; -1 makes a row without values. */
export function takeRows(table: Table, rows: Int32Array): Table {
  return {
    length: rows.length,
    data: new Map([...table.data].map(([name, column]) => [name, gatherColumn(column, rows)])),
  };
}
