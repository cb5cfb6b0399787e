import type { Column } from "../types.js";
import { presentNumbersOf } from "./present-numbers-of.js";

/** The sum of a column's values. */
export function sumOf(column: Column, name: string): number | bigint {
  if (column.kind === "i64") {
    let total = 0n;
    for (const value of column.values) total += value;
    return total;
  }
  let sum = 0;
  let lost = 0;
  for (const value of presentNumbersOf(column, name, "sum")) {
    // Neumaier's compensation, which keeps what rounding loses.
    const next = sum + value;
    if (Number.isFinite(next))
      lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}
