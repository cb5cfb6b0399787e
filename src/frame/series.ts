import { mean, percentile, standardDeviation } from "../stats/index.js";
import { codeColumn } from "./codes/code-column.js";
import { columnReader } from "./columns/column-reader.js";
import { columnValues } from "./columns/column-values.js";
import { mergeCells } from "./columns/merge-cells.js";
import { presentNumbersOf } from "./columns/present-numbers-of.js";
import { shownKind } from "./columns/shown-kind.js";
import { sumOf } from "./columns/sum-of.js";
import { jsonReader } from "./convert/to-json.js";
import { extremeRow } from "./extreme-row.js";
import { rowObjects } from "./row-objects.js";
import { toText } from "./show/to-text.js";
import type { Column, ShownKind, Table } from "./types.js";
import { countRowsBy } from "./verbs/count-rows-by.js";

/** What a sum of values is: a bigint for bigints, a number otherwise. */
export type SumOf<Value> = [Extract<Value, bigint>] extends [never] ? number : bigint;

/**
 * One column of a {@link Frame}, read-only. Its statistics leave out missing values and NaN, and take
 * true as 1 and false as 0; of nothing they are `null`, save the sum, which is 0.
 *
 * @example
 * const lengths = Frame.fromColumns({ length: [10, null, 30] }).column("length");
 * lengths.mean(); // 20
 * lengths.nullCount; // 1
 */
export class Series<Value> implements Iterable<Value> {
  /** The column's name. */
  readonly name: string;
  /** The column as it is stored. Not to be changed. */
  readonly data: Column;

  constructor(name: string, data: Column) {
    this.name = name;
    this.data = data;
  }

  /** The number of rows. */
  get length(): number {
    return this.data.length;
  }

  /** What the column holds. */
  get kind(): ShownKind {
    return shownKind(this.data);
  }

  /** How many rows have no value. NaN is a value. */
  get nullCount(): number {
    let count = 0;
    for (const isValid of this.data.valid ?? []) if (isValid === 0) count++;
    return count;
  }

  /** The cell of a row; negative numbers count from the end. `undefined` if there is no such row. */
  at(row: number): Value | undefined {
    const index = row < 0 ? this.length + row : row;
    return !(index >= 0 && index < this.length) ? undefined : (columnReader(this.data)(index) as Value);
  }

  /** All cells, in a new array; missing ones are `null`. */
  toArray(): Value[] {
    const read = columnReader(this.data);
    return Array.from({ length: this.length }, (_, row) => read(row) as Value);
  }

  [Symbol.iterator](): IterableIterator<Value> {
    return columnValues(this.data) as IterableIterator<Value>;
  }

  /**
   * The numbers, without missing values and NaN, in a new array. Bigints are rounded to numbers.
   *
   * @throws {TypeError} If the column holds something else.
   */
  toNumbers(): Float64Array {
    return presentNumbersOf(this.data, this.name, "toNumbers");
  }

  /**
   * Percentiles by linear interpolation, as numpy's `percentile`.
   *
   * @param p - From 0 to 100, or a list of such.
   * @returns A number, or a list in the order of `p`; `null` instead of a number if there are none.
   * @throws {RangeError} If a percentile is outside [0, 100].
   * @throws {TypeError} If the column holds no numbers.
   */
  percentile(p: number): number | null;
  percentile(p: readonly number[]): (number | null)[];
  percentile(p: number | readonly number[]): number | null | (number | null)[] {
    const numbers = presentNumbersOf(this.data, this.name, "percentile");
    return typeof p === "number" ? percentile(numbers, p) : percentile(numbers, p);
  }

  /** The median. @throws {TypeError} If the column holds no numbers. */
  median(): number | null {
    return this.percentile(50);
  }

  /** The arithmetic mean; of booleans, the share that is true. @throws {TypeError} If the column holds no numbers. */
  mean(): number | null {
    return mean(presentNumbersOf(this.data, this.name, "mean"));
  }

  /** The sample standard deviation. @throws {TypeError} If the column holds no numbers. */
  standardDeviation(): number | null {
    return standardDeviation(presentNumbersOf(this.data, this.name, "standardDeviation"));
  }

  /** The sum; exact, and a bigint, for bigints. @throws {TypeError} If the column holds no numbers. */
  sum(): SumOf<Value> {
    return sumOf(this.data, this.name) as SumOf<Value>;
  }

  /** The smallest value, of numbers, booleans or strings. @throws {TypeError} If the column holds lists or objects. */
  min(): Value | null {
    return this.#extreme("min");
  }

  /** The largest value, of numbers, booleans or strings. @throws {TypeError} If the column holds lists or objects. */
  max(): Value | null {
    return this.#extreme("max");
  }

  /**
   * The sum of all histograms, or label by label of all keyed histograms; missing ones are left out, and
   * of none it is `null`. Bounds and sums are merged as `mergeHistograms` says.
   *
   * @throws {TypeError} If the column holds no histograms.
   *
   * @example
   * const gc = new Histogram({ kind: "linear", bounds: [0, 2], counts: [1, 3], sum: 8 });
   * const all = Frame.fromColumns({ gc: [gc, null, gc] }).column("gc").merge();
   * all?.count; // 8
   * all?.mean(); // 2
   */
  merge(): Value | null {
    return mergeCells(this.data, this.name, "merge") as Value | null;
  }

  /** The distinct values in order of first appearance, without missing. */
  distinct(): Exclude<Value, null>[] {
    const read = columnReader(this.data);
    const values = Array.from(codeColumn(this.data).first, read);
    return values.filter((value) => value !== null) as Exclude<Value, null>[];
  }

  /** How often each value occurs: most often first, then by first appearance; `null` counts missing ones. */
  valueCounts(): { value: Value; count: number }[] {
    const counted = countRowsBy({ length: this.length, data: new Map([["value", this.data]]) }, ["value"]);
    return rowObjects(counted, Array(counted.length).keys()) as { value: Value; count: number }[];
  }

  /** What `JSON.stringify` writes of the column: its cells, identifiers hidden, as {@link Frame.toJSON} has them. */
  toJSON(): unknown[] {
    return Array.from(Array(this.length).keys(), jsonReader(this.data));
  }

  toString(): string {
    return toText(this.#table());
  }

  #table(): Table {
    return { length: this.length, data: new Map([[this.name, this.data]]) };
  }

  #extreme(which: "min" | "max"): Value | null {
    const row = extremeRow(this.#table(), this.name, which)(Array(this.length).keys());
    return row < 0 ? null : (columnReader(this.data)(row) as Value);
  }
}

Object.defineProperty(Series.prototype, Symbol.for("nodejs.util.inspect.custom"), {
  value(this: Series<unknown>): string {
    return this.toString();
  },
});
