import type { Column, Table } from "../types.js";
import { pendingGather } from "./pending-gather.js";

/** Where the columns of a table come from, and which rows they take there. */
export interface CommonSource {
  readonly table: Table;
  /** Row numbers in that table; none is -1. */
  readonly rows: Int32Array;
}

/**
 * What some columns of a table will be gathered from, if none is gathered yet and all take the same rows:
 * a verb can then read there, and nothing is copied. `null` otherwise.
 */
export function commonSource(table: Table, names: readonly string[]): CommonSource | null {
  const sources = new Map<string, Column>();
  let rows: Int32Array | undefined;
  for (const name of names) {
    const column = table.data.get(name);
    const pending = column === undefined ? null : pendingGather(column);
    if (pending === null || (rows ?? pending.rows) !== pending.rows) return null;
    rows = pending.rows;
    sources.set(name, pending.column);
  }
  const [source] = sources.values();
  return source === undefined || rows === undefined
    ? null
    : { table: { length: source.length, data: sources }, rows };
}
