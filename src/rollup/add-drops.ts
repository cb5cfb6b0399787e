import type { DropCounts, DropReason } from "./drops.js";

/** Adds counts by reason. */
export function addDrops(drops: readonly DropCounts[]): DropCounts {
  const sums: Partial<Record<DropReason, number>> = {};
  const reasons = new Set(drops.flatMap((one) => Object.keys(one) as DropReason[]));
  for (const reason of [...reasons].sort()) {
    sums[reason] = drops.reduce((sum, one) => sum + (one[reason] ?? 0), 0);
  }
  return sums;
}
