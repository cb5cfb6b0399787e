import { columnReader } from "../columns/column-reader.js";
import type { Column, Table } from "../types.js";

/** What conversions need of danfojs: the module that the user has installed (`danfojs` or `danfojs-node`). */
export interface DanfoModule<DataFrame> {
  readonly DataFrame: new (data: never, options?: never) => DataFrame;
}

/** What conversions need of a danfojs DataFrame. */
export interface DanfoFrameLike {
  readonly columns: string[];
  readonly values: unknown;
}

/**
 * A table as a DataFrame of danfojs: missing numbers as NaN, since danfojs fails on null among numbers;
 * bigints as the nearest numbers, since it knows none; lists and objects as they are.
 */
export function toDanfo<DataFrame>(table: Table, { DataFrame }: DanfoModule<DataFrame>): DataFrame {
  const names = [...table.data.keys()];
  // Without rows danfojs can't tell columns from an object, and throws.
  if (table.length === 0) return new DataFrame([] as never, { columns: names } as never);
  const columns = [...table.data].map(([name, column]) => [name, danfoCells(column)]);
  return new DataFrame(Object.fromEntries(columns) as never);
}

/** Plain arrays: danfojs takes the length of a typed array for the number of columns. */
function danfoCells(column: Column): unknown[] {
  const read = columnReader(column);
  const isNumeric = column.kind === "f64" || column.kind === "i64";
  return Array.from({ length: column.length }, (_, row) => {
    const value = read(row);
    if (!isNumeric) return value;
    return value === null ? Number.NaN : Number(value);
  });
}

/** The columns of a DataFrame. NaN is missing: danfojs does not tell the two apart. */
export function columnsFromDanfo({ columns, values }: DanfoFrameLike): { [name: string]: unknown[] } {
  // By rows: a column taken by itself has its lists and objects turned into text.
  const rows = values as readonly (readonly unknown[])[];
  return Object.fromEntries(
    columns.map((name, i) => [name, rows.map((row) => (Number.isNaN(row[i]) ? null : row[i]))]),
  );
}
