import { columnBuilder } from "../columns/column-builder.js";
import { hideCopiedIds } from "../hide-copied-ids.js";
import { refusePromise } from "../refuse-promise.js";
import { rowView } from "../row-view.js";
import type { Table } from "../types.js";

/** What derives a cell from a row. */
export type Derivation = (row: never, index: number) => unknown;

/**
 * Adds columns computed from each row; one of a known name replaces that column, in its place.
 * Every function sees the row as it was before. Copies of identifiers stay hidden.
 */
export function deriveColumns(table: Table, definitions: { readonly [name: string]: Derivation }): Table {
  const { row, moveTo } = rowView(table);
  const derived = Object.entries(definitions).map(
    ([name, cellOf]) => ({ name, cellOf, builder: columnBuilder("infer") }) as const,
  );
  for (let index = 0; index < table.length; index++) {
    moveTo(index);
    for (const { cellOf, builder } of derived) {
      const cell = cellOf(row as never, index);
      refusePromise(cell, "derive");
      builder.append(cell);
    }
  }
  const data = new Map(table.data);
  for (const { name, builder } of derived) {
    data.set(
      name,
      hideCopiedIds(builder.finish(), table, (row) => [row]),
    );
  }
  return { length: table.length, data };
}
