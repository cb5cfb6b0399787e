/**
 * Estimates a percentile from counts per bucket.
 *
 * Values are taken to be spread evenly within a bucket, so the estimate is at most one bucket width
 * from the true percentile. The last bucket has no upper edge; a percentile that falls there is
 * reported as its lower edge, and so is a lower bound. Empty buckets are passed over: the 0th
 * percentile is the lower edge of the first bucket that holds anything. Apart from that the
 * definition is python_moztelemetry's.
 *
 * @param bounds - Ascending lower edges, one per bucket.
 * @param counts - How many values each bucket holds. Not modified.
 * @param p - The percentile, from 0 to 100 inclusive; 50 is the median.
 * @returns The estimate in the unit of `bounds`, or `null` when every count is zero.
 * @throws {RangeError} If `p` is NaN or outside [0, 100].
 *
 * @example
 * percentileOfBuckets([0, 2, 4, 8], [1, 2, 0, 1], 50); // 3
 */
export function percentileOfBuckets(
  bounds: readonly number[],
  counts: readonly number[],
  p: number,
): number | null {
  if (!(p >= 0 && p <= 100)) throw new RangeError(`p must be from 0 to 100, got ${String(p)}`);
  let total = 0;
  for (const count of counts) total += count;
  // Multiplied first: 7 / 100 * 100 is not 7, and would fall into the next bucket.
  let wanted = (p * total) / 100;
  let estimate: number | null = null;
  for (const [i, count] of counts.entries()) {
    if (count === 0) continue;
    const lower = bounds[i]!;
    const upper = bounds[i + 1];
    if (wanted <= count) return upper === undefined ? lower : lower + ((upper - lower) * wanted) / count;
    wanted -= count;
    estimate = upper ?? lower;
  }
  return estimate;
}
