import { columnReader } from "./columns/column-reader.js";
import type { Table } from "./types.js";

/** One object that shows any row of a table. */
export interface RowView {
  /** A property a column; each reads its cell, as it is asked for, of the row last moved to. */
  readonly row: object;
  moveTo(row: number): void;
}

/**
 * Makes a view of a table's rows. Only the cells that are asked for are decoded. The properties are
 * the object's own, so that spreading it (`{...row}`) takes a copy that lasts.
 */
export function rowView(table: Table): RowView {
  let current = 0;
  const row = Object.create(null);
  for (const [name, column] of table.data) {
    const read = columnReader(column);
    Object.defineProperty(row, name, { enumerable: true, get: () => read(current) });
  }
  Object.preventExtensions(row);
  return {
    row,
    moveTo: (next) => {
      current = next;
    },
  };
}
