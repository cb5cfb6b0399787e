/** The sections of a ping that hold what is summed. */
export const SECTIONS = {
  histograms: 0,
  keyedHistograms: 1,
  simpleMeasurements: 2,
  scalars: 3,
  keyedScalars: 4,
} as const;

/** Why something is left out, by number; callers number reasons of their own from here on, up to 31. */
export const SUM_DROPS = [
  "",
  "no-histogram",
  "bad-sum",
  "bad-type",
  "negative-value",
  "not-a-number",
  "unknown-bucket",
  "excluded-metric",
  "bad-name",
  "bad-text",
  "other-process",
] as const;

/** A name or label that was not met before, in a section of a process. */
export interface SumEntry {
  readonly place: number;
  readonly section: number;
  readonly process: number;
  /** Whether it stands for a name whose labels have entries of their own; nothing is added to it. */
  readonly isGroup: boolean;
  readonly name: string;
  /** The label of a keyed metric, or the part of a simple measurement. */
  readonly label: string;
  readonly isPart: boolean;
}

/**
 * How an entry's histograms describe their buckets; −1 where they don't. Values have the type −1. What is said of a variant of
 * a name holds for all labels of it.
 */
export interface SumVariant {
  readonly place: number;
  readonly entry: number;
  readonly type: number;
  readonly bucketCount: number;
  readonly low: number;
  readonly high: number;
}

/** The counters of a key and a variant, two words each; of the buckets those that hold something, ascending. */
export interface CellSums {
  sumLow: number;
  sumHigh: number;
  countLow: number;
  countHigh: number;
  /** Units of 2^-32 of the sum. */
  fraction: number;
  used: number;
  readonly buckets: number[];
  readonly lows: number[];
  readonly highs: number[];
}
