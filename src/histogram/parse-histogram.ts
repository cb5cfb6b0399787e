import { bucketOf } from "./bucket-of.js";
import { histogramBounds } from "./histogram-bounds.js";
import type { HistogramData, HistogramKind } from "./types.js";

/** A ping's `histogram_type`, by number. */
const KINDS: readonly HistogramKind[] = ["exponential", "linear", "boolean", "flag", "count", "categorical"];

/**
 * Reads a histogram as pings carry it: `{bucket_count, histogram_type, range, sum, values}`.
 *
 * The bucket bounds are computed from the ping's own description, so that no definition is needed.
 * A value that is not a bucket's lower bound is counted in the bucket that contains it. Entries of
 * `values` that can't be true (a name that is not a whole number, a count that is not a whole number
 * from 0 up to 2^53) are left out, and the others stand. Without `values` all counts are zero; a
 * missing or non-numeric `sum` is null.
 *
 * @param raw - Anything; usually a member of `payload.histograms`. Not modified, not kept.
 * @returns The histogram, or `null` when `raw` is not an object or does not describe its buckets
 *   (the lists of pings before 2012 do not).
 *
 * @example
 * const raw = { bucket_count: 5, histogram_type: 1, range: [1, 10], sum: 9, values: { "1": 2, "7": 1 } };
 * parseHistogram(raw)?.bounds; // [0, 1, 4, 7, 10]
 * parseHistogram(raw)?.counts; // [0, 2, 0, 1, 0]
 */
export function parseHistogram(raw: unknown): HistogramData | null {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return null;
  const { bucket_count, histogram_type, range, sum, values } = raw as { readonly [name: string]: unknown };
  const kind = typeof histogram_type === "number" ? KINDS[histogram_type] : undefined;
  if (kind === undefined) return null;
  const [low, high]: readonly unknown[] = Array.isArray(range) ? range : [];
  const bounds = histogramBounds(
    kind,
    [Number(low ?? NaN), Number(high ?? NaN)],
    Number(bucket_count ?? NaN),
  );
  if (bounds === null) return null;
  const counts = new Array<number>(bounds.length).fill(0);
  if (typeof values === "object" && values !== null) {
    for (const [name, count] of Object.entries(values)) {
      if (!Number.isSafeInteger(count) || count < 0 || !/^[0-9]+$/.test(name)) continue;
      const bucket = bucketOf(bounds, Number(name));
      counts[bucket] = counts[bucket]! + count;
    }
  }
  return { kind, bounds, counts, sum: typeof sum === "number" && Number.isFinite(sum) ? sum : null };
}
