import { columnNames } from "./column-names.js";
import { columnOf } from "./column-of.js";
import { columnByteLength } from "./columns/column-byte-length.js";
import { shownKind } from "./columns/shown-kind.js";
import type { Condition } from "./conditions.js";
import type { ArrowTableLike } from "./convert/arrow-table-like.js";
import { columnsFromDanfo, type DanfoFrameLike, type DanfoModule, toDanfo } from "./convert/danfo.js";
import { fromArrow } from "./convert/from-arrow.js";
import { fromParquet, type ParquetReadOptions, type ParquetSource } from "./convert/parquet/from-parquet.js";
import { type ParquetOptions, toParquet, toParquetChunks } from "./convert/parquet/to-parquet.js";
import { tableFromColumns } from "./convert/table-from-columns.js";
import { type Kinds, tableFromObjects } from "./convert/table-from-objects.js";
import {
  type ArqueroModule,
  type ArqueroTableLike,
  columnsFromArquero,
  toArquero,
} from "./convert/to-arquero.js";
import { loadFlechette, toArrow } from "./convert/to-arrow.js";
import { type CsvOptions, toCsv } from "./convert/to-csv.js";
import { toJson } from "./convert/to-json.js";
import { GroupedFrame } from "./grouped-frame.js";
import { isEqualTable } from "./is-equal-table.js";
import { oneOf } from "./one-of.js";
import { objectReader, rowObjects } from "./row-objects.js";
import type {
  CountedRow,
  DerivedRow,
  JoinedRow,
  KeysOf,
  NameOf,
  RenamedRow,
  RowOf,
  SequenceRow,
  UnionRow,
  UntypedRow,
} from "./row-types.js";
import { Series } from "./series.js";
import type { ShowOptions } from "./show/shown-table.js";
import { toHtml } from "./show/to-html.js";
import { type TextOptions, toText } from "./show/to-text.js";
import type { SortKey } from "./sort-key.js";
import type { Column, ShownKind, Table } from "./types.js";
import { countRowsBy } from "./verbs/count-rows-by.js";
import { type DedupeAccount, type DedupeOptions, dedupeRows } from "./verbs/dedupe-rows.js";
import { deriveColumns } from "./verbs/derive-columns.js";
import { type ColumnDescription, describeColumns } from "./verbs/describe-columns.js";
import { dropColumns } from "./verbs/drop-columns.js";
import { filterRows } from "./verbs/filter-rows.js";
import { type JoinHow, joinRows } from "./verbs/join-rows.js";
import { markIds } from "./verbs/mark-ids.js";
import type { JoinKeys } from "./verbs/match-rows.js";
import { orderRows } from "./verbs/order-rows.js";
import { renameColumns } from "./verbs/rename-columns.js";
import { rowSequences, type SequenceAccount, type SequenceOptions } from "./verbs/row-sequences.js";
import { type SampleSize, sampleRows } from "./verbs/sample-rows.js";
import { selectColumns } from "./verbs/select-columns.js";
import { semiJoinRows } from "./verbs/semi-join-rows.js";
import { sliceRows } from "./verbs/slice-rows.js";
import { unionRows } from "./verbs/union-rows.js";
import { whereRows } from "./verbs/where-rows.js";

/** Columns as the constructor takes them. */
export type FrameColumns = { readonly [name: string]: Column } | Iterable<readonly [string, Column]>;

/**
 * A typed, immutable table in columns. Every verb gives a new frame and changes nothing; columns that
 * a verb leaves as they are, are shared, not copied, and those of which it keeps most rows are copied
 * when a later verb needs them in one piece.
 *
 * `Row` is the type of a row, such as `{ reason: string | null }`. A missing cell reads as `null`,
 * which is not NaN. Beware that in JavaScript `null <= 1800` is true: compare with {@link Frame.where}
 * or with {@link atMost} and its like, which are false for missing values.
 *
 * A function that takes any frame with certain columns is generic,
 * `<Row extends { reason: string | null }>(frame: Frame<Row>)`; one that only reads cells can take a {@link Table}.
 *
 * Rows have an order, and every verb says what becomes of it. Equal means the same everywhere: NaN
 * equals NaN, 0 equals -0, lists and objects are equal by content; missing keys match nothing in
 * joins, and are a value of their own where rows are counted or grouped.
 *
 * @example
 * const pings = Frame.fromObjects([{ reason: "startup", age: 3 }, { reason: "shutdown", age: null }]);
 * pings.where({ age: atMost(5) }).toObjects(); // [{ reason: 'startup', age: 3 }]
 */
export class Frame<Row extends object> implements Table {
  /** The number of rows. */
  readonly length: number;
  /** The columns as they are stored, in order. Not to be changed. */
  readonly data: ReadonlyMap<string, Column>;

  /**
   * Makes a frame of stored columns. To make one of values, use {@link Frame.fromObjects} or
   * {@link Frame.fromColumns}.
   *
   * @throws {RangeError} If the columns differ in length.
   */
  constructor(columns: FrameColumns) {
    const entries = Symbol.iterator in columns ? columns : Object.entries(columns);
    this.data = new Map(entries as Iterable<readonly [string, Column]>);
    const [first] = this.data;
    this.length = first?.[1].length ?? 0;
    for (const [name, { length }] of this.data) {
      if (length !== this.length) {
        throw new RangeError(
          `columns differ in length: ${JSON.stringify(first![0])} has ${this.length} rows, ${JSON.stringify(name)} has ${length}`,
        );
      }
    }
  }

  /**
   * Makes a frame of objects, a row each. Absent and `undefined` properties are missing. Columns are
   * in the order in which their names first appear; their kinds are inferred unless given.
   *
   * @param options - `kinds`: kinds of columns, such as `{ clientId: "id" }`.
   *
   * @example
   * Frame.fromObjects([{ a: 1 }, { a: 2 }]).length; // 2
   */
  static fromObjects<Source extends object>(
    rows: Iterable<Source>,
    options: { readonly kinds?: Kinds<NameOf<Source>> } = {},
  ): Frame<RowOf<Source>> {
    return frameOf(tableFromObjects(rows, options.kinds as Kinds<string>));
  }

  /**
   * Makes a frame of lists, a column each.
   *
   * @param options - `kinds`: kinds of columns, such as `{ clientId: "id" }`.
   * @throws {RangeError} If the lists differ in length.
   *
   * @example
   * Frame.fromColumns({ n: [1, 2], word: ["a", null] }).columns; // ['n', 'word']
   */
  static fromColumns<Columns extends { readonly [name: string]: ArrayLike<unknown> }>(
    columns: Columns,
    options: { readonly kinds?: Kinds<NameOf<Columns>> } = {},
  ): Frame<RowOf<{ -readonly [Name in keyof Columns]: Columns[Name][number] }>> {
    return frameOf(tableFromColumns(columns, options.kinds as Kinds<string>));
  }

  /**
   * Makes a frame of an arquero table, its filter and order applied. Bigints stay bigints.
   *
   * @param options - `kinds`: kinds of columns, such as `{ clientId: "id" }`.
   */
  static fromArquero<Row extends object = UntypedRow>(
    table: ArqueroTableLike,
    options: { readonly kinds?: Kinds<NameOf<Row>> } = {},
  ): Frame<Row> {
    return frameOf(tableFromColumns(columnsFromArquero(table), options.kinds as Kinds<string>));
  }

  /**
   * Makes a frame of an Arrow table (of the package `@uwdata/flechette`) or of Arrow IPC bytes. Integers
   * of 64 bits become bigints; dates and times become numbers in milliseconds since 1970. What
   * {@link Frame.toArrow} wrote comes back as it was. Node.js only.
   *
   * @throws {TypeError} If it is neither.
   */
  static fromArrow<Row extends object = UntypedRow>(
    source: ArrowTableLike | Uint8Array | ArrayBuffer,
  ): Frame<Row> {
    return frameOf(fromArrow(source));
  }

  /**
   * Makes a frame of a Parquet file. What {@link Frame.toParquet} wrote comes back as it was, identifiers
   * as identifiers. In files of others, integers of 64 bits become bigints, dates and times numbers in
   * milliseconds since 1970, structs and maps objects; pages may be plain or compressed with Snappy, gzip or
   * Brotli, or zstd where Node.js has it. Node.js only.
   *
   * @param source - The file's bytes, or an object with `byteLength` and `slice(start, end)`, which is
   *   asked for ranges: the end of the file, then one row group after the other.
   * @param options - `columns`: which columns to read, and in which order.
   * @throws {TypeError} If it is no Parquet file, one that can't be read, or has no such column.
   *
   * @example
   * const pings = Frame.fromColumns({ reason: ["startup", null], age: [3, NaN] });
   * const back = await Frame.fromParquet(pings.toParquet());
   * back.equals(pings); // true
   */
  static async fromParquet<Row extends object = UntypedRow>(
    source: ParquetSource,
    options: ParquetReadOptions<NameOf<Row>> = {},
  ): Promise<Frame<Row>> {
    return frameOf(await fromParquet(source, options));
  }

  /** Makes a frame of a danfojs DataFrame. NaN becomes missing: danfojs does not tell the two apart. */
  static fromDanfo<Row extends object = UntypedRow>(
    frame: DanfoFrameLike,
    options: { readonly kinds?: Kinds<NameOf<Row>> } = {},
  ): Frame<Row> {
    return frameOf(tableFromColumns(columnsFromDanfo(frame), options.kinds as Kinds<string>));
  }

  /** The names of the columns, in order. */
  get columns(): NameOf<Row>[] {
    return [...this.data.keys()] as NameOf<Row>[];
  }

  /** What each column holds: `f64`, `i64`, `bool`, `string`, `id`, `list`, `histogram`, `keyed-histogram` or `json`. */
  get kinds(): { readonly [Name in NameOf<Row>]: ShownKind } {
    return Object.fromEntries([...this.data].map(([name, column]) => [name, shownKind(column)])) as never;
  }

  /** About how many bytes of memory the columns take. */
  get byteLength(): number {
    return [...this.data.values()].reduce((sum, column) => sum + columnByteLength(column), 0);
  }

  /**
   * Keeps the rows for which a function returns true.
   *
   * The row that the function gets is a view: it reads a cell when asked, and shows the next row once
   * the function returns. To keep one, copy it: `{ ...row }`.
   *
   * @throws {TypeError} If the function is async.
   *
   * @example
   * const numbers = Frame.fromColumns({ n: [1, 2, 3] });
   * numbers.filter((row) => row.n !== 2).column("n").toArray(); // [1, 3]
   */
  filter<Narrowed extends Row>(keep: (row: Row, index: number) => row is Narrowed): Frame<Narrowed>;
  filter(keep: (row: Readonly<Row>, index: number) => boolean): Frame<Row>;
  filter(keep: (row: never, index: number) => boolean): Frame<Row> {
    return frameOf(filterRows(this, keep));
  }

  /**
   * Keeps the rows whose cells meet all conditions. A condition is a value, a list of values, or a
   * function of the value, which is never called for missing ones: they meet only `null` and
   * {@link isMissing}. Lists and objects are compared by content; a list as the condition on a column of
   * lists is met by that list itself and by the lists in it.
   *
   * @throws {TypeError} If a column is unknown, a condition is `undefined`, or an object on a column of
   *   simple values, or a function is async.
   *
   * @example
   * const pings = Frame.fromObjects([{ reason: "startup", age: null }, { reason: "shutdown", age: 7 }]);
   * pings.where({ age: atMost(1800) }).length; // 1
   * pings.where({ reason: ["startup", "shutdown"], age: null }).length; // 1
   */
  where(conditions: { readonly [Name in keyof Row]?: Condition<Row[Name]> }): Frame<Row> {
    return frameOf(whereRows(this, conditions));
  }

  /** Keeps the columns named, in the order named. @throws {TypeError} If a column is unknown. */
  select<const Name extends NameOf<Row>>(...names: (Name | readonly Name[])[]): Frame<Pick<Row, Name>> {
    return frameOf(selectColumns(this, columnNames(names)));
  }

  /** Leaves out the columns named. @throws {TypeError} If a column is unknown. */
  drop<const Name extends NameOf<Row>>(...names: (Name | readonly Name[])[]): Frame<Omit<Row, Name>> {
    return frameOf(dropColumns(this, columnNames(names)));
  }

  /**
   * Adds columns computed from each row. One of a known name replaces that column, in its place; every
   * function sees the row as it was. `undefined` becomes missing. For the row see {@link Frame.filter}.
   * A column that only copies identifiers holds identifiers; what else is made of them, mark with
   * {@link Frame.withIds}.
   *
   * @throws {TypeError} If a function is async.
   *
   * @example
   * const frame = Frame.fromColumns({ n: [1, 2] }).derive({ square: (row) => row.n * row.n });
   * frame.column("square").toArray(); // [1, 4]
   */
  derive<Derived extends object>(
    definitions: {
      readonly [Name in keyof Derived]: (row: Readonly<Row>, index: number) => Derived[Name];
    },
  ): Frame<DerivedRow<Row, Derived>> {
    return frameOf(deriveColumns(this, definitions as never));
  }

  /**
   * Gives columns other names, in their places.
   *
   * @throws {TypeError} If a column is unknown, or two would have the same name.
   *
   * @example
   * Frame.fromColumns({ "payload/reason": ["startup"] }).rename({ "payload/reason": "reason" }).columns; // ['reason']
   */
  rename<const Names extends { readonly [Name in keyof Row]?: string }>(
    names: Names,
  ): Frame<RenamedRow<Row, Names>> {
    return frameOf(renameColumns(this, names));
  }

  /**
   * Makes columns of strings identifiers, and marks columns of lists and objects as holding some: these
   * cells are then hidden wherever they are shown, in all that they hold.
   *
   * @throws {TypeError} If a column is unknown or holds something else.
   */
  withIds(...names: NameOf<Row>[]): Frame<Row> {
    return frameOf(markIds(this, names));
  }

  /** Groups rows with equal values in the columns named, for {@link GroupedFrame.aggregate}. */
  groupBy<const Name extends NameOf<Row>>(...names: (Name | readonly Name[])[]): GroupedFrame<Row, Name> {
    return new GroupedFrame(this, columnNames(names), frameOf);
  }

  /**
   * Orders rows by columns, smallest first, or largest with {@link desc}. Equal rows keep their order.
   * NaN comes after all numbers and missing values come last, in both directions; strings are ordered
   * by code point.
   *
   * @throws {TypeError} If a column is unknown, or holds lists or objects.
   */
  orderBy(...keys: SortKey<NameOf<Row>>[]): Frame<Row> {
    return frameOf(orderRows(this, keys));
  }

  /**
   * Puts the rows of two frames side by side where their keys are equal; missing keys match nothing.
   * Rows are in this frame's order, matches in the other's; a row is there once for each match.
   *
   * @param options - `on`: common columns, or this frame's names to the other's. `how`: `"inner"` keeps
   *   matching rows, `"left"` all of this frame, `"full"` all of both, those of the other without a
   *   match at the end. `suffix`: added to the other's columns whose name is taken, by default `_right`.
   * @throws {TypeError} If a column is unknown, or keys are of different kinds.
   * @throws {RangeError} If `how` is none of these.
   */
  join<
    Other extends object,
    const On extends KeysOf<Row, Other>,
    How extends JoinHow = "inner",
    Suffix extends string = "_right",
  >(
    other: Frame<Other>,
    options: { readonly on: On; readonly how?: How; readonly suffix?: Suffix },
  ): Frame<JoinedRow<Row, Other, On, How, Suffix>> {
    const { on, how = "inner", suffix = "_right" } = options;
    return frameOf(joinRows(this, other, { on: on as JoinKeys, how, suffix }));
  }

  /**
   * Keeps the rows whose key is among the other frame's. A missing key is never.
   *
   * @param on - Common columns, or this frame's names to the other's.
   */
  semiJoin<Other extends object>(other: Frame<Other>, on: KeysOf<Row, Other>): Frame<Row> {
    return frameOf(semiJoinRows(this, other, on as JoinKeys, "semiJoin"));
  }

  /**
   * Keeps the rows whose key is not among the other frame's. A missing key never is, so its row stays.
   *
   * @param on - Common columns, or this frame's names to the other's.
   */
  antiJoin<Other extends object>(other: Frame<Other>, on: KeysOf<Row, Other>): Frame<Row> {
    return frameOf(semiJoinRows(this, other, on as JoinKeys, "antiJoin"));
  }

  /**
   * This frame's rows and then the other's. Columns are matched by name; where a frame lacks one, its
   * cells are missing. Columns of different kinds become `json`.
   */
  union<Other extends object>(other: Frame<Other>): Frame<UnionRow<Row, Other>> {
    return frameOf(unionRows([this, other]));
  }

  /**
   * Keeps one row for each key, in the rows' own order.
   *
   * @param key - A column, or several whose combination is the key.
   * @param options - Which row stays, and what becomes of rows without a key: by default the first, and
   *   all of these.
   * @returns The frame, with an account of what was left out as its `dropped`.
   * @throws {TypeError} If a column is unknown, or a key is missing and `onNull` is `"error"`.
   * @throws {RangeError} If `keep` or `onNull` is none of its choices.
   *
   * @example
   * const pings = Frame.fromColumns({ id: ["x", "y", "x"], at: [2, 5, 1] });
   * const unique = pings.dedupe("id", { orderBy: "at" });
   * unique.column("at").toArray(); // [5, 1]
   * unique.dropped.duplicates; // 1
   */
  dedupe(
    key: NameOf<Row> | readonly NameOf<Row>[],
    options: DedupeOptions<NameOf<Row>> = {},
  ): AccountedFrame<Row, DedupeAccount> {
    const { table, dropped } = dedupeRows(this, [key].flat(), options);
    return new AccountedFrame(table.data, dropped);
  }

  /**
   * Draws rows at random, without replacement, keeping their order. The same seed draws the same rows.
   *
   * @param size - A share from 0 to 1 (rounded to whole rows), or `{ rows: n }`.
   * @param options - `seed`: any whole number, by default 0.
   * @throws {RangeError} If the share or number is out of range, or the seed is no whole number.
   */
  sample(size: SampleSize, options: { readonly seed?: number } = {}): Frame<Row> {
    return frameOf(sampleRows(this, size, options.seed ?? 0));
  }

  /** The rows from `start` to before `end`; negative numbers count from the end. @throws {RangeError} If one is NaN. */
  slice(start: number, end?: number): Frame<Row> {
    return frameOf(sliceRows(this, start, end));
  }

  /** The first rows, 10 unless another number is given. */
  head(rows = 10): Frame<Row> {
    return this.slice(0, Math.max(0, rows));
  }

  /** The last rows, 10 unless another number is given. */
  tail(rows = 10): Frame<Row> {
    return this.slice(Math.max(0, this.length - Math.max(0, rows)));
  }

  /**
   * Counts how often each value, or combination of values, occurs: most often first, then by first
   * appearance. Missing is a value of its own; lists and objects are counted by content.
   *
   * @example
   * Frame.fromColumns({ reason: ["a", "b", "b"] }).countBy("reason").toObjects(); // [{ reason: 'b', count: 2 }, { reason: 'a', count: 1 }]
   */
  countBy<const Name extends NameOf<Row>>(
    ...names: (Name | readonly Name[])[]
  ): Frame<CountedRow<Row, Name>> {
    return frameOf(countRowsBy(this, columnNames(names)));
  }

  /**
   * Collects each group's values in order: a row a group, in order of first appearance, with the
   * group's key, its values as the list `sequence`, and their number as `length`.
   *
   * @returns The frame, with an account of what was left out as its `dropped`.
   * @throws {TypeError} If a column is unknown, or `orderBy` names lists or objects.
   * @throws {RangeError} If `minLength` is no whole number from 0.
   *
   * @example
   * const pings = Frame.fromColumns({ client: ["x", "y", "x"], at: [2, 5, 1], reason: ["b", "a", "a"] });
   * pings.sequences({ by: "client", orderBy: "at", value: "reason" }).column("sequence").toArray(); // [['a', 'b'], ['a']]
   */
  sequences<const By extends NameOf<Row>, const Value extends NameOf<Row>>(
    options: SequenceOptions<By, Value, NameOf<Row>>,
  ): AccountedFrame<SequenceRow<Row, By, Value>, SequenceAccount> {
    const { table, dropped } = rowSequences(this, options);
    return new AccountedFrame(table.data, dropped);
  }

  /** A column. @throws {TypeError} If there is none of that name. */
  column<const Name extends NameOf<Row>>(name: Name): Series<Row[Name]> {
    return new Series(name, columnOf(this, name, "column"));
  }

  /** Percentiles of a column; see {@link Series.percentile}. */
  percentile(name: NameOf<Row>, p: number): number | null;
  percentile(name: NameOf<Row>, p: readonly number[]): (number | null)[];
  percentile(name: NameOf<Row>, p: number | readonly number[]): number | null | (number | null)[] {
    const series = this.column(name);
    return typeof p === "number" ? series.percentile(p) : series.percentile(p);
  }

  /** A row a column: how many values it has and lacks, how many distinct, and how its numbers are spread. */
  describe(): Frame<ColumnDescription> {
    return frameOf(describeColumns(this));
  }

  /** One row as an object of its own; `undefined` if there is no such row. Negative numbers count from the end. */
  row(index: number): Row | undefined {
    const at = index < 0 ? this.length + index : index;
    return at >= 0 && at < this.length ? (objectReader(this)(at) as Row) : undefined;
  }

  /** The rows from first to last, each as an object of its own. */
  *rows(): IterableIterator<Row> {
    const read = objectReader(this);
    for (let row = 0; row < this.length; row++) yield read(row) as Row;
  }

  [Symbol.iterator](): IterableIterator<Row> {
    return this.rows();
  }

  /** All rows as objects. Identifiers are as they are: this is data, not a display. */
  toObjects(): Row[] {
    return rowObjects(this, Array(this.length).keys()) as Row[];
  }

  /**
   * Whether another frame has the same columns, of the same kinds, in the same order, with equal cells.
   */
  equals(other: Table): boolean {
    return isEqualTable(this, other);
  }

  /**
   * What `JSON.stringify` writes of the frame: its rows as objects. Identifiers are hidden, as in CSV;
   * bigints are strings, histograms their plain data; NaN and infinities become `null`, which JSON has
   * instead. For the identifiers themselves write {@link Frame.toObjects}.
   *
   * @example
   * const pings = Frame.fromColumns({ id: ["x"], big: [1n] }, { kinds: { id: "id" } });
   * JSON.stringify(pings); // '[{"id":"‹id 1›","big":"1"}]'
   */
  toJSON(): object[] {
    return toJson(this);
  }

  /**
   * The frame as CSV (RFC 4180) with a header line. Missing cells are empty, empty strings are `""`,
   * bigints are exact, lists and objects are JSON. Identifiers are hidden unless `reveal` is set.
   *
   * @throws {RangeError} If the delimiter is not one character, or an option is none of its choices.
   */
  toCSV(options: CsvOptions = {}): string {
    return toCsv(this, options);
  }

  /**
   * The frame as an arquero table, identifiers as they are. Columns of numbers without missing cells
   * are shared, not copied.
   *
   * @param arquero - The arquero module to make the table with, which also gives the result its type.
   *   Without one Node.js loads the arquero that came with this package.
   */
  toArquero<ArqueroTable = ArqueroTableLike>(arquero?: ArqueroModule<ArqueroTable>): ArqueroTable {
    return toArquero(this, arquero);
  }

  /**
   * The frame as an Arrow table of the package `@uwdata/flechette`, identifiers as they are. Missing
   * cells are null, bigints exact; strings with few distinct values are dictionaries; objects, and lists
   * of mixed values, are JSON text; lone halves of surrogate pairs, which UTF-8 can't hold, become U+FFFD.
   * Node.js only.
   */
  toArrow(): ArrowTableLike {
    return toArrow(this) as unknown as ArrowTableLike;
  }

  /** {@link Frame.toArrow} as the bytes of an Arrow IPC stream, or `"file"`, which other languages read. @throws {RangeError} If it is neither. */
  toArrowIPC(format: "stream" | "file" = "stream"): Uint8Array {
    oneOf("format", format, ["stream", "file"]);
    return loadFlechette().tableToIPC(toArrow(this), { format }) as Uint8Array;
  }

  /**
   * The frame as the bytes of a Parquet file, compressed with Snappy, which DuckDB, Polars, Spark and pandas read.
   * Identifiers are as they are. Missing cells are null, bigints exact, lists of numbers, strings,
   * booleans or bigints are lists; histograms, other lists and objects are JSON text, in which NaN,
   * infinities, -0 and bigints are marked, such as `{"$pingframe":"NaN"}`. Strings with lone halves of
   * surrogate pairs, which UTF-8 can't hold, make their column one of plain bytes. Kinds and which
   * columns hold identifiers are kept in the file's metadata for {@link Frame.fromParquet}. Node.js only.
   *
   * @param options - `rowGroupSize`: the most rows that a row group has.
   * @throws {RangeError} If the size of row groups is no whole number from 1.
   * @throws {TypeError} If a value holds itself.
   */
  toParquet(options: ParquetOptions = {}): Uint8Array {
    return toParquet(this, options);
  }

  /**
   * {@link Frame.toParquet} in parts, a row group each and then the file's end, so that a large frame
   * can be written to a file without a second copy of it in memory.
   *
   * @example
   * const chunks = Frame.fromColumns({ n: [1, 2, 3] }).toParquetChunks({ rowGroupSize: 2 });
   * [...chunks].length; // 3
   */
  toParquetChunks(options: ParquetOptions = {}): Generator<Uint8Array> {
    return toParquetChunks(this, options);
  }

  /**
   * The frame as a danfojs DataFrame, identifiers as they are. danfojs has no missing numbers and no
   * bigints: they become NaN and the nearest numbers.
   *
   * @param dfd - The danfojs module, `danfojs` or `danfojs-node`, which you install yourself.
   */
  toDanfo<DataFrame>(dfd: DanfoModule<DataFrame>): DataFrame {
    return toDanfo(this, dfd);
  }

  /** The frame as lines of text: shape, names, kinds, head and tail. Identifiers are hidden unless `reveal` is set. */
  toString(options: TextOptions = {}): string {
    return toText(this, options);
  }

  /** The frame as an HTML table: shape, names, kinds, head and tail. Identifiers are hidden unless `reveal` is set. */
  toHTML(options: ShowOptions = {}): string {
    return toHtml(this, options);
  }
}

// Node.js, and so tslab, prints an object by the method of this name.
Object.defineProperty(Frame.prototype, Symbol.for("nodejs.util.inspect.custom"), {
  value(this: Frame<object>): string {
    return this.toString();
  },
});

/** A frame that knows what was left out in making it. */
export class AccountedFrame<Row extends object, Dropped> extends Frame<Row> {
  /** How much was left out, and why. */
  readonly dropped: Dropped;

  constructor(columns: FrameColumns, dropped: Dropped) {
    super(columns);
    this.dropped = dropped;
  }
}

function frameOf<Row extends object>(table: Table): Frame<Row> {
  return new Frame<Row>(table.data);
}
