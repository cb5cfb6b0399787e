import { Histogram } from "./histogram.js";
import { mergeHistograms } from "./merge-histograms.js";
import { mergeKeyedHistograms } from "./merge-keyed-histograms.js";
import type { HistogramData } from "./types.js";

/** A keyed histogram as plain data, as columns store it: from label to histogram. */
export interface KeyedHistogramData {
  readonly [label: string]: HistogramData;
}

/**
 * A keyed histogram: one histogram per label, read by label.
 *
 * Labels may be any text, also `__proto__` and such. Order is that of the data.
 *
 * @example
 * const data = { search: { kind: "count", bounds: [0, 1, 2], counts: [3, 0, 0], sum: 3 } } as const;
 * const searches = new KeyedHistogram(data);
 * searches.labels(); // ["search"]
 * searches.get("search")?.value(); // 3
 * searches.get("other"); // null
 */
export class KeyedHistogram {
  readonly #data: KeyedHistogramData;

  static {
    // Defined here and not as a member, because declarations can't name the symbol.
    Object.defineProperty(KeyedHistogram.prototype, Symbol.for("nodejs.util.inspect.custom"), {
      value(this: KeyedHistogram): string {
        return this.toString();
      },
    });
  }

  /** @param data - Plain data, from label to histogram. Kept, not copied; don't change it afterwards. */
  constructor(data: KeyedHistogramData) {
    this.#data = data;
  }

  /** The number of labels. */
  get size(): number {
    return this.labels().length;
  }

  /** Lists the labels. */
  labels(): string[] {
    return Object.keys(this.#data);
  }

  /** Returns the histogram of one label, or `null` when the label does not occur. */
  get(label: string): Histogram | null {
    const data = Object.hasOwn(this.#data, label) ? this.#data[label] : undefined;
    return data === undefined ? null : new Histogram(data);
  }

  /** Merges all labels into one histogram; `null` when there is no label. */
  total(): Histogram | null {
    const merged = mergeHistograms(this.labels().map((label) => this.#data[label] as HistogramData));
    return merged === null ? null : new Histogram(merged);
  }

  /**
   * Adds another keyed histogram, label by label; see {@link mergeKeyedHistograms}.
   *
   * @param other - Not modified, like this one.
   * @returns A new keyed histogram.
   */
  merge(other: KeyedHistogram): KeyedHistogram {
    return new KeyedHistogram(mergeKeyedHistograms([this.#data, other.#data])!);
  }

  /** Returns the plain data, without copying it. */
  toJSON(): KeyedHistogramData {
    return this.#data;
  }

  /** Says on one line what it holds. */
  toString(): string {
    return `KeyedHistogram(${this.size} ${this.size === 1 ? "label" : "labels"})`;
  }
}
