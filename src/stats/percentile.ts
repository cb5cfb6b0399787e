import { type Numbers, presentNumbers } from "./present-numbers.js";

/**
 * Computes percentiles by linear interpolation between order statistics, as numpy's `percentile`
 * does (R's type 7), to the last bit.
 *
 * @param values - Numbers; null, undefined and NaN are left out. Not modified.
 * @param p - A percentile from 0 to 100 inclusive, or a list of them.
 * @returns The percentile in the unit of `values`, or a list in the order of `p`; `null` instead of a
 *   number when there are no values.
 * @throws {RangeError} If a percentile is NaN or outside [0, 100].
 *
 * @example
 * percentile([1, 2, 3, 4], 50); // 2.5
 * percentile([1, null, 3, 4], [0, 75]); // [1, 3.5]
 */
export function percentile(values: Numbers, p: number): number | null;
export function percentile(values: Numbers, p: readonly number[]): (number | null)[];
export function percentile(
  values: Numbers,
  p: number | readonly number[],
): number | null | (number | null)[] {
  const wanted = typeof p === "number" ? [p] : p;
  for (const one of wanted) {
    if (!(one >= 0 && one <= 100)) throw new RangeError(`p must be from 0 to 100, got ${String(one)}`);
  }
  const sorted = presentNumbers(values).values.sort();
  const found = wanted.map((one) => percentileOfSorted(sorted, one));
  return typeof p === "number" ? found[0]! : found;
}

/** Computes a percentile of numbers in ascending order; `null` if there are none. */
export function percentileOfSorted(sorted: Float64Array, p: number): number | null {
  if (sorted.length === 0) return null;
  const place = (sorted.length - 1) * (p / 100);
  const before = Math.floor(place);
  const part = place - before;
  const low = sorted[before]!;
  const high = sorted[Math.min(before + 1, sorted.length - 1)]!;
  if (low === high) return low;
  // From the nearer end, as numpy does, so that the last bit agrees.
  return part < 0.5 ? low + (high - low) * part : high - (high - low) * (1 - part);
}
