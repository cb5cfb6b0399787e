import type { Codes } from "./types.js";

/**
 * Gives codes to whole numbers below a bound, by first appearance.
 *
 * @param numberOf - The number of a row, from -1 (missing) to `bound - 1`.
 */
export function codeSmall(length: number, bound: number, numberOf: (row: number) => number): Codes {
  const codeOf = new Int32Array(bound + 1).fill(-1);
  const codes = new Int32Array(length);
  const first: number[] = [];
  for (let row = 0; row < length; row++) {
    const value = numberOf(row) + 1;
    let code = codeOf[value]!;
    if (code < 0) {
      code = first.push(row) - 1;
      codeOf[value] = code;
    }
    codes[row] = code;
  }
  return { codes, first: Int32Array.from(first) };
}
