import { quoteValue } from "../quote-value.js";
import { takeRows } from "../take-rows.js";
import type { Table } from "../types.js";

/** The rows from `start` to before `end`; negative numbers count from the end. */
export function sliceRows(table: Table, start: number, end: number = table.length): Table {
  const from = position(start, table.length);
  const to = position(end, table.length);
  if (from === 0 && to === table.length) return table;
  return takeRows(
    table,
    Int32Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i),
  );
}

function position(index: number, length: number): number {
  if (typeof index !== "number" || Number.isNaN(index)) {
    throw new RangeError(`slice needs row numbers, got ${quoteValue(index)}`);
  }
  const whole = Math.trunc(index);
  return whole < 0 ? Math.max(0, length + whole) : Math.min(length, whole);
}
