import { codeColumns } from "../codes/code-columns.js";
import { columnOf } from "../column-of.js";
import { takeRows } from "../take-rows.js";
import type { Column, Table } from "../types.js";
import { selectColumns } from "./select-columns.js";

/** How often each value, or combination of values, occurs: most often first, then by first appearance. */
export function countRowsBy(table: Table, names: readonly string[]): Table {
  if (names.includes("count")) {
    throw new TypeError('countBy makes a column called "count", and so can\'t count by one; rename it first');
  }
  const { codes, first } = codeColumns(names.map((name) => columnOf(table, name, "countBy")));
  const counts = new Float64Array(first.length);
  for (let row = 0; row < codes.length; row++) counts[codes[row]!]!++;
  const order = Int32Array.from(first.keys()).sort((a, b) => counts[b]! - counts[a]! || a - b);
  const rows = order.map((code) => first[code]!);
  const counted = takeRows(selectColumns(table, names), rows);
  const values = Float64Array.from(order, (code) => counts[code]!);
  const count: Column = { kind: "f64", length: order.length, valid: null, values };
  return { length: order.length, data: new Map([...counted.data, ["count", count]]) };
}
