/**
 * Finds the bucket that holds a value: the last one whose lower bound is not above it.
 *
 * @param bounds - Ascending lower bounds; not empty.
 * @param value - A number. Below the first bound it belongs to the first bucket.
 * @returns The bucket's index. Takes time logarithmic in the number of buckets.
 *
 * @example
 * bucketOf([0, 1, 4, 7], 5); // 2
 * bucketOf([0, 1, 4, 7], 100); // 3
 */
export function bucketOf(bounds: readonly number[], value: number): number {
  let start = 0;
  let end = bounds.length;
  while (end - start > 1) {
    const middle = (start + end) >>> 1;
    if (bounds[middle]! <= value) start = middle;
    else end = middle;
  }
  return start;
}
