import type { Column } from "../types.js";
import { shownKind } from "./shown-kind.js";

/**
 * A column's numbers, in order, without missing values and NaN; true counts as 1, false as 0, and
 * bigints are rounded.
 *
 * @param what - What asks, for the error.
 * @throws {TypeError} If the column holds no numbers.
 */
export function presentNumbersOf(column: Column, name: string, what: string): Float64Array {
  if (column.kind !== "f64" && column.kind !== "bool" && column.kind !== "i64") {
    throw new TypeError(
      `${what} needs numbers, but column ${JSON.stringify(name)} holds ${shownKind(column)} values`,
    );
  }
  const { valid, values, length } = column;
  const numbers = new Float64Array(length);
  let count = 0;
  for (let row = 0; row < length; row++) {
    if (valid !== null && valid[row] === 0) continue;
    const value = Number(values[row]);
    if (!Number.isNaN(value)) numbers[count++] = value;
  }
  return numbers.subarray(0, count);
}
