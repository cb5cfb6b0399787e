import type { Column, ValueColumn } from "../types.js";
import { columnReader } from "./column-reader.js";
import { holdsIds } from "./holds-ids.js";

/** Groups of rows in one array: group g has `rows[starts[g]]` to before `rows[ends[g]]`. */
export interface RowRanges {
  readonly rows: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/**
 * A list a group, of a column's cells in the group's rows; missing ones are `null`. Histograms are in
 * the lists as their plain data.
 */
export function collectLists(column: Column, { rows, starts, ends }: RowRanges): ValueColumn {
  const isHistograms = column.kind === "histogram" || column.kind === "keyed-histogram";
  const read = columnReader(isHistograms ? ({ ...column, kind: "json" } as Column) : column);
  const values = new Array<unknown[]>(ends.length);
  let hasItems = false;
  for (let group = 0; group < ends.length; group++) {
    const start = starts[group]!;
    const list = new Array<unknown>(ends[group]! - start);
    for (let i = 0; i < list.length; i++) list[i] = read(rows[start + i]!);
    if (isHistograms) hasItems ||= list.some((item) => item !== null);
    values[group] = list;
  }
  return {
    kind: "list",
    length: values.length,
    valid: null,
    values,
    ...(holdsIds(column) ? { holdsIds: true } : {}),
    ...(isHistograms && hasItems ? { items: column.kind } : {}),
  };
}
