import type { RowOrder } from "./compare-rows.js";
import type { GroupedRows } from "./group-rows.js";

/** Groups up to this size are sorted by insertion: most have a handful of rows, often in order. */
const smallGroup = 32;

/** Sorts the rows within each group, in place; equal rows stay in the order of their numbers. */
export function sortGroups({ rows, starts }: GroupedRows, order: RowOrder): void {
  for (let group = 0; group + 1 < starts.length; group++) {
    const start = starts[group]!;
    const end = starts[group + 1]!;
    if (end - start > smallGroup) {
      rows.subarray(start, end).sort((a, b) => order(a, b) || a - b);
      continue;
    }
    for (let i = start + 1; i < end; i++) {
      const row = rows[i]!;
      let j = i - 1;
      while (j >= start && order(rows[j]!, row) > 0) {
        rows[j + 1] = rows[j]!;
        j--;
      }
      rows[j + 1] = row;
    }
  }
}
