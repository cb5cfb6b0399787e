import type { Column } from "../types.js";

/**
 * Whether a column's values are, or hold, identifiers, so that no display may show them.
 *
 * @example
 * holdsIds(Frame.fromColumns({ id: ["a"] }, { kinds: { id: "id" } }).column("id").data); // true
 */
export function holdsIds(column: Column): boolean {
  return column.kind === "id" || column.kind === "uuid" || ("holdsIds" in column && column.holdsIds === true);
}
