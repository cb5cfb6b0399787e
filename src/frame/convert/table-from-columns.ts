import { columnBuilder } from "../columns/column-builder.js";
import type { Column, Table } from "../types.js";
import { type Kinds, kindOf } from "./table-from-objects.js";

/**
 * A table from a list a column.
 *
 * @throws {RangeError} If the lists differ in length.
 */
export function tableFromColumns(
  columns: { readonly [name: string]: ArrayLike<unknown> },
  kinds: Kinds<string> = {},
): Table {
  const entries = Object.entries(columns);
  const length = entries[0]?.[1].length ?? 0;
  const data = new Map<string, Column>();
  for (const [name, values] of entries) {
    if (values.length !== length) {
      throw new RangeError(
        `columns differ in length: ${JSON.stringify(entries[0]![0])} has ${length} rows, ${JSON.stringify(name)} has ${values.length}`,
      );
    }
    const builder = columnBuilder(kindOf(kinds, name));
    for (let row = 0; row < length; row++) builder.append(values[row]);
    data.set(name, builder.finish());
  }
  return { length, data };
}
