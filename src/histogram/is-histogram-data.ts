import type { HistogramData } from "./types.js";

/**
 * Tells whether a value has the form of a histogram's plain data: a kind, one count for each bound, at
 * least one of them, and a sum or `null`. The numbers themselves are not looked at.
 *
 * @example
 * isHistogramData({ kind: "linear", bounds: [0, 2], counts: [1, 0], sum: 1 }); // true
 * isHistogramData({ kind: "linear", bounds: [0, 2], counts: [1], sum: 1 }); // false
 */
export function isHistogramData(value: unknown): value is HistogramData {
  if (typeof value !== "object" || value === null) return false;
  const { kind, bounds, counts, sum } = value as { readonly [name: string]: unknown };
  return (
    typeof kind === "string" &&
    Array.isArray(bounds) &&
    Array.isArray(counts) &&
    bounds.length === counts.length &&
    bounds.length > 0 &&
    (sum === null || typeof sum === "number")
  );
}
