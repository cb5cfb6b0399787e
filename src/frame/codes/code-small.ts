import type { Codes } from "./types.js";

/**
 * Gives codes to whole numbers below a bound, by first appearance: a table with a place for each.
 *
 * @param valid - Which rows have a number; those without are all alike.
 */
export function codeSmall(
  numbers: Int32Array | Uint32Array | Uint8Array,
  bound: number,
  valid: Uint8Array | null,
): Codes {
  const codeOf = new Int32Array(bound + 1).fill(-1); // The last place is for rows without a number.
  const codes = new Int32Array(numbers.length);
  const first: number[] = [];
  for (let row = 0; row < codes.length; row++) {
    const place = valid === null || valid[row] === 1 ? numbers[row]! : bound;
    let code = codeOf[place]!;
    if (code < 0) {
      code = first.push(row) - 1;
      codeOf[place] = code;
    }
    codes[row] = code;
  }
  return { codes, first: Int32Array.from(first) };
}
