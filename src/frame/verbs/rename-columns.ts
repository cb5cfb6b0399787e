import { columnOf } from "../column-of.js";
import type { Column, Table } from "../types.js";

/** Columns under other names, where they stood. */
export function renameColumns(table: Table, names: { readonly [name: string]: string | undefined }): Table {
  for (const name of Object.keys(names)) columnOf(table, name, "rename");
  const data = new Map<string, Column>();
  for (const [name, column] of table.data) {
    const renamed = (Object.hasOwn(names, name) ? names[name] : undefined) ?? name;
    if (data.has(renamed)) {
      throw new TypeError(
        `rename makes two columns called ${JSON.stringify(renamed)}; drop one of them first`,
      );
    }
    data.set(renamed, column);
  }
  return { length: table.length, data };
}
