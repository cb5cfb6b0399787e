import { type Numbers, presentNumbers } from "./present-numbers.js";

/** A step function: at `x[i]` it rises to `f[i]`. */
export interface Cdf {
  /** The distinct values, ascending. */
  readonly x: number[];
  /** The fraction of all values that are at most `x[i]`; the last is 1. */
  readonly f: number[];
}

/**
 * Computes the empirical cumulative distribution function.
 *
 * @param values - Numbers; null, undefined and NaN are left out, of the denominator too.
 * @returns The distinct values and the fraction of values up to each; both empty without values.
 *
 * @example
 * cdf([3, 1, 1, 2]); // { x: [1, 2, 3], f: [0.5, 0.75, 1] }
 */
export function cdf(values: Numbers): Cdf {
  const sorted = presentNumbers(values).values.sort();
  const x: number[] = [];
  const f: number[] = [];
  for (const [i, value] of sorted.entries()) {
    if (sorted[i + 1] === value) continue;
    x.push(value);
    f.push((i + 1) / sorted.length);
  }
  return { x, f };
}
