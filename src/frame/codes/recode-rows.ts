import type { Codes } from "./types.js";

/**
 * The codes of some rows, from those of all, as if they alone had been coded.
 *
 * @param rows - Row numbers, in any order; none is -1.
 */
export function recodeRows({ codes, first }: Codes, rows: Int32Array): Codes {
  const codeOf = new Int32Array(first.length).fill(-1);
  const recoded = new Int32Array(rows.length);
  const firstOf = new Int32Array(first.length);
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    const old = codes[rows[i]!]!;
    let code = codeOf[old]!;
    if (code < 0) {
      code = count++;
      codeOf[old] = code;
      firstOf[code] = i;
    }
    recoded[i] = code;
  }
  return { codes: recoded, first: firstOf.slice(0, count) };
}
