import type { Column } from "../types.js";

/** Whether a column's values are, or hold, identifiers. */
export function holdsIds(column: Column): boolean {
  return column.kind === "id" || ("holdsIds" in column && column.holdsIds === true);
}
