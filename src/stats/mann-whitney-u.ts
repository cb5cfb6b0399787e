import { normalCdf } from "./normal-cdf.js";
import { type Numbers, presentNumbers } from "./present-numbers.js";

/** Options of {@link mannWhitneyU}. */
export interface MannWhitneyOptions {
  /**
   * What the first sample is suspected to be: different, or lower (`less`) or higher (`greater`)
   * than the second.
   *
   * @defaultValue "two-sided"
   */
  readonly alternative?: "two-sided" | "less" | "greater";
  /**
   * Whether to correct the normal approximation by half a rank.
   *
   * @defaultValue true
   */
  readonly continuity?: boolean;
}

/** The outcome of {@link mannWhitneyU}. */
export interface MannWhitneyResult {
  /** The smaller of `u1` and `u2`, as python_moztelemetry reports it. */
  readonly u: number;
  /** How many pairs the first sample wins, ties as halves; scipy's `statistic`. */
  readonly u1: number;
  /** How many pairs the second sample wins. */
  readonly u2: number;
  /** The probability of so large a difference if there were none. */
  readonly p: number;
}

/**
 * Compares two samples by ranks: the Mann-Whitney U test, with mid-ranks for ties, the tie correction
 * and the normal approximation, as scipy's `mannwhitneyu(method="asymptotic")`.
 *
 * python_moztelemetry reports the one-sided probability, which is half of the two-sided one.
 *
 * @param first - Numbers, of which null, undefined and NaN are left out; or a map from each value to
 *   how often it occurs.
 * @param second - The other sample, likewise.
 * @param options - The alternative and the continuity correction.
 * @returns The statistic and the probability, which is 1 when all values are identical; or `null` when
 *   a sample is empty.
 * @throws {RangeError} If a frequency is negative or not a whole number.
 *
 * @example
 * const before = new Map([[1, 5], [2, 20], [3, 12]]);
 * const after = new Map([[1, 8], [2, 10], [3, 20]]);
 * mannWhitneyU(before, after)?.u; // 616
 * mannWhitneyU(before, after)?.p.toFixed(6); // "0.321028"
 */
export function mannWhitneyU(
  first: Numbers | ReadonlyMap<number, number>,
  second: Numbers | ReadonlyMap<number, number>,
  options: MannWhitneyOptions = {},
): MannWhitneyResult | null {
  const alternative = options.alternative ?? "two-sided";
  const one = frequencies(first);
  const two = frequencies(second);
  const n1 = total(one);
  const n2 = total(two);
  if (n1 === 0 || n2 === 0) return null;

  const n = n1 + n2;
  let ranked = 0;
  let rankSum = 0;
  let ties = 0;
  for (const value of Float64Array.from(new Set([...one.keys(), ...two.keys()])).sort()) {
    const ofFirst = one.get(value) ?? 0;
    const tied = ofFirst + (two.get(value) ?? 0);
    rankSum += ofFirst * (ranked + (tied + 1) / 2);
    ranked += tied;
    ties += tied ** 3 - tied;
  }
  const u1 = rankSum - (n1 * (n1 + 1)) / 2;
  const u2 = n1 * n2 - u1;
  const u = Math.min(u1, u2);
  const deviation = Math.sqrt(((n1 * n2) / 12) * (n + 1 - ties / (n * (n - 1))));
  if (!(deviation > 0)) return { u, u1, u2, p: 1 };

  const high = alternative === "two-sided" ? Math.max(u1, u2) : alternative === "greater" ? u1 : u2;
  const correction = (options.continuity ?? true) ? 0.5 : 0;
  const upperTail = normalCdf(-(high - (n1 * n2) / 2 - correction) / deviation);
  return { u, u1, u2, p: Math.min(1, alternative === "two-sided" ? 2 * upperTail : upperTail) };
}

function frequencies(sample: Numbers | ReadonlyMap<number, number>): ReadonlyMap<number, number> {
  if (sample instanceof Map) {
    for (const [value, count] of sample as ReadonlyMap<number, number>) {
      if (Number.isInteger(count) && count >= 0) continue;
      throw new RangeError(`frequency of ${value} must be a whole number from 0 on, got ${String(count)}`);
    }
    return sample;
  }
  const counts = new Map<number, number>();
  for (const value of presentNumbers(sample as Numbers).values)
    counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function total(counts: ReadonlyMap<number, number>): number {
  let sum = 0;
  for (const count of counts.values()) sum += count;
  return sum;
}
