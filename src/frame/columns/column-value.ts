import type { Column } from "../types.js";
import { columnReader } from "./column-reader.js";

/**
 * One cell of a column: a number, bigint, boolean or string, a list or object, a
 * histogram, or `null` if missing.
 *
 * To read many, use {@link columnValues}.
 *
 * @param row - From 0; a row that is not there is `null`.
 */
export function columnValue(column: Column, row: number): unknown {
  return columnReader(column)(row);
}
