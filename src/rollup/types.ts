import type { DropCounts } from "./drops.js";

/** What the date of an aggregate is: that of the build, or that on which the ping was received. */
export type AggregateKind = "build_id" | "submission_date";

/** The kinds of metric layouts, as the API reports them. */
export type LayoutKind =
  | "exponential"
  | "linear"
  | "enumerated"
  | "boolean"
  | "flag"
  | "count"
  | "categorical";

/**
 * How the buckets of a metric lie. Histograms of different layouts are never added by position: each has
 * a row of its own, also where everything else is the same.
 */
export interface MetricLayout {
  /**
   * Names the layout: two layouts are the same exactly if their ids are. `KIND:LOW:HIGH:BUCKETS` for
   * exponential and linear ones, `enumerated:N`, `boolean`, `flag`, `count`, `simple` (simple measurements),
   * `scalar`, `categorical:N` without labels, and with labels `categorical` followed by their JSON array.
   */
  readonly id: string;
  readonly kind: LayoutKind;
  /** The lower bound of each bucket, ascending from 0; as many as the histogram has buckets. */
  readonly bounds: readonly number[];
  /** What each bucket of a categorical metric is called, `spill` being the last; null for other kinds, and without definitions. */
  readonly labels: readonly string[] | null;
}

/**
 * One aggregate: a histogram for a combination of everything that pings are told apart by. Rows are unique
 * in (`kind`, `channel`, `version`, `date`, `submissionDate`, `dimensions`, `layout.id`).
 */
export interface AggregateRow {
  readonly kind: AggregateKind;
  readonly channel: string;
  /** The part of the version before the first dot, such as `41`. */
  readonly version: string;
  /** As `YYYYMMDD`: the date of the build, being the first eight digits of its id, or the submission date. */
  readonly date: string;
  /** The submission date whose pings are in it, as `YYYYMMDD`; equal to `date` for the kind `submission_date`. */
  readonly submissionDate: string;
  /**
   * `metric`, `label` (`""` where there is none), `application`, `architecture`, `os`, `osVersion`, `child`, and
   * in the profile `seed` also `e10sEnabled`; by the names of the original's JSON. Members are in the order of the
   * profile. `child` is `"true"`, `"false"` or a process's name in the profile `head`, a boolean in `seed`.
   */
  readonly dimensions: Readonly<Record<string, string | boolean>>;
  readonly layout: MetricLayout;
  /**
   * n + 2 exact integers from 0 on, where n is `layout.bounds.length`: the count of each bucket, then at n the sum of
   * the recorded values, then at n + 1 how many histograms or values were added (one a ping and process).
   */
  readonly histogram: BigInt64Array;
  /**
   * In the same layout, in millionths: each client weighs 1,000,000 in all rows of a metric and submission date
   * together, split over its values. At n stands the sum of the clients' values times their weight, at n + 1 the sum of
   * the buckets. Null unless asked for.
   */
  readonly clientHistogram: BigInt64Array | null;
}

/** Aggregates that can be read, in memory or partly on disk. */
export interface AggregateSet {
  /**
   * The rows of both kinds, or of one, sorted by kind, channel, version, date, submission date, and then by
   * dimensions and layout. Can be called again. Rows and their arrays belong to the caller.
   */
  rows(kind?: AggregateKind): Iterable<AggregateRow>;
  /** What was aggregated and what was left out, by reason. */
  readonly account: RollupAccount;
  /** Removes what lies on disk. The set can't be read afterwards; does nothing for one in memory. */
  close(): Promise<void>;
}

/** What was aggregated, and what was left out. Plain data. */
export interface RollupAccount {
  /** Pings that were aggregated. */
  readonly pings: number;
  /** Pings left out as a whole, by reason. */
  readonly droppedPings: DropCounts;
  /** Histograms, scalars and measurements left out of pings that were aggregated, or parts of them, by reason. */
  readonly droppedValues: DropCounts;
}
