import { compareShare } from "./compare-share.js";
import type { Check, Ratio, Verdict } from "./types.js";

/** What {@link check} needs: one of `atMost` and `atLeast`. */
export type CheckOptions = {
  /** A short kebab-case name, unique in a report. */
  readonly id: string;
  /** The expectation in words, such as `clients send one ping`. */
  readonly claim: string;
  readonly ratio: Ratio;
  /**
   * `interval`: the claim is about the population the data was drawn from, so the whole interval
   * must keep to the threshold. `counts`: it is about the data at hand, so n/d must.
   * @defaultValue `counts` for at most 0 and at least 1, else `interval`
   */
  readonly judgeBy?: "interval" | "counts";
} & (
  | {
      /** The largest share that is still good, from 0 to 1. */
      readonly atMost: number;
      readonly atLeast?: never;
    }
  | {
      /** The smallest share that is still good, from 0 to 1. */
      readonly atLeast: number;
      readonly atMost?: never;
    }
);

/**
 * Compares a ratio with a threshold.
 *
 * - `pass`: the whole interval keeps to the threshold.
 * - `fail`: no part of it does.
 * - `inconclusive`: the threshold lies inside the interval, so more data is needed.
 * - `no data`: the denominator is 0.
 *
 * A verdict looks at one end of the two-sided interval only. With 95 % intervals a true share that
 * is exactly at the threshold is therefore passed in about 2.5 % of cases and failed in about
 * 2.5 %. Each check is judged alone: of forty checks on the threshold, expect one to fail.
 *
 * No finite sample can show that a share is exactly 0 or 1, so the claims "at most 0" and "at
 * least 1" are judged by counts: one counterexample fails them, none passes them. Counts are
 * compared as whole numbers, without rounding.
 *
 * @throws {RangeError} If the threshold is not a share from 0 to 1.
 * @throws {TypeError} If not exactly one of `atMost` and `atLeast` is given.
 *
 * @example
 * const duplicates = ratio({ name: "duplicates", n: 96, d: 22349, of: "all pings" });
 * check({ id: "few-duplicates", claim: "few duplicates", ratio: duplicates, atMost: 0.01 }).verdict; // "pass"
 * check({ id: "few-duplicates", claim: "few duplicates", ratio: duplicates, atMost: 0.0043 }).verdict; // "inconclusive"
 */
export function check(options: CheckOptions): Check {
  const { id, claim, ratio, atMost, atLeast } = options;
  if ((atMost === undefined) === (atLeast === undefined)) {
    throw new TypeError(`check ${JSON.stringify(id)} needs one threshold; give either atMost or atLeast`);
  }
  const bound = atMost === undefined ? "at least" : "at most";
  const threshold = (atMost ?? atLeast) as number;
  if (!(threshold >= 0 && threshold <= 1)) {
    throw new RangeError(
      `check ${JSON.stringify(id)} has a threshold outside [0, 1], got ${threshold}; give a share, not a percentage`,
    );
  }
  const isExtreme = threshold === (bound === "at most" ? 0 : 1);
  const judgedBy = options.judgeBy ?? (isExtreme ? "counts" : "interval");
  const side = compareShare(ratio.n, ratio.d, threshold);
  const isMet = ratio.d === 0 ? null : bound === "at most" ? side <= 0 : side >= 0;
  const verdict = judgedBy === "counts" ? judgeCounts(isMet) : judgeInterval(ratio, bound, 100 * threshold);
  return Object.freeze({ id, claim, ratio, bound, threshold, judgedBy, verdict, isMet });
}

function judgeCounts(isMet: boolean | null): Verdict {
  if (isMet === null) return "no data";
  return isMet ? "pass" : "fail";
}

function judgeInterval({ interval }: Ratio, bound: Check["bound"], threshold: number): Verdict {
  if (interval === null) return "no data";
  const [best, worst] = bound === "at most" ? [interval.low, interval.high] : [-interval.high, -interval.low];
  const limit = bound === "at most" ? threshold : -threshold;
  if (worst <= limit) return "pass";
  return best > limit ? "fail" : "inconclusive";
}
