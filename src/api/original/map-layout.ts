import type { StoredLayout } from "../../database/index.js";

/**
 * How the buckets of an older layout are found in a newer one: by value for numbers, by label for categories.
 *
 * @returns For each bucket of `from` its position in `to`; or null when any would have to be guessed at.
 */
export function mapLayout(from: StoredLayout, to: StoredLayout): readonly number[] | null {
  if (from.id === to.id) return from.bounds.map((_, i) => i);
  if (from.kind !== to.kind) return null;
  if (from.kind === "categorical") return from.labels && to.labels ? positions(from.labels, to.labels) : null;
  // Buckets that hold ranges are the same only where the next bound is the same too.
  if (from.kind === "exponential" || from.kind === "linear" || from.kind === "count") return null;
  return positions(from.bounds, to.bounds);
}

function positions(from: readonly unknown[], to: readonly unknown[]): readonly number[] | null {
  const found = from.map((item) => to.indexOf(item));
  return found.includes(-1) ? null : found;
}
