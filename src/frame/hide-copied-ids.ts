import { columnReader } from "./columns/column-reader.js";
import { holdsIds } from "./columns/holds-ids.js";
import { hideColumn } from "./hide-column.js";
import type { Column, Table } from "./types.js";

/**
 * Hides a computed column if all that it has was copied from one hidden column: each cell is a cell of the
 * rows that it was made of, or a list of such. Stops at the first that is not, so that it costs little.
 *
 * @param computed - The column; missing cells do not count.
 * @param table - What it was computed from.
 * @param rowsOf - The rows of the table that a cell was computed from.
 */
export function hideCopiedIds(
  computed: Column,
  table: Table,
  rowsOf: (cell: number) => Iterable<number>,
): Column {
  const isCopied = [...table.data.values()].filter(holdsIds).some((ids) => isCopy(computed, ids, rowsOf));
  return (isCopied ? hideColumn(computed) : null) ?? computed;
}

function isCopy(computed: Column, ids: Column, rowsOf: (cell: number) => Iterable<number>): boolean {
  const read = columnReader(computed);
  const readId = columnReader(ids);
  let copied = 0;
  for (let cell = 0; cell < computed.length; cell++) {
    const value = read(cell);
    if (value === null) continue;
    const known = new Set(Array.from(rowsOf(cell), readId));
    const isList = Array.isArray(value) && !known.has(value);
    const items: unknown[] = isList ? value.filter((item) => item !== null) : [value];
    if (!items.every((item) => known.has(item))) return false;
    copied += items.length;
  }
  return copied > 0;
}
