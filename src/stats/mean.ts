import { mean as meanOf } from "simple-statistics";
import { type Numbers, presentNumbers } from "./present-numbers.js";

/**
 * Computes the arithmetic mean, with a compensated sum.
 *
 * @param values - Numbers; null, undefined and NaN are left out.
 * @returns The mean, or `null` when there are no values.
 *
 * @example
 * mean([1, null, 4]); // 2.5
 */
export function mean(values: Numbers): number | null {
  const present = presentNumbers(values).values;
  // simple-statistics only indexes, so typed arrays do; its types ask for arrays.
  return present.length === 0 ? null : meanOf(present as unknown as number[]);
}
