import { keptRows } from "../kept-rows.js";
import { quoteValue } from "../quote-value.js";
import { takeRows } from "../take-rows.js";
import type { Table } from "../types.js";

/** How much to sample: a share of the rows, from 0 to 1, or a number of rows. */
export type SampleSize = number | { readonly rows: number };

/**
 * Draws rows at random, without replacement, every set of that size being as likely as any other.
 * Rows keep their order (Knuth's selection sampling, TAOCP 2, 3.4.2, algorithm S).
 */
export function sampleRows(table: Table, size: SampleSize, seed: number): Table {
  const { length } = table;
  let wanted = wantedRows(size, length);
  if (!Number.isInteger(seed)) throw new RangeError(`seed must be a whole number, got ${quoteValue(seed)}`);
  if (wanted === length) return table;
  const random = seededRandom(seed);
  return takeRows(
    table,
    keptRows(length, (row) => {
      if (random() * (length - row) >= wanted) return false;
      wanted--;
      return true;
    }),
  );
}

function wantedRows(size: SampleSize, length: number): number {
  if (typeof size === "object" && size !== null) {
    if (!Number.isInteger(size.rows) || size.rows < 0) {
      throw new RangeError(`sample needs a whole number of rows, got ${quoteValue(size.rows)}`);
    }
    return Math.min(size.rows, length);
  }
  if (!(typeof size === "number" && size >= 0 && size <= 1)) {
    throw new RangeError(
      `sample needs a fraction from 0 to 1, got ${quoteValue(size)}; for a number of rows give {"rows": n}`,
    );
  }
  return Math.round(size * length);
}

/** Numbers in [0, 1) from a seed (splitmix32, two draws a number, so that large tables are sampled evenly). */
function seededRandom(seed: number): () => number {
  let state = (seed ^ Math.trunc(seed / 2 ** 32)) | 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  return () => (next() * 2 ** 21 + (next() >>> 11)) / 2 ** 53;
}
