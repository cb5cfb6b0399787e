import { type Numbers, presentNumbers } from "./present-numbers.js";

/** Options of {@link histogram}. */
export interface HistogramOptions {
  /**
   * How many bins of equal width, or the edges of the bins, ascending.
   *
   * @defaultValue 10
   */
  readonly bins?: number | readonly number[];
  /**
   * Lowest and highest value to count, both inclusive; ignored when `bins` are edges.
   *
   * @defaultValue the lowest and the highest value, after clipping
   */
  readonly range?: readonly [number, number];
  /**
   * Moves lower values up to the first, higher ones down to the second number, like `np.clip`;
   * null leaves that side open.
   *
   * @defaultValue no clipping
   */
  readonly clip?: readonly [number | null, number | null];
}

/** Counts per bin: `counts[i]` values lie in `[edges[i], edges[i + 1])`, the last bin closed. */
export interface BinnedCounts {
  readonly counts: number[];
  /** One more than counts, ascending. */
  readonly edges: number[];
}

/** More bins than this are a mistake, and would need memory for nothing. */
const MOST = 1_000_000;

/**
 * Counts values per bin exactly as numpy's `histogram` does.
 *
 * Bins are half-open, but for the last, which includes its upper edge. With a number of bins the
 * edges are those of `numpy.linspace` and a value is assigned by comparing it with them, so that
 * rounded edges (1.7999999999999998) put a value into the same bin as there. In a range of fewer numbers
 * than bins edges coincide, and the last of them counts, as in numpy 1; numpy 2 refuses it. Values outside the
 * range are not counted. When all values are equal, the range is half a unit to each side; with no
 * values at all it is [0, 1].
 *
 * @param values - Numbers; null, undefined and NaN are left out. Not modified.
 * @param options - Bins, range and clipping.
 * @returns Counts and edges.
 * @throws {RangeError} If the bins are not a whole number from 1 to a million or two or more ascending edges,
 *   or the range is not finite and ascending; infinite values need a range or a clip.
 *
 * @example
 * histogram([1, 2, 1, 4, 5, 7], { bins: [1, 2, 4, 7] }).counts; // [2, 1, 3]
 * histogram([0, 1, 2, 3, 40], { bins: 2, clip: [null, 4] }); // { counts: [2, 3], edges: [0, 2, 4] }
 */
export function histogram(values: Numbers, options: HistogramOptions = {}): BinnedCounts {
  const { values: present } = presentNumbers(values);
  clip(present, options.clip);
  const bins = options.bins ?? 10;
  return typeof bins === "number" ? countEqual(present, bins, options.range) : countBetween(present, bins);
}

function clip(values: Float64Array, limits: HistogramOptions["clip"]): void {
  if (limits === undefined) return;
  const low = limits[0] ?? Number.NEGATIVE_INFINITY;
  const high = limits[1] ?? Number.POSITIVE_INFINITY;
  if (!(low <= high)) throw new RangeError(`clip must be ascending, got ${JSON.stringify(limits)}`);
  for (const [i, value] of values.entries()) values[i] = Math.min(Math.max(value, low), high);
}

function countEqual(values: Float64Array, bins: number, range: HistogramOptions["range"]): BinnedCounts {
  if (!Number.isInteger(bins) || bins < 1 || bins > MOST) {
    throw new RangeError(`bins must be a whole number from 1 to ${MOST}, got ${String(bins)}`);
  }
  const [start, end] = widen(range ?? extent(values));
  const edges = spaceEvenly(start, end, bins);
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) {
    if (value < start || value > end) continue;
    let bin = Math.min(Math.trunc(((value - start) / (end - start)) * bins), bins - 1);
    // The quotient may be off by a rounding, or by more where edges coincide; the edges decide.
    if (value < edges[bin]! || (bin < bins - 1 && value >= edges[bin + 1]!)) bin = binOf(value, edges);
    counts[bin] = counts[bin]! + 1;
  }
  return { counts, edges };
}

function countBetween(values: Float64Array, edges: readonly number[]): BinnedCounts {
  const isAscending = edges.every((edge, i) => i === 0 || edge >= edges[i - 1]!);
  if (edges.length < 2 || !isAscending || edges.some(Number.isNaN)) {
    throw new RangeError(
      `bins must be two or more ascending edges, got ${JSON.stringify(edges).slice(0, 200)}`,
    );
  }
  const last = edges.length - 1;
  const counts = new Array<number>(last).fill(0);
  for (const value of values) {
    if (value < edges[0]! || value > edges[last]!) continue;
    const bin = binOf(value, edges);
    counts[bin] = counts[bin]! + 1;
  }
  return { counts, edges: [...edges] };
}

/** Bin of a value within the edges: that of the last edge at or below it, but never the bin beyond the last. */
function binOf(value: number, edges: readonly number[]): number {
  let bin = 0;
  for (let above = edges.length - 1; above - bin > 1; ) {
    const middle = (bin + above) >>> 1;
    if (edges[middle]! <= value) bin = middle;
    else above = middle;
  }
  return bin;
}

function extent(values: Float64Array): readonly [number, number] {
  if (values.length === 0) return [0, 1];
  let low = values[0]!;
  let high = low;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

function widen([start, end]: readonly [number, number]): readonly [number, number] {
  if (!Number.isFinite(end - start) || start > end) {
    throw new RangeError(`range must be finite and ascending, got [${start}, ${end}]; give range or clip`);
  }
  return start === end ? [start - 0.5, end + 0.5] : [start, end];
}

/** The edges of `numpy.linspace(start, end, bins + 1)`, bit by bit. */
function spaceEvenly(start: number, end: number, bins: number): number[] {
  const step = (end - start) / bins;
  // A step too small for a number is multiplied late, as numpy does, so that the edges still spread.
  const edges = Array.from(
    { length: bins + 1 },
    (_, i) => (step === 0 ? (i / bins) * (end - start) : i * step) + start,
  );
  edges[bins] = end;
  return edges;
}
