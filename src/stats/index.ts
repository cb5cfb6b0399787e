/**
 * Statistics: in come numbers, as any iterable with null for missing; out go numbers. One statistic a
 * file, each with its definition. Never reads files, clocks or random sources, never changes its input,
 * never takes a missing value for 0.
 *
 * @module
 */
export { type BoxStats, type BoxStatsOptions, boxStats } from "./box-stats.js";
export { type Cdf, cdf } from "./cdf.js";
export { type BinnedCounts, type HistogramOptions, histogram } from "./histogram.js";
export { integerBins } from "./integer-bins.js";
export { type MannWhitneyOptions, type MannWhitneyResult, mannWhitneyU } from "./mann-whitney-u.js";
export { mean } from "./mean.js";
export { median } from "./median.js";
export { normalCdf } from "./normal-cdf.js";
export { normalQuantile } from "./normal-quantile.js";
export { percentile } from "./percentile.js";
export { type Numbers, type PresentNumbers, presentNumbers } from "./present-numbers.js";
export { quartiles } from "./quartiles.js";
export { type StandardDeviationOptions, standardDeviation } from "./standard-deviation.js";
export { type Interval, type WilsonIntervalOptions, wilsonInterval } from "./wilson-interval.js";
