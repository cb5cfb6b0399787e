import { percentile } from "./percentile.js";
import type { Numbers } from "./present-numbers.js";

/**
 * Computes the quartiles: the 25th, 50th and 75th percentile, as {@link percentile} defines them.
 *
 * @param values - Numbers; null, undefined and NaN are left out.
 * @returns The three quartiles, or `null` when there are no values.
 *
 * @example
 * quartiles([1, 2, 3, 4, 5]); // [2, 3, 4]
 */
export function quartiles(values: Numbers): [number, number, number] | null {
  const [q1, q2, q3] = percentile(values, [25, 50, 75]);
  return q1 == null || q2 == null || q3 == null ? null : [q1, q2, q3];
}
