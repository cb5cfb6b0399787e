import type { Column } from "./types.js";

/** Whether a row has no value in any of several columns: a function of the row, or `null` if no row has that. */
export function anyMissing(columns: readonly Column[]): ((row: number) => boolean) | null {
  const sparse = columns.flatMap(({ valid }) => (valid === null ? [] : [valid]));
  const [first, second] = sparse;
  if (first === undefined) return null;
  if (second === undefined) return (row) => first[row] === 0;
  return (row) => sparse.some((valid) => valid[row] === 0);
}
