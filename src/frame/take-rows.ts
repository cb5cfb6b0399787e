import { gatherColumn } from "./columns/gather-column.js";
import { gatherLater } from "./columns/gather-later.js";
import type { Table } from "./types.js";

/**
 * The rows of a table with the numbers given, in that order; -1 makes a row without values.
 *
 * Where most rows stay, columns are copied when their arrays are first needed; where few do, at once, so that
 * they do not keep the whole table in memory.
 */
export function takeRows(table: Table, rows: Int32Array): Table {
  const isMost = rows.length * 2 >= table.length && !rows.includes(-1);
  const take = isMost ? gatherLater : gatherColumn;
  return {
    length: rows.length,
    data: new Map([...table.data].map(([name, column]) => [name, take(column, rows)])),
  };
}
