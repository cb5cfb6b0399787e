import { wilsonInterval } from "../stats/index.js";
import type { PercentageInterval, Ratio } from "./types.js";

/** What {@link ratio} needs. */
export interface RatioOptions {
  /** A short kebab-case name, unique in a report. */
  readonly id?: string;
  /** What n counts, as a reader would call the figure. */
  readonly name: string;
  /** How many have the property; a whole number from 0 to d. */
  readonly n: number;
  /** How many were looked at; a whole number. */
  readonly d: number;
  /** What d counts, such as `all new-profile pings`. */
  readonly of: string;
  /** What a reader must know to read the figure rightly. */
  readonly note?: string;
  /** The confidence of the interval, between 0 and 1. @defaultValue 0.95 */
  readonly confidence?: number;
}

/**
 * Makes a ratio whose denominator is defined in words, with its percentage and interval.
 *
 * The interval is Wilson's score interval. It takes the d things for independent draws, so it is
 * too narrow where they come in clusters (several pings of one client). With `d` 0 there is no
 * percentage and no interval.
 *
 * @throws {RangeError} If n or d is not a whole number, or not 0 ≤ n ≤ d.
 * @throws {TypeError} If the name or the definition of the denominator is empty.
 *
 * @example
 * const startup = ratio({ name: "startup pings", n: 1, d: 4, of: "all pings" });
 * startup.percentage; // 25
 * ratio({ name: "startup pings", n: 0, d: 0, of: "all pings" }).percentage; // null
 */
export function ratio(options: RatioOptions): Ratio {
  const { name, n, d, of, confidence = 0.95 } = options;
  if (name === "") throw new TypeError('ratio has an empty name; say what n counts in "name"');
  if (of === "")
    throw new TypeError(`ratio ${JSON.stringify(name)} has no denominator; say what d counts in "of"`);
  for (const [field, value] of [
    ["n", n],
    ["d", d],
  ] as const) {
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new RangeError(`ratio ${JSON.stringify(name)} needs a whole number as ${field}, got ${value}`);
    }
  }
  if (n > d) throw new RangeError(`ratio ${JSON.stringify(name)} has more in n than in d, got ${n}/${d}`);
  return Object.freeze({
    kind: "ratio",
    id: options.id ?? null,
    name,
    n,
    d,
    of,
    note: options.note ?? null,
    percentage: d === 0 ? null : (100 * n) / d,
    interval: toPercentages(n, d, confidence),
  });
}

function toPercentages(n: number, d: number, confidence: number): PercentageInterval | null {
  if (d === 0) return null;
  const { low, high } = wilsonInterval(n, d, { confidence });
  return Object.freeze({ low: 100 * low, high: 100 * high, confidence });
}
