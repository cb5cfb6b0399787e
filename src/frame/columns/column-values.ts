import type { Column } from "../types.js";
import { columnReader } from "./column-reader.js";

/** The cells of a column from first to last, `null` where missing. Strings are decoded as they are reached. */
export function* columnValues(column: Column): IterableIterator<unknown> {
  const read = columnReader(column);
  for (let row = 0; row < column.length; row++) yield read(row);
}
