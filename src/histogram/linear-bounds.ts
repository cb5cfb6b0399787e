/**
 * Computes the lower bounds of a Firefox linear histogram: 0, then `bucketCount - 1` bounds evenly
 * from `low` to `high`, rounded to whole numbers.
 *
 * The definition is that of Firefox's build scripts. Bounds repeat when there are more buckets than
 * whole numbers to hold them, or when `low` is 0; {@link histogramBounds} removes the repetitions.
 *
 * @param low - The second bound.
 * @param high - The last bound.
 * @param bucketCount - How many bounds to make, the one at 0 and the open last one included.
 * @returns `bucketCount` whole numbers, the first of them 0, never descending.
 * @throws {RangeError} If `bucketCount` is not a whole number from 1 on, or a limit is not finite.
 *
 * @example
 * linearBounds(1, 10, 5); // [0, 1, 4, 7, 10]
 */
export function linearBounds(low: number, high: number, bucketCount: number): number[] {
  if (!Number.isInteger(bucketCount) || bucketCount < 1) {
    throw new RangeError(`bucketCount must be a whole number from 1 on, got ${JSON.stringify(bucketCount)}`);
  }
  if (!Number.isFinite(low) || !Number.isFinite(high)) {
    throw new RangeError(`histogram limits must be finite, got ${JSON.stringify([low, high])}`);
  }
  const bounds = [0];
  // With two buckets there is no step between low and high: the formula would divide by zero.
  if (bucketCount === 2) bounds.push(low);
  for (let i = 1; i < bucketCount && bucketCount > 2; i += 1) {
    bounds.push(Math.trunc((low * (bucketCount - 1 - i) + high * (i - 1)) / (bucketCount - 2) + 0.5));
  }
  return bounds;
}
