import { normalQuantile } from "./normal-quantile.js";

/** Options of {@link wilsonInterval}. */
export interface WilsonIntervalOptions {
  /**
   * The share of such intervals that hold the true ratio, between 0 and 1.
   *
   * @defaultValue 0.95
   */
  readonly confidence?: number;
}

/** An interval of ratios, both ends inclusive, from 0 to 1. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Computes Wilson's score interval of a ratio, without continuity correction (as R's
 * `prop.test(correct = FALSE)` and scipy's `proportion_ci(method="wilson")`).
 *
 * @param n - The numerator: how many, a whole number from 0 to `d`.
 * @param d - The denominator: of how many, a whole number.
 * @param options - The confidence.
 * @returns The interval; with a denominator of 0, which tells nothing, all of [0, 1].
 * @throws {RangeError} If `n` or `d` is not as said, or the confidence not between 0 and 1.
 *
 * @example
 * const { low, high } = wilsonInterval(96, 22349);
 * [low.toFixed(5), high.toFixed(5)]; // ["0.00352", "0.00524"]
 */
export function wilsonInterval(n: number, d: number, options: WilsonIntervalOptions = {}): Interval {
  const confidence = options.confidence ?? 0.95;
  if (!Number.isInteger(d) || !Number.isInteger(n) || n < 0 || d < n) {
    throw new RangeError(`a ratio needs whole numbers with 0 <= n <= d, got ${JSON.stringify([n, d])}`);
  }
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`confidence must be between 0 and 1, got ${String(confidence)}`);
  }
  if (d === 0) return { low: 0, high: 1 };
  const z = -normalQuantile((1 - confidence) / 2);
  const ratio = n / d;
  const centre = ratio + (z * z) / (2 * d);
  const halfWidth = z * Math.sqrt((ratio * (1 - ratio)) / d + (z * z) / (4 * d * d));
  const scale = 1 + (z * z) / d;
  return {
    // Exactly 0 and 1 at the ends, where rounding would leave a trace.
    low: n === 0 ? 0 : (centre - halfWidth) / scale,
    high: n === d ? 1 : (centre + halfWidth) / scale,
  };
}
