import type { Codes } from "./codes/types.js";

/** Row numbers sorted by group: group g has `rows[starts[g]]` to before `rows[starts[g + 1]]`, ascending. */
export interface GroupedRows {
  readonly rows: Int32Array;
  readonly starts: Int32Array;
}

/** Collects each code's rows, in one array, by a counting sort. */
export function groupRows({ codes, first }: Codes): GroupedRows {
  const starts = new Int32Array(first.length + 1);
  for (let row = 0; row < codes.length; row++) starts[codes[row]! + 1]!++;
  for (let group = 0; group < first.length; group++) starts[group + 1]! += starts[group]!;
  const next = starts.slice();
  const rows = new Int32Array(codes.length);
  for (let row = 0; row < codes.length; row++) rows[next[codes[row]!]!++] = row;
  return { rows, starts };
}
