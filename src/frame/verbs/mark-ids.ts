import { columnOf } from "../column-of.js";
import { toBytesColumn } from "../columns/to-bytes-column.js";
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
    if (column.kind === "list" || column.kind === "json") data.set(name, { ...column, holdsIds: true });
    else if (column.kind === "dictionary" || column.kind === "utf8" || column.kind === "id") {
      data.set(name, { ...toBytesColumn(column), kind: "id" });
    } else {
      throw new TypeError(
        `withIds needs strings, but column ${JSON.stringify(name)} holds ${column.kind} values`,
      );
    }
  }
  return { length: table.length, data };
}
