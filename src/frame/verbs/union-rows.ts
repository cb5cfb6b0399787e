import { concatColumns } from "../columns/concat-columns.js";
import { missingColumn } from "../columns/missing-column.js";
import type { Table } from "../types.js";

/** The rows of several tables, one after the other; columns are matched by name. */
export function unionRows(tables: readonly Table[]): Table {
  const names = new Set(tables.flatMap(({ data }) => [...data.keys()]));
  return {
    length: tables.reduce((sum, { length }) => sum + length, 0),
    data: new Map(
      [...names].map((name) => [
        name,
        concatColumns(tables.map(({ data, length }) => data.get(name) ?? missingColumn("f64", length))),
      ]),
    ),
  };
}
