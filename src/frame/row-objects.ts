import { columnReader } from "./columns/column-reader.js";
import type { Column, Table } from "./types.js";

/** Rows as new objects of their own, all cells decoded. */
export function rowObjects(table: Table, rows: Iterable<number>): object[] {
  const read = objectReader(table);
  return Array.from(rows, read);
}

/** A function that makes an object of a row, of cells as `reader` reads them. */
export function objectReader(
  table: Table,
  reader: (column: Column) => (row: number) => unknown = columnReader,
): (row: number) => object {
  const readers = [...table.data].map(([name, column]) => [name, reader(column)] as const);
  const isPlain = !table.data.has("__proto__");
  return (row) => {
    const object: { [name: string]: unknown } = isPlain ? {} : Object.create(null);
    for (const [name, read] of readers) object[name] = read(row);
    return object;
  };
}
