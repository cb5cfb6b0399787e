import { exponentialBounds } from "./exponential-bounds.js";
import { linearBounds } from "./linear-bounds.js";
import type { HistogramKind } from "./types.js";

// Chromium's own limit for the histograms that Firefox inherited; a damaged ping must not ask for more.
const MAX_BUCKETS = 16_384;
// Real lakes hold some hundreds of layouts; a hostile one must not fill the memory.
const MAX_CACHED = 4096;

const cache = new Map<string, readonly number[]>();
const THREE_BUCKETS: readonly number[] = Object.freeze([0, 1, 2]);

/**
 * Computes the bucket bounds that a ping's own description of a histogram implies.
 *
 * Boolean, flag and count histograms always have the bounds 0, 1, 2. Categorical and linear ones are
 * linear, as Firefox lays them out; a lower limit below 1 counts as 1. The same description always
 * gives the same frozen array, so that equal layouts can be told by identity.
 *
 * @param kind - The kind of histogram, which decides the layout.
 * @param range - Lowest and highest bound, as the ping has them in `range`.
 * @param bucketCount - How many buckets, the first (from 0) and the open last one included.
 * @returns Strictly ascending lower bounds starting with 0, or `null` when the description can't be
 *   true: limits that are not whole numbers from 0 up to 2^53, or not 1 to 16,384 buckets.
 *
 * @example
 * histogramBounds("linear", [1, 10], 5); // [0, 1, 4, 7, 10]
 * histogramBounds("flag", [1, 2], 3); // [0, 1, 2]
 */
export function histogramBounds(
  kind: HistogramKind,
  range: readonly [number, number],
  bucketCount: number,
): readonly number[] | null {
  if (kind === "boolean" || kind === "flag" || kind === "count") return THREE_BUCKETS;
  const [low, high] = range;
  if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high) || low < 0 || high < low) return null;
  if (!Number.isInteger(bucketCount) || bucketCount < 1 || bucketCount > MAX_BUCKETS) return null;
  const isExponential = kind === "exponential";
  const key = `${isExponential ? "e" : "l"},${low},${high},${bucketCount}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const layOut = isExponential ? exponentialBounds : linearBounds;
  const bounds = layOut(Math.max(1, low), high, bucketCount);
  const ascending = bounds.filter((bound, i) => i === 0 || bound > bounds[i - 1]!);
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(key, Object.freeze(ascending));
  return ascending;
}
