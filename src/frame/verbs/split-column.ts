import { codeColumns } from "../codes/code-columns.js";
import { columnOf } from "../column-of.js";
import { gatherColumn } from "../columns/gather-column.js";
import { groupRows } from "../group-rows.js";
import { redactedReader } from "../redact.js";
import type { Column, Table } from "../types.js";

/** A column's cells by the text of their rows' keys, in order of first appearance. Identifiers in keys are hidden. */
export function splitColumn(table: Table, names: readonly string[], name: string): Map<string, Column> {
  const column = columnOf(table, name, "column");
  const keys = names.map((key) => columnOf(table, key, "groupBy"));
  const codes = codeColumns(keys);
  const { rows, starts } = groupRows(codes);
  const readers = keys.map((key) => redactedReader(key));
  const parts = new Map<string, Column>();
  for (const [group, first] of codes.first.entries()) {
    const key = readers.map((read) => keyText(read(first))).join(", ");
    // A missing key and the text that stands for it would be one.
    if (parts.has(key)) throw new TypeError(`groups have the same name ${JSON.stringify(key)}; rename one`);
    parts.set(key, gatherColumn(column, rows.subarray(starts[group], starts[group + 1])));
  }
  return parts;
}

function keyText(value: unknown): string {
  if (value === null) return "(missing)";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
