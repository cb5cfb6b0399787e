import { columnOf } from "../column-of.js";
import { hideColumn } from "../hide-column.js";
import type { Column, Table } from "../types.js";

/**
 * Makes columns identifiers, which are hidden wherever they are shown.
 *
 * @throws {TypeError} If a column holds something other than strings, lists and objects.
 */
export function markIds(table: Table, names: readonly string[]): Table {
  const data = new Map<string, Column>(table.data);
  for (const name of names) {
    const column = columnOf(table, name, "withIds");
    const hidden = hideColumn(column);
    if (hidden === null) {
      throw new TypeError(
        `withIds needs strings, but column ${JSON.stringify(name)} holds ${column.kind} values`,
      );
    }
    data.set(name, hidden);
  }
  return { length: table.length, data };
}
