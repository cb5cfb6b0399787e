import { columnReader } from "../columns/column-reader.js";
import type { Table } from "../types.js";
import { loadPackage } from "./load-package.js";

/** What conversions need of the arquero module. */
export interface ArqueroModule<ArqueroTable> {
  table(columns: object, names?: string[]): ArqueroTable;
}

/** What conversions need of an arquero table. */
export interface ArqueroTableLike {
  columnNames(): string[];
  array(name: string): ArrayLike<unknown>;
}

/** A table as arquero's: numbers without missing ones as the typed array itself, all else as plain arrays. */
export function toArquero<ArqueroTable>(
  table: Table,
  arquero = loadPackage("arquero") as ArqueroModule<ArqueroTable>,
): ArqueroTable {
  const columns = [...table.data].map(([name, column]) => {
    if ((column.kind === "f64" || column.kind === "i64") && column.valid === null)
      return [name, column.values];
    const read = columnReader(column);
    return [name, Array.from({ length: column.length }, (_, row) => read(row))];
  });
  return arquero.table(new Map(columns as [string, unknown][]), [...table.data.keys()]);
}

/** The columns of an arquero table, its filter and order applied. */
export function columnsFromArquero(table: ArqueroTableLike): { [name: string]: ArrayLike<unknown> } {
  return Object.fromEntries(table.columnNames().map((name) => [name, table.array(name)]));
}
