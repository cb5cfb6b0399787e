/**
 * Computes the lower bounds of a Firefox exponential histogram: 0, `low`, then steps that grow by a
 * constant factor towards `high`, each at least 1 above the one before.
 *
 * The definition is that of Firefox's build scripts and of base::Histogram; the numbers are the same
 * ones, rounding included.
 *
 * @param low - The second bound; at least 1, and lower values are taken as 1, as Firefox does.
 * @param high - The last bound, which is exceeded only when there are more buckets than whole numbers.
 * @param bucketCount - How many bounds to make, the one at 0 and the open last one included.
 * @returns `bucketCount` ascending whole numbers, the first of them 0.
 * @throws {RangeError} If `bucketCount` is not a whole number from 1 on, or a limit is not finite.
 *
 * @example
 * exponentialBounds(1, 1000, 10); // [0, 1, 2, 5, 12, 29, 70, 170, 412, 1000]
 */
export function exponentialBounds(low: number, high: number, bucketCount: number): number[] {
  if (!Number.isInteger(bucketCount) || bucketCount < 1) {
    throw new RangeError(`bucketCount must be a whole number from 1 on, got ${JSON.stringify(bucketCount)}`);
  }
  if (!Number.isFinite(low) || !Number.isFinite(high)) {
    throw new RangeError(`histogram limits must be finite, got ${JSON.stringify([low, high])}`);
  }
  let current = Math.max(1, low);
  const bounds = [0, current].slice(0, bucketCount);
  const logHigh = Math.log(Math.max(1, high));
  for (let i = 2; i < bucketCount; i += 1) {
    const logCurrent = Math.log(current);
    const next = Math.floor(Math.exp(logCurrent + (logHigh - logCurrent) / (bucketCount - i)) + 0.5);
    current = Math.max(next, current + 1);
    bounds.push(current);
  }
  return bounds;
}
