import { percentileOfSorted } from "./percentile.js";
import { type Numbers, presentNumbers } from "./present-numbers.js";

/** Options of {@link boxStats}. */
export interface BoxStatsOptions {
  /**
   * How far whiskers may reach beyond the box, in interquartile ranges.
   *
   * @defaultValue 1.5
   */
  readonly reach?: number;
}

/** What a box plot shows, in the unit of the values. */
export interface BoxStats {
  /** How many values there are. */
  readonly count: number;
  /** How many were missing. */
  readonly missing: number;
  readonly min: number;
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
  readonly max: number;
  /** The lowest value within reach of the box. */
  readonly lowerWhisker: number;
  /** The highest value within reach of the box. */
  readonly upperWhisker: number;
  /** The values beyond the whiskers, ascending. */
  readonly outliers: number[];
}

/**
 * Computes what a box plot after Tukey shows: quartiles (as {@link percentile} defines them), whiskers
 * that end at the last value within 1.5 interquartile ranges of the box, and the values beyond.
 *
 * @param values - Numbers; null, undefined and NaN are left out and counted.
 * @param options - How far whiskers reach.
 * @returns The statistics, or `null` when there are no values.
 * @throws {RangeError} If the reach is negative or NaN.
 *
 * @example
 * const stats = boxStats([1, 2, 3, 4, 100]);
 * [stats?.q1, stats?.median, stats?.q3]; // [2, 3, 4]
 * [stats?.lowerWhisker, stats?.upperWhisker]; // [1, 4]
 * stats?.outliers; // [100]
 */
export function boxStats(values: Numbers, options: BoxStatsOptions = {}): BoxStats | null {
  const reach = options.reach ?? 1.5;
  if (!(reach >= 0)) throw new RangeError(`reach must be 0 or more, got ${String(reach)}`);
  const { values: sorted, missing } = presentNumbers(values);
  sorted.sort();
  if (sorted.length === 0) return null;
  const [q1, median, q3] = [25, 50, 75].map((p) => percentileOfSorted(sorted, p)!) as [
    number,
    number,
    number,
  ];
  const lowest = q1 - reach * (q3 - q1);
  const highest = q3 + reach * (q3 - q1);
  // With few values the quartiles are interpolated, and no value may lie between box and reach.
  const lowerWhisker = Math.min(q1, sorted.find((value) => value >= lowest) ?? q1);
  const upperWhisker = Math.max(q3, sorted.findLast((value) => value <= highest) ?? q3);
  return {
    count: sorted.length,
    missing,
    min: sorted[0]!,
    q1,
    median,
    q3,
    max: sorted[sorted.length - 1]!,
    lowerWhisker,
    upperWhisker,
    outliers: Array.from(sorted).filter((value) => value < lowerWhisker || value > upperWhisker),
  };
}
