import type { Column, IdColumn, Utf8Column } from "../types.js";
import { concatValidity } from "./concat-validity.js";

/** Puts columns of UTF-8 bytes one after the other. */
export function concatBytes(
  columns: readonly (Utf8Column | IdColumn)[],
  kind: "utf8" | "id",
  length: number,
): Column {
  const offsets = new Float64Array(length + 1);
  const bytes = new Uint8Array(columns.reduce((sum, column) => sum + column.bytes.length, 0));
  let row = 0;
  let end = 0;
  for (const column of columns) {
    bytes.set(column.bytes, end);
    for (let i = 1; i <= column.length; i++) offsets[row + i] = end + column.offsets[i]!;
    row += column.length;
    end += column.bytes.length;
  }
  return { kind, length, valid: concatValidity(columns, length), offsets, bytes };
}
