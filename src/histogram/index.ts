/**
 * Firefox histograms: in come the raw histograms of pings, out go plain bucket counts with the bounds
 * their own description implies, merged histograms, means and percentiles. Never looks up a probe's
 * definition, never changes what it is given.
 *
 * @module
 */
export { bucketOf } from "./bucket-of.js";
export { exponentialBounds } from "./exponential-bounds.js";
export { type Bucket, Histogram } from "./histogram.js";
export { histogramBounds } from "./histogram-bounds.js";
export { isHistogramData } from "./is-histogram-data.js";
export { KeyedHistogram, type KeyedHistogramData } from "./keyed-histogram.js";
export { linearBounds } from "./linear-bounds.js";
export { mergeHistograms } from "./merge-histograms.js";
export { mergeKeyedHistograms } from "./merge-keyed-histograms.js";
export { parseHistogram } from "./parse-histogram.js";
export { percentileOfBuckets } from "./percentile-of-buckets.js";
export type { HistogramData, HistogramKind } from "./types.js";
