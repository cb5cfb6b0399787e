import { columnOf } from "../column-of.js";
import type { Table } from "../types.js";

/** The columns named, in the order named. Naming one twice gives it once. */
export function selectColumns(table: Table, names: readonly string[]): Table {
  return {
    length: table.length,
    data: new Map(names.map((name) => [name, columnOf(table, name, "select")])),
  };
}
