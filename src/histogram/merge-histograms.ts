import { bucketOf } from "./bucket-of.js";
import type { HistogramData, HistogramKind } from "./types.js";

const KINDS: readonly HistogramKind[] = ["exponential", "linear", "boolean", "flag", "count", "categorical"];

/**
 * Adds histograms up, bucket by bucket.
 *
 * Where the bounds differ, the result has all bounds that occur in any of them, and each count goes
 * to the bucket that starts where its own did: totals and lower bounds are exact, but a wide bucket's
 * values are then counted at its lower end. Where the kinds differ, the result has the one that comes
 * first in the definition of `HistogramKind`.
 *
 * The sum is null if a histogram that counted anything has none, because a sum that leaves out part
 * of the values would give a wrong mean; or if none of them has one. Merging is associative, and its
 * result does not depend on the order. Counts are exact up to 2^53.
 *
 * @param list - Histograms; not modified. The result shares bounds, but never counts, with them.
 * @returns The merged histogram, or `null` for an empty list.
 *
 * @example
 * const a = { kind: "linear", bounds: [0, 1, 4], counts: [1, 2, 0], sum: 2 } as const;
 * mergeHistograms([a, a])?.counts; // [2, 4, 0]
 */
export function mergeHistograms(list: readonly HistogramData[]): HistogramData | null {
  const first = list[0];
  if (first === undefined) return null;
  const bounds = list.every((one) => isSame(one.bounds, first.bounds)) ? first.bounds : uniteBounds(list);
  const counts = new Array<number>(bounds.length).fill(0);
  let kind = first.kind;
  let sum: number | null = null;
  let isSumKnown = true;
  for (const one of list) {
    const isAligned = one.bounds.length === bounds.length;
    let total = 0;
    for (let i = 0; i < one.counts.length; i += 1) {
      const bucket = isAligned ? i : bucketOf(bounds, one.bounds[i]!);
      counts[bucket] = counts[bucket]! + one.counts[i]!;
      total += one.counts[i]!;
    }
    if (KINDS.indexOf(one.kind) < KINDS.indexOf(kind)) kind = one.kind;
    if (one.sum !== null) sum = (sum ?? 0) + one.sum;
    else if (total > 0) isSumKnown = false;
  }
  return { kind, bounds, counts, sum: isSumKnown ? sum : null };
}

function isSame(left: readonly number[], right: readonly number[]): boolean {
  return left === right || (left.length === right.length && left.every((bound, i) => bound === right[i]));
}

function uniteBounds(list: readonly HistogramData[]): readonly number[] {
  const all = new Set<number>();
  for (const one of list) for (const bound of one.bounds) all.add(bound);
  return [...all].sort((a, b) => a - b);
}
