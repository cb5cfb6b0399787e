import type { Column } from "../types.js";

/** The validity of columns put one after the other. */
export function concatValidity(columns: readonly Column[], length: number): Uint8Array | null {
  if (columns.every(({ valid }) => valid === null)) return null;
  const valid = new Uint8Array(length).fill(1);
  let start = 0;
  for (const column of columns) {
    if (column.valid !== null) valid.set(column.valid, start);
    start += column.length;
  }
  return valid;
}
