import type { Column } from "../types.js";
import { codeColumn } from "./code-column.js";
import { combineCodes } from "./combine-codes.js";
import type { Codes } from "./types.js";

/** Gives a code to each row's combination of cells in several columns. */
export function codeColumns(columns: readonly Column[]): Codes {
  const [first, ...rest] = columns;
  if (first === undefined) throw new RangeError("no columns to group rows by; name at least one");
  return rest.reduce((codes, column) => combineCodes(codes, codeColumn(column)), codeColumn(first));
}
