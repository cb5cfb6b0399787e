import type { Column, Table } from "./types.js";
import { unknownColumn } from "./unknown-column.js";

/**
 * A table's column.
 *
 * @param verb - What asked for it, for the error.
 * @throws {TypeError} If there is none of that name; the error names the nearest and lists what there is.
 */
export function columnOf(table: Table, name: string, verb: string): Column {
  return table.data.get(name) ?? unknownColumn(name, [...table.data.keys()], verb);
}
