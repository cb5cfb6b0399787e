import { columnOf } from "../column-of.js";
import type { Table } from "../types.js";

/** All columns but those named. */
export function dropColumns(table: Table, names: readonly string[]): Table {
  const data = new Map(table.data);
  for (const name of names) {
    columnOf(table, name, "drop");
    data.delete(name);
  }
  return { length: table.length, data };
}
