import type { Codes } from "./codes/types.js";

/** Row numbers sorted by group: group g has `rows[starts[g]]` to before `rows[starts[g + 1]]`, in row order. */
export interface GroupedRows {
  readonly rows: Int32Array;
  readonly starts: Int32Array;
}

/**
 * Collects each code's rows, in one array, by a counting sort.
 *
 * @param numberOf - What to collect instead of the rows' numbers: their numbers in another table.
 */
export function groupRows({ codes, first }: Codes, numberOf: Int32Array | null = null): GroupedRows {
  const starts = new Int32Array(first.length + 1);
  for (let row = 0; row < codes.length; row++) starts[codes[row]! + 1]!++;
  for (let group = 0; group < first.length; group++) starts[group + 1]! += starts[group]!;
  const next = starts.slice();
  const rows = new Int32Array(codes.length);
  if (numberOf === null) for (let row = 0; row < codes.length; row++) rows[next[codes[row]!]!++] = row;
  else for (let row = 0; row < codes.length; row++) rows[next[codes[row]!]!++] = numberOf[row]!;
  return { rows, starts };
}
