import type { KeyedHistogramData } from "./keyed-histogram.js";
import { mergeHistograms } from "./merge-histograms.js";
import type { HistogramData } from "./types.js";

/**
 * Adds keyed histograms up, label by label; each label as {@link mergeHistograms} does.
 *
 * @param list - Plain data, from label to histogram; not modified.
 * @returns An object without prototype, labels in order of first appearance, or `null` for an empty list.
 *
 * @example
 * const a = { x: { kind: "linear", bounds: [0, 1], counts: [1, 2], sum: 2 } } as const;
 * const b = { y: a.x };
 * Object.keys(mergeKeyedHistograms([a, b, a])!); // ['x', 'y']
 * mergeKeyedHistograms([a, b, a])?.x?.counts; // [2, 4]
 */
export function mergeKeyedHistograms(list: readonly KeyedHistogramData[]): KeyedHistogramData | null {
  if (list.length === 0) return null;
  const byLabel = new Map<string, HistogramData[]>();
  for (const keyed of list) {
    for (const [label, histogram] of Object.entries(keyed)) {
      const same = byLabel.get(label);
      if (same === undefined) byLabel.set(label, [histogram]);
      else same.push(histogram);
    }
  }
  const merged: { [label: string]: HistogramData } = Object.create(null);
  for (const [label, same] of byLabel) merged[label] = mergeHistograms(same)!;
  return merged;
}
