import type { Column, ValueColumn } from "../types.js";
import { columnReader } from "./column-reader.js";
import { holdsIds } from "./holds-ids.js";

/**
 * A list a group, of a column's cells in the group's rows; missing ones are `null`. Histograms are in
 * the lists as their plain data.
 */
export function collectLists(column: Column, groups: readonly Int32Array[]): Column {
  const isHistograms = column.kind === "histogram" || column.kind === "keyed-histogram";
  const read = columnReader(isHistograms ? ({ ...column, kind: "json" } as Column) : column);
  const values = groups.map((rows) => {
    const list = new Array<unknown>(rows.length);
    for (let i = 0; i < rows.length; i++) list[i] = read(rows[i]!);
    return list;
  });
  const lists: ValueColumn = { kind: "list", length: values.length, valid: null, values };
  const hasItems = isHistograms && values.some((list) => list.some((item) => item !== null));
  return {
    ...lists,
    ...(holdsIds(column) ? { holdsIds: true } : {}),
    ...(hasItems ? { items: column.kind } : {}),
  } as ValueColumn;
}
