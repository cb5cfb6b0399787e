import { Histogram, isHistogramData, KeyedHistogram } from "../../histogram/index.js";

/** The kinds of columns whose cells are histograms. */
export type HistogramColumnKind = "histogram" | "keyed-histogram";

/** Which kind of histogram a value is, or `null` for what is none. Plain data is none. */
export function histogramKind(value: unknown): HistogramColumnKind | null {
  if (value instanceof Histogram) return "histogram";
  return value instanceof KeyedHistogram ? "keyed-histogram" : null;
}

/** Whether a value, plain data or not, can be stored as a histogram of a kind. */
export function isOfHistogramKind(value: object, kind: HistogramColumnKind): boolean {
  if (kind === "histogram") return isHistogramData(value);
  if (value instanceof KeyedHistogram) return true;
  return !(value instanceof Histogram) && Object.values(value).every(isHistogramData);
}

/** The plain data of a histogram, which can cross threads; anything else as it is. */
export function toPlainData(value: unknown): unknown {
  return value instanceof Histogram || value instanceof KeyedHistogram ? value.toJSON() : value;
}
