/** What a histogram counts, which decides how its buckets are laid out and read. */
export type HistogramKind = "exponential" | "linear" | "boolean" | "flag" | "count" | "categorical";

/**
 * A histogram as plain data, as columns store it and threads exchange it.
 * `bounds[i]` is the inclusive lower bound of bucket i, ascending; the last bucket has no upper bound.
 */
export interface HistogramData {
  readonly kind: HistogramKind;
  readonly bounds: readonly number[];
  /** One count per bucket; a whole number each. */
  readonly counts: readonly number[];
  /** The sum of the recorded values as the ping reports it; null where it reports none. */
  readonly sum: number | null;
}
