import { exponentialBounds, histogramBounds, linearBounds } from "../histogram/index.js";
import type { LayoutKind, MetricLayout } from "./types.js";

/** The buckets of single values: how many values of a scalar, or of a histogram that counts, fell where. */
const valueBounds: readonly number[] = Object.freeze(exponentialBounds(1, 10_000, 100));

/** Histograms that count (`[[COUNT]]_…`): each adds its sum as one value. */
export const countLayout: MetricLayout = named("count", "count", valueBounds);
/** Scalars; the API calls them exponential. */
export const scalarLayout: MetricLayout = named("scalar", "exponential", valueBounds);
/** Simple measurements, which are milliseconds and counts; the API calls them exponential. */
export const simpleLayout: MetricLayout = named("simple", "exponential", exponentialBounds(1, 30_000, 50));
/** The layouts of single values, by what they are values of. */
export const valueLayouts: Readonly<Record<"count" | "scalar" | "simple", MetricLayout>> = {
  count: countLayout,
  scalar: scalarLayout,
  simple: simpleLayout,
};
/** Booleans: false, true, and a third bucket that stays empty. */
export const booleanLayout: MetricLayout = named("boolean", "boolean", [0, 1, 2]);
/** Flags, which have the buckets of booleans. */
export const flagLayout: MetricLayout = named("flag", "flag", [0, 1, 2]);

/** The kinds that pings name by number in `histogram_type`; count histograms have the layout of values. */
const TYPES = ["exponential", "linear", "boolean", "flag", "count", "categorical"] as const;

/** The `histogram_type` of histograms that count. */
export const COUNT_TYPE: number = TYPES.indexOf("count");

/** How many buckets a layout may have; more is damage. */
const MAX_BUCKETS = 16_384;

/** Makes an exponential or linear layout; null if there can be none. */
export function rangeLayout(
  kind: "exponential" | "linear",
  low: number,
  high: number,
  bucketCount: number,
): MetricLayout | null {
  const bounds = histogramBounds(kind, [low, high], bucketCount);
  return bounds === null ? null : named(`${kind}:${Math.max(1, low)}:${high}:${bucketCount}`, kind, bounds);
}

/** Makes the layout of `n` numbered choices, 0 to n − 1, and one for all above. */
export function enumeratedLayout(n: number): MetricLayout | null {
  if (!Number.isInteger(n) || n < 1 || n >= MAX_BUCKETS) return null;
  return named(`enumerated:${n}`, "enumerated", linearBounds(1, n, n + 1));
}

/** Makes the layout of labelled choices: a bucket a label, and `spill`. */
export function categoricalLayout(labels: readonly string[]): MetricLayout {
  const all = [...labels, "spill"];
  const id = `categorical${JSON.stringify(labels)}`;
  return { ...named(id, "categorical", firstNumbers(all.length)), labels: Object.freeze(all) };
}

/**
 * Makes the layout that a ping's own histogram describes.
 *
 * @returns Null if it does not describe its buckets, or not truly.
 */
export function layoutOfPing(type: number, range: unknown, bucketCount: unknown): MetricLayout | null {
  const kind = TYPES[type];
  if (kind === "boolean") return booleanLayout;
  if (kind === "flag") return flagLayout;
  if (kind === "count") return countLayout;
  const count = typeof bucketCount === "number" ? bucketCount : Number.NaN;
  if (kind === "categorical") {
    if (!Number.isInteger(count) || count < 1 || count > MAX_BUCKETS) return null;
    return named(`categorical:${count}`, kind, firstNumbers(count));
  }
  const [low, high]: readonly unknown[] = Array.isArray(range) ? range : [];
  if (kind === undefined || typeof low !== "number" || typeof high !== "number") return null;
  return rangeLayout(kind, low, high, count);
}

/**
 * Finds the layout that an id names, as stored aggregates name it.
 *
 * @returns Null if the id names none.
 */
export function layoutOfId(id: string): MetricLayout | null {
  for (const fixed of [countLayout, scalarLayout, simpleLayout, booleanLayout, flagLayout]) {
    if (fixed.id === id) return fixed;
  }
  if (id.startsWith("categorical[")) {
    const labels = parseLabels(id.slice("categorical".length));
    return labels === null ? null : checked(categoricalLayout(labels), id);
  }
  const [kind = "", ...texts] = id.split(":");
  const numbers = texts.map(Number);
  const [first = Number.NaN, high = Number.NaN, count = Number.NaN] = numbers;
  if (kind === "enumerated") return checked(enumeratedLayout(first), id);
  if (kind === "categorical") return checked(layoutOfPing(TYPES.indexOf("categorical"), null, first), id);
  if (kind !== "exponential" && kind !== "linear") return null;
  return checked(rangeLayout(kind, first, high, count), id);
}

function checked(layout: MetricLayout | null, id: string): MetricLayout | null {
  return layout?.id === id ? layout : null;
}

function parseLabels(json: string): string[] | null {
  try {
    const labels: unknown = JSON.parse(json);
    if (!Array.isArray(labels) || labels.length >= MAX_BUCKETS) return null;
    return labels.every((label) => typeof label === "string") ? labels : null;
  } catch {
    return null;
  }
}

function firstNumbers(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

function named(id: string, kind: LayoutKind, bounds: readonly number[]): MetricLayout {
  return Object.freeze({ id, kind, bounds: Object.freeze(bounds), labels: null });
}
