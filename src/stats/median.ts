import { percentile } from "./percentile.js";
import type { Numbers } from "./present-numbers.js";

/**
 * Computes the median: the middle value, or the mean of the two middle ones.
 *
 * @param values - Numbers; null, undefined and NaN are left out.
 * @returns The median, or `null` when there are no values.
 *
 * @example
 * median([5, 1, 3, null]); // 3
 */
export function median(values: Numbers): number | null {
  return percentile(values, 50);
}
