/** The names of all statistics. */
export const statistics = [
  "count",
  "countDistinct",
  "sum",
  "mean",
  "median",
  "percentile",
  "min",
  "max",
  "first",
  "last",
  "collect",
  "merge",
] as const;

/** The statistics that {@link GroupedFrame.aggregate} knows. */
export type Statistic = (typeof statistics)[number];

/** A statistic of a column of each group, as plain data. */
export interface Aggregator<S extends Statistic = Statistic, Name extends string = string> {
  readonly statistic: S;
  /** The column; `null` for {@link count}, which needs none. */
  readonly column: Name | null;
  /** The percentile, from 0 to 100; 0 for other statistics. */
  readonly p: number;
}

function aggregator<S extends Statistic, Name extends string>(
  statistic: S,
  column: Name | null,
  p = 0,
): Aggregator<S, Name> {
  return { statistic, column, p };
}

/**
 * The number of rows in a group.
 *
 * @example
 * const pings = Frame.fromObjects([{ os: "Linux", ms: 3 }, { os: "Linux", ms: 5 }, { os: "Linux", ms: null }]);
 * pings.groupBy("os").aggregate({ value: count() }).column("value").toArray(); // [3]
 */
export function count(): Aggregator<"count", never> {
  return { statistic: "count", column: null, p: 0 };
}

/**
 * The number of distinct values of a column, missing ones not counted.
 *
 * @example
 * const pings = Frame.fromObjects([{ os: "Linux", ms: 3 }, { os: "Linux", ms: 5 }, { os: "Linux", ms: null }]);
 * pings.groupBy("os").aggregate({ value: countDistinct("ms") }).column("value").toArray(); // [2]
 */
export function countDistinct<Name extends string>(name: Name): Aggregator<"countDistinct", Name> {
  return aggregator("countDistinct", name);
}

/**
 * The sum of a column's values: of numbers, or exactly of bigints; 0 if there are none. NaN is left out.
 *
 * @example
 * const pings = Frame.fromObjects([{ os: "Linux", ms: 3 }, { os: "Linux", ms: 5 }, { os: "Linux", ms: null }]);
 * pings.groupBy("os").aggregate({ value: sum("ms") }).column("value").toArray(); // [8]
 */
export function sum<Name extends string>(name: Name): Aggregator<"sum", Name> {
  return aggregator("sum", name);
}

/**
 * The mean of a column's numbers, missing and NaN left out; of booleans, the share that is true.
 *
 * @example
 * const pings = Frame.fromObjects([{ os: "Linux", ms: 3 }, { os: "Linux", ms: 5 }, { os: "Linux", ms: null }]);
 * pings.groupBy("os").aggregate({ value: mean("ms") }).column("value").toArray(); // [4]
 */
export function mean<Name extends string>(name: Name): Aggregator<"mean", Name> {
  return aggregator("mean", name);
}

/**
 * The median of a column's numbers, missing and NaN left out.
 *
 * @example
 * const pings = Frame.fromObjects([{ os: "Linux", ms: 3 }, { os: "Linux", ms: 5 }, { os: "Linux", ms: null }]);
 * pings.groupBy("os").aggregate({ value: median("ms") }).column("value").toArray(); // [4]
 */
export function median<Name extends string>(name: Name): Aggregator<"median", Name> {
  return aggregator("median", name);
}

/**
 * A percentile of a column's numbers, missing and NaN left out, by linear interpolation.
 *
 * @param p - From 0 to 100.
 *
 * @example
 * const pings = Frame.fromObjects([{ os: "Linux", ms: 3 }, { os: "Linux", ms: 5 }, { os: "Linux", ms: null }]);
 * pings.groupBy("os").aggregate({ value: percentile("ms", 75) }).column("value").toArray(); // [4.5]
 */
export function percentile<Name extends string>(name: Name, p: number): Aggregator<"percentile", Name> {
  return aggregator("percentile", name, p);
}

/**
 * The smallest value of a column; missing and NaN are left out.
 *
 * @example
 * const pings = Frame.fromObjects([{ os: "Linux", ms: 3 }, { os: "Linux", ms: 5 }, { os: "Linux", ms: null }]);
 * pings.groupBy("os").aggregate({ value: min("ms") }).column("value").toArray(); // [3]
 */
export function min<Name extends string>(name: Name): Aggregator<"min", Name> {
  return aggregator("min", name);
}

/**
 * The largest value of a column; missing and NaN are left out.
 *
 * @example
 * const pings = Frame.fromObjects([{ os: "Linux", ms: 3 }, { os: "Linux", ms: 5 }, { os: "Linux", ms: null }]);
 * pings.groupBy("os").aggregate({ value: max("ms") }).column("value").toArray(); // [5]
 */
export function max<Name extends string>(name: Name): Aggregator<"max", Name> {
  return aggregator("max", name);
}

/**
 * The cell of a group's first row, also if it is missing.
 *
 * @example
 * const pings = Frame.fromObjects([{ os: "Linux", ms: 3 }, { os: "Linux", ms: 5 }, { os: "Linux", ms: null }]);
 * pings.groupBy("os").aggregate({ value: first("ms") }).column("value").toArray(); // [3]
 */
export function first<Name extends string>(name: Name): Aggregator<"first", Name> {
  return aggregator("first", name);
}

/**
 * The cell of a group's last row, also if it is missing.
 *
 * @example
 * const pings = Frame.fromObjects([{ os: "Linux", ms: 3 }, { os: "Linux", ms: 5 }, { os: "Linux", ms: null }]);
 * pings.groupBy("os").aggregate({ value: last("ms") }).column("value").toArray(); // [null]
 */
export function last<Name extends string>(name: Name): Aggregator<"last", Name> {
  return aggregator("last", name);
}

/**
 * A list of a column's cells in the order of the rows, missing ones as `null`.
 *
 * @example
 * const pings = Frame.fromObjects([{ os: "Linux", ms: 3 }, { os: "Linux", ms: 5 }, { os: "Linux", ms: null }]);
 * pings.groupBy("os").aggregate({ value: collect("ms") }).column("value").toArray(); // [[3, 5, null]]
 */
export function collect<Name extends string>(name: Name): Aggregator<"collect", Name> {
  return aggregator("collect", name);
}

/**
 * The sum of a column's histograms, or label by label of its keyed histograms; missing ones are left
 * out, and of none it is missing. Bounds and sums are merged as `mergeHistograms` says.
 *
 * @example
 * const gc = new Histogram({ kind: "linear", bounds: [0, 2], counts: [1, 3], sum: 8 });
 * const pings = Frame.fromObjects([{ os: "Linux", gc }, { os: "Linux", gc }, { os: "Darwin", gc: null }]);
 * const bySystem = pings.groupBy("os").aggregate({ gc: merge("gc") });
 * bySystem.rows().next().value?.gc?.counts; // [2, 6]
 */
export function merge<Name extends string>(name: Name): Aggregator<"merge", Name> {
  return aggregator("merge", name);
}
