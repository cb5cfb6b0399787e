import { jsonOf } from "../columns/text-of.js";
import { redactedReader } from "../redact.js";
import { objectReader } from "../row-objects.js";
import type { Column, Table } from "../types.js";

/** A table's rows as objects that JSON can write, identifiers hidden. */
export function toJson(table: Table): object[] {
  return Array.from(Array(table.length).keys(), objectReader(table, jsonReader));
}

/** Reads a column's cells as JSON has them: bigints as strings, histograms as their data, identifiers hidden. */
export function jsonReader(column: Column): (row: number) => unknown {
  const read = redactedReader(column);
  return (row) => {
    const value = read(row);
    if (typeof value === "bigint") return String(value);
    return typeof value === "object" && value !== null ? JSON.parse(jsonOf(value) ?? "null") : value;
  };
}
