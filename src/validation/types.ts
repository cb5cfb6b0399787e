/** An interval of percentages: both ends included, each from 0 to 100. */
export interface PercentageInterval {
  /** The lower end, in percent. */
  readonly low: number;
  /** The upper end, in percent. */
  readonly high: number;
  /** How often intervals made this way cover the true share, from 0 to 1. */
  readonly confidence: number;
}

/** A share of something that was counted: n of d, with what d counts said in words. */
export interface Ratio {
  readonly kind: "ratio";
  /** A short kebab-case name, unique in a report; `null` where none was given. */
  readonly id: string | null;
  /** What n counts, as a reader would call the figure. */
  readonly name: string;
  /** How many have the property; a whole number from 0 to d. */
  readonly n: number;
  /** How many were looked at; a whole number. */
  readonly d: number;
  /** What d counts: the definition of the denominator. */
  readonly of: string;
  /** What a reader must know to read the figure rightly; `null` if nothing. */
  readonly note: string | null;
  /** `100 * n / d` in percent, or `null` where d is 0. */
  readonly percentage: number | null;
  /** The Wilson score interval of the share, in percent, or `null` where d is 0. */
  readonly interval: PercentageInterval | null;
}

/** A figure that is not a share: a count, a percentile, a duration. */
export interface Quantity {
  readonly kind: "quantity";
  /** A short kebab-case name, unique in a report; `null` where none was given. */
  readonly id: string | null;
  /** What the figure is, as a reader would call it. */
  readonly name: string;
  /** The value in `unit`, or `null` where there is none (the median of nothing). */
  readonly value: number | null;
  /** The unit, such as `days` or `pings`; empty for a plain number. */
  readonly unit: string;
  /** What the figure was computed over and how; `null` where the name says it all. */
  readonly of: string | null;
  /** What a reader must know to read the figure rightly; `null` if nothing. */
  readonly note: string | null;
}

/** Anything a report states as a number. */
export type Figure = Ratio | Quantity;

/** What a check found: see {@link check}. */
export type Verdict = "pass" | "fail" | "inconclusive" | "no data";

/** An expectation, the ratio it is about, and what became of it. Plain data. */
export interface Check {
  /** A short kebab-case name, unique in a report. */
  readonly id: string;
  /** The expectation in words. */
  readonly claim: string;
  readonly ratio: Ratio;
  /** Which side of the threshold is the good one. */
  readonly bound: "at most" | "at least";
  /** The threshold, as a share from 0 to 1. */
  readonly threshold: number;
  /** Whether the interval or only the counts were compared with the threshold. */
  readonly judgedBy: "interval" | "counts";
  readonly verdict: Verdict;
  /** Whether n/d itself keeps to the threshold, compared exactly; `null` where d is 0. */
  readonly isMet: boolean | null;
}
