import type { HistogramData } from "../histogram/index.js";
import { type BinnedCounts, histogram, integerBins, type Numbers, presentNumbers } from "../stats/index.js";
import { formatNumber } from "./format-number.js";
import { linearTicks, niceStep } from "./ticks.js";
import type { Tick } from "./types.js";

/** How values become bins. */
export interface BinOptions {
  /**
   * How many bins there may be, or their edges. Whole numbers get fewer where that makes the bins a
   * whole number wide; other numbers get exactly as many.
   *
   * @defaultValue up to 50 for whole numbers, else 20 to 60 with round edges
   */
  readonly bins?: number | readonly number[];
  /** Lowest and highest value shown, both inclusive; others are left out and their number noted. */
  readonly range?: readonly [number, number];
  /**
   * Counts lower values as the first, higher ones as the second number, and labels these ends `≤ 0`
   * and `30+`; null leaves a side open.
   */
  readonly clip?: readonly [number | null, number | null];
  /** The names of a categorical histogram's buckets, in order. */
  readonly labels?: readonly string[];
}

/** One bar: where it stands on the axis, what it is called and how high it is. */
export interface Bar {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  readonly count: number;
}

/** All that the horizontal axis of a histogram shows. */
export interface Bins {
  readonly bars: readonly Bar[];
  readonly ticks: readonly Tick[];
  readonly domain: readonly [number, number];
  /** What the reader must know: how many values were missing or outside the range. */
  readonly notes: readonly string[];
}

/** Bins numbers; see {@link BinOptions}. */
export function binValues(values: Numbers, options: BinOptions): Bins {
  const { values: present, missing } = presentNumbers(values);
  const { bins, range, clip } = options;
  const ranged = range === undefined ? present : present.filter((one) => one >= range[0] && one <= range[1]);
  // Clipping gives an infinite value a place; without it there is none on an axis.
  const [low, high] = clip ?? [null, null];
  const kept = ranged.filter((one) => Number.isFinite(one) || (one < 0 ? low : high) !== null);
  const notes = [
    ...(missing > 0 ? [`${formatNumber(missing)} missing`] : []),
    ...(ranged.length < present.length
      ? [`${formatNumber(present.length - ranged.length)} outside the range`]
      : []),
    ...(kept.length < ranged.length ? [`${formatNumber(ranged.length - kept.length)} infinite`] : []),
  ];
  const isWhole =
    kept.every((one) => Number.isInteger(one) || !Number.isFinite(one)) &&
    (clip ?? []).every((limit) => limit === null || Number.isInteger(limit));
  if (typeof bins === "object" || (typeof bins === "number" && !isWhole)) {
    return { ...binCounts(histogram(kept, { bins, ...(clip && { clip }) }), options), notes };
  }
  const clipped = clipExtent(kept, clip);
  const [lowest, highest] = clipped ?? [0, 0];
  const edges = isWhole ? integerBins(lowest, highest, bins ?? 50) : roundEdges(lowest, highest);
  const counts = histogram(kept, { bins: edges, ...(clip && { clip }) });
  return { ...(isWhole ? binWhole(counts, options) : binCounts(counts, options)), notes };
}

/** Bins that are given as counts and edges. */
export function binCounts({ counts, edges }: BinnedCounts, options: BinOptions): Bins {
  const last = edges.length - 1;
  const domain = [edges[0]!, edges[last]!] as const;
  const isWhole = edges.every(Number.isInteger);
  return {
    bars: counts.map((count, i) => ({
      start: edges[i]!,
      end: edges[i + 1]!,
      label: `${formatEdge(edges[i]!)} to ${formatEdge(edges[i + 1]!)}`,
      count,
    })),
    ticks: clipTicks(linearTicks(domain[0], domain[1], 8, isWhole), domain, options.clip),
    domain,
    notes: [],
  };
}

/** Bins of whole numbers: bins of one are centred on it, wider ones start at their lowest. */
function binWhole({ counts, edges }: BinnedCounts, { clip }: BinOptions): Bins {
  const last = edges.length - 1;
  const step = edges[1]! - edges[0]!;
  const shift = step === 1 ? 0.5 : 0;
  const highest = edges[last - 1]!;
  const domain = [edges[0]! - shift, edges[last]! - shift] as const;
  const ticks = linearTicks(edges[0]!, edges[last]!, 10, true);
  const isOpenAbove = clip?.[1] != null && clip[1] >= highest;
  return {
    bars: counts.map((count, i) => ({
      start: edges[i]! - shift,
      end: edges[i + 1]! - shift,
      label: wholeLabel(edges[i]!, edges[i + 1]! - 1, i === last - 1 && isOpenAbove),
      count,
    })),
    // The open end is written where the last bin starts.
    ticks: clipTicks(ticks, domain, [clip?.[0] ?? null, isOpenAbove ? highest : null]),
    domain,
    notes: [],
  };
}

/** A Firefox histogram: buckets of equal width, since exponential ones would be slivers beside walls. */
export function binBuckets(data: HistogramData, options: BinOptions): Bins {
  const { bounds, counts, kind } = data;
  const first = Math.max(
    0,
    counts.findIndex((count) => count > 0),
  );
  const end = counts.findLastIndex((count) => count > 0) + 1;
  const shown = bounds.slice(first, Math.max(end, first + 1));
  const names = options.labels ?? (kind === "boolean" || kind === "flag" ? ["false", "true"] : null);
  const isNamed = names !== null || kind === "categorical" || kind === "count";
  const bars = shown.map((bound, i) => {
    const next = bounds[first + i + 1];
    const range = next === undefined ? `${formatNumber(bound)}+` : wholeLabel(bound, next - 1, false);
    const label = isNamed ? (names?.[first + i] ?? String(bound)) : range;
    const gap = isNamed ? 0.15 : 0;
    return { start: i + gap, end: i + 1 - gap, label, count: counts[first + i]! };
  });
  const after = bounds[first + shown.length];
  const edges = shown.map((bound, i) => ({
    value: i,
    label: `${formatNumber(bound)}${first + i === bounds.length - 1 ? "+" : ""}`,
  }));
  return {
    bars,
    ticks: isNamed
      ? bars.map((bar, i) => ({ value: i + 0.5, label: bar.label }))
      : [...edges, ...(after === undefined ? [] : [{ value: shown.length, label: formatNumber(after) }])],
    domain: [0, bars.length],
    notes: [],
  };
}

function clipExtent(values: Float64Array, clip: BinOptions["clip"]): readonly [number, number] | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (values.length === 0) return null;
  const limit = (value: number) =>
    Math.min(Math.max(value, clip?.[0] ?? value), clip?.[1] ?? Number.POSITIVE_INFINITY);
  return [limit(low), limit(high)];
}

function roundEdges(low: number, high: number): number | number[] {
  if (low === high || !Number.isFinite(high - low)) return 1;
  const step = niceStep(high - low, 30);
  const first = Math.floor(low / step);
  const last = Math.max(first + 1, Math.ceil(high / step));
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** Keeps the ticks on the axis and writes the open ends that clipping made. */
function clipTicks(
  ticks: readonly Tick[],
  domain: readonly [number, number],
  clip: BinOptions["clip"] = [null, null],
): Tick[] {
  const [low, high] = clip;
  const isLow = low !== null && low >= domain[0] && low <= domain[1];
  const isHigh = high !== null && high >= domain[0] && high <= domain[1];
  const inside = ticks.filter(
    ({ value }) =>
      value >= domain[0] && value <= domain[1] && !(isLow && value <= low) && !(isHigh && value >= high),
  );
  return [
    ...(isLow ? [{ value: low, label: `≤ ${formatEdge(low)}` }] : []),
    ...inside,
    ...(isHigh ? [{ value: high, label: `${formatEdge(high)}+` }] : []),
  ];
}

function wholeLabel(low: number, high: number, isOpen: boolean): string {
  if (isOpen) return `${formatNumber(low)}+`;
  return low === high ? formatNumber(low) : `${formatNumber(low)} to ${formatNumber(high)}`;
}

function formatEdge(value: number): string {
  return formatNumber(Number(value.toPrecision(6)), 6);
}
