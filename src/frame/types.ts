/**
 * A column as plain data: typed arrays and strings only, so that it can be cloned or moved to
 * another thread. `length` is the number of rows. `valid` has a byte per row, 1 where there is a
 * value; `null` means that every row has one. What a row without a value holds elsewhere is 0.
 */
export type Column =
  | F64Column
  | I64Column
  | BoolColumn
  | DictionaryColumn
  | Utf8Column
  | IdColumn
  | UuidColumn
  | ValueColumn;

/** What every column has. */
export interface ColumnBase {
  readonly length: number;
  readonly valid: Uint8Array | null;
}
/** Numbers. NaN is a value; missing is not. */
export interface F64Column extends ColumnBase {
  readonly kind: "f64";
  readonly values: Float64Array;
}
/** Exact 64-bit integers, read as bigint. Only where asked for, never inferred. */
export interface I64Column extends ColumnBase {
  readonly kind: "i64";
  readonly values: BigInt64Array;
}
/** Booleans, a byte each. */
export interface BoolColumn extends ColumnBase {
  readonly kind: "bool";
  readonly values: Uint8Array;
}
/**
 * Strings with few distinct values: a code per row into `dictionary`. No string is there twice; they
 * are in order of first appearance until rows are taken away or moved.
 */
export interface DictionaryColumn extends ColumnBase {
  readonly kind: "dictionary";
  readonly codes: Uint32Array;
  readonly dictionary: readonly string[];
}
/**
 * Strings with many distinct values: row i is the UTF-8 bytes from `offsets[i]` to `offsets[i + 1]`. Lone
 * halves of surrogate pairs are there as three bytes each (WTF-8).
 */
export interface Utf8Column extends ColumnBase {
  readonly kind: "utf8";
  /** `length + 1` offsets; Float64Array so that a column may pass 4 GiB. */
  readonly offsets: Float64Array;
  readonly bytes: Uint8Array;
}
/** Identifiers (client ids, document ids): stored like `utf8`, hidden wherever rows are shown. */
export interface IdColumn extends ColumnBase {
  readonly kind: "id";
  readonly offsets: Float64Array;
  readonly bytes: Uint8Array;
}
/**
 * Identifiers that are all UUIDs as browsers write them, 36 characters in lower case: the same as `id`, in
 * 16 bytes a row instead of 44. They compare as their texts do.
 */
export interface UuidColumn extends ColumnBase {
  readonly kind: "uuid";
  /** Four a row, each eight of its hexadecimal digits as a number. */
  readonly words: Uint32Array;
}
/**
 * Values that are objects: lists, histograms, other JSON. Histograms are stored as plain data
 * (`HistogramData`, or an object from label to such) and read as `Histogram` and `KeyedHistogram`.
 */
export interface ValueColumn extends ColumnBase {
  readonly kind: "list" | "histogram" | "keyed-histogram" | "json";
  readonly values: readonly unknown[];
  /** There if the values hold identifiers (those collected from an id column), which are then hidden too. */
  readonly holdsIds?: true;
  /** There if the values are lists of histograms, which are stored and read in the same way. */
  readonly items?: "histogram" | "keyed-histogram";
}

/**
 * The kinds of columns; `string` columns are stored as `dictionary` or `utf8`, whichever is smaller, and
 * `id` columns as `uuid` where a scan's results are put together and all of them are.
 */
export type ColumnKind = Exclude<Column["kind"], "uuid">;

/** A column's kind as users see it: both ways of storing strings are `string`. */
export type ShownKind = Exclude<ColumnKind, "dictionary" | "utf8"> | "string";

/** What every verb works on: named columns of one length, in order. */
export interface Table {
  readonly length: number;
  readonly data: ReadonlyMap<string, Column>;
}
