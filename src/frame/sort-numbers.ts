import type { SortKey } from "./sort-key.js";
import type { Table } from "./types.js";

/** What rows are ordered by, if it is one column of plain numbers. */
export interface SortNumbers {
  readonly values: Float64Array;
  /** 1 for smallest first, -1 for largest first. */
  readonly direction: 1 | -1;
}

/** The numbers that order rows; `null` if it is more than one column, another kind, or has NaN or missing cells. */
export function sortNumbers(table: Table, keys: readonly SortKey[]): SortNumbers | null {
  const [key, second] = keys;
  if (key === undefined || second !== undefined) return null;
  const column = table.data.get(typeof key === "string" ? key : key.desc);
  if (column?.kind !== "f64" || column.valid?.includes(0) === true) return null;
  const { values } = column;
  for (let row = 0; row < values.length; row++) if (Number.isNaN(values[row])) return null;
  return { values, direction: typeof key === "string" ? 1 : -1 };
}
