import {
  Histogram,
  type HistogramData,
  KeyedHistogram,
  type KeyedHistogramData,
} from "../../histogram/index.js";
import type { ValueColumn } from "../types.js";

/** What makes a column's stored values the cells that are read; `null` where they are the same. */
export function cellWrapper({ kind, items }: ValueColumn): ((data: unknown) => unknown) | null {
  if (kind === "histogram" || kind === "keyed-histogram") return wrappers[kind];
  if (items === undefined) return null;
  const wrap = wrappers[items];
  return (list) => (list as unknown[]).map((item) => (item === null ? null : wrap(item)));
}

const wrappers = {
  histogram: (data: unknown): unknown =>
    data instanceof Histogram ? data : new Histogram(data as HistogramData),
  "keyed-histogram": (data: unknown): unknown =>
    data instanceof KeyedHistogram ? data : new KeyedHistogram(data as KeyedHistogramData),
};
