import { mergeHistograms } from "./merge-histograms.js";
import { parseHistogram } from "./parse-histogram.js";
import { percentileOfBuckets } from "./percentile-of-buckets.js";
import type { HistogramData, HistogramKind } from "./types.js";

/** One bucket of a histogram. */
export interface Bucket {
  /** The lower bound, inclusive. */
  readonly start: number;
  /** The upper bound, exclusive; null for the last bucket, which has none. */
  readonly end: number | null;
  /** How many values fell between them. */
  readonly count: number;
}

/**
 * A histogram with its questions: how many values, their mean, percentiles, and merging.
 *
 * Holds the data it was made from and never changes it. Counts are doubles: exact up to 2^53.
 *
 * @example
 * const data = { kind: "linear", bounds: [0, 2, 4, 8], counts: [1, 2, 0, 1], sum: 14 } as const;
 * const histogram = new Histogram(data);
 * histogram.count; // 4
 * histogram.mean(); // 3.5
 * histogram.percentile(50); // 3
 */
export class Histogram implements HistogramData {
  readonly kind: HistogramKind;
  readonly bounds: readonly number[];
  readonly counts: readonly number[];
  readonly sum: number | null;

  static {
    // Defined here and not as a member, because declarations can't name the symbol.
    Object.defineProperty(Histogram.prototype, Symbol.for("nodejs.util.inspect.custom"), {
      value(this: Histogram, depth: number): string {
        return depth < 2 ? this.toString() : drawHistogram(this);
      },
    });
  }

  /**
   * Wraps a histogram's data.
   *
   * @param data - Kept, not copied; don't change it afterwards.
   * @throws {RangeError} If there is not one count for each bound, or no bucket at all.
   */
  constructor(data: HistogramData) {
    if (data.bounds.length !== data.counts.length || data.bounds.length === 0) {
      const lengths = JSON.stringify([data.bounds.length, data.counts.length]);
      throw new RangeError(`a histogram needs one count for each of its bounds, got ${lengths} of them`);
    }
    this.kind = data.kind;
    this.bounds = data.bounds;
    this.counts = data.counts;
    this.sum = data.sum;
  }

  /**
   * Reads a histogram as pings carry it; see {@link parseHistogram}.
   *
   * @param raw - Anything; usually a member of `payload.histograms`.
   * @returns The histogram, or `null` when `raw` is none.
   */
  static from(raw: unknown): Histogram | null {
    const data = parseHistogram(raw);
    return data === null ? null : new Histogram(data);
  }

  /** How many values were counted. */
  get count(): number {
    let total = 0;
    for (const count of this.counts) total += count;
    return total;
  }

  /** The median, estimated like every {@link Histogram.percentile}. */
  get median(): number | null {
    return this.percentile(50);
  }

  /**
   * Computes the mean of the recorded values, exact where the ping's `sum` is.
   *
   * @returns `sum / count`, or `null` when nothing was counted or the sum is not known.
   */
  mean(): number | null {
    const { count } = this;
    return this.sum === null || count === 0 ? null : this.sum / count;
  }

  /**
   * Estimates a percentile; see {@link percentileOfBuckets} for the definition.
   *
   * @param p - From 0 to 100 inclusive; 50 is the median.
   * @returns The estimate, at most one bucket width off, or `null` when nothing was counted. In the
   *   last, open bucket it is the lower bound.
   * @throws {RangeError} If `p` is NaN or outside [0, 100].
   * @throws {TypeError} If the kind is categorical, flag or count: their buckets are no quantities.
   */
  percentile(p: number): number | null {
    if (this.kind === "categorical" || this.kind === "flag" || this.kind === "count") {
      throw new TypeError(`a ${this.kind} histogram has no percentiles; use buckets() or value()`);
    }
    return percentileOfBuckets(this.bounds, this.counts, p);
  }

  /**
   * Adds another histogram; see {@link mergeHistograms}.
   *
   * @param other - Not modified, like this one.
   * @returns A new histogram.
   */
  merge(other: HistogramData): Histogram {
    return new Histogram(mergeHistograms([this, other])!);
  }

  /**
   * Reads what the probe says: a number for a count histogram, a boolean for a flag (set in any of
   * the merged ones), and the histogram itself for every other kind.
   */
  value(): number | boolean | Histogram {
    if (this.kind === "count") return this.counts[0]!;
    if (this.kind === "flag") return (this.counts[1] ?? 0) > 0;
    return this;
  }

  /** Iterates over the buckets in ascending order, empty ones included. */
  *buckets(): IterableIterator<Bucket> {
    for (const [i, start] of this.bounds.entries()) {
      yield { start, end: this.bounds[i + 1] ?? null, count: this.counts[i]! };
    }
  }

  /** Returns the plain data, without copying the arrays. */
  toJSON(): HistogramData {
    return { kind: this.kind, bounds: this.bounds, counts: this.counts, sum: this.sum };
  }

  /** Says on one line what the histogram holds. */
  toString(): string {
    const { count } = this;
    const mean = this.mean();
    const about = mean === null ? "" : `, mean ${Number(mean.toPrecision(4))}`;
    return `Histogram(${this.kind}, ${count} ${count === 1 ? "value" : "values"}${about})`;
  }
}

/** Draws the buckets from the first to the last that holds anything, a line each. */
function drawHistogram(histogram: Histogram): string {
  const buckets = [...histogram.buckets()];
  const first = buckets.findIndex((bucket) => bucket.count > 0);
  const last = buckets.findLastIndex((bucket) => bucket.count > 0);
  const shown = first < 0 ? [] : buckets.slice(first, last + 1).slice(0, MAX_LINES);
  const labels = shown.map(({ start, end }) => (end === null ? `${start}+` : `[${start}, ${end})`));
  const width = Math.max(0, ...labels.map((label) => label.length));
  const most = Math.max(1, ...shown.map((bucket) => bucket.count));
  const digits = String(most).length;
  const lines = shown.map(({ count }, i) => {
    const bar = "█".repeat(Math.ceil((count / most) * 40));
    return `  ${labels[i]!.padStart(width)}  ${String(count).padStart(digits)} ${bar}`.trimEnd();
  });
  if (last - first + 1 > MAX_LINES) lines.push(`  … ${last - first + 1 - MAX_LINES} more buckets`);
  return [histogram.toString(), ...lines].join("\n");
}

const MAX_LINES = 60;
