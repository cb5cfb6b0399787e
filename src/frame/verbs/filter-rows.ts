import { keptRows } from "../kept-rows.js";
import { refusePromise } from "../refuse-promise.js";
import { rowView } from "../row-view.js";
import { takeRows } from "../take-rows.js";
import type { Table } from "../types.js";

/** Keeps the rows for which a function returns true. */
export function filterRows(table: Table, keep: (row: never, index: number) => boolean): Table {
  const { row, moveTo } = rowView(table);
  return takeRows(
    table,
    keptRows(table.length, (index) => {
      moveTo(index);
      const isKept = keep(row as never, index);
      refusePromise(isKept, "filter");
      return isKept;
    }),
  );
}
