import { codePairs } from "./code-pairs.js";
import { codeSmall } from "./code-small.js";
import type { Codes } from "./types.js";

/** Gives codes to the combinations of two columns' codes. */
export function combineCodes(left: Codes, right: Codes): Codes {
  const { length } = left.codes;
  const width = right.first.length;
  const combinations = left.first.length * width;
  // A table with a place for every combination beats hashing while it is small beside the rows.
  if (combinations <= Math.max(65_536, length)) {
    const numbers = new Int32Array(length);
    for (let row = 0; row < length; row++) numbers[row] = left.codes[row]! * width + right.codes[row]!;
    return codeSmall(numbers, combinations, null);
  }
  return codePairs(left.codes, right.codes);
}
