import type { Column, ColumnKind } from "../types.js";
import { booleanBuilder } from "./boolean-builder.js";
import { bytesBuilder } from "./bytes-builder.js";
import { inferBuilder } from "./infer-builder.js";
import { integerBuilder } from "./integer-builder.js";
import { numberBuilder } from "./number-builder.js";
import { stringBuilder } from "./string-builder.js";
import { valueBuilder } from "./value-builder.js";

/** Rows of a column that come at once. */
export type RowBatch = {
  readonly length: number;
  /** How many rows have no value, and for each row whether it has one. */
  readonly missing: number;
  readonly valid: Uint8Array;
} & (
  | { readonly sort: "numbers"; readonly numbers: Float64Array }
  /** Four words a row, as in columns of kind `uuid`. */
  | { readonly sort: "uuids"; readonly words: Uint32Array }
  /** Row i is the ASCII text in [ends[i], ends[i + 1]) of `bytes`. */
  | { readonly sort: "texts"; readonly bytes: Uint8Array; readonly ends: Uint32Array }
  /** A row is the text that its code has: code c is [ends[c], ends[c + 1]), in all batches that a column is given. */
  | {
      readonly sort: "codes";
      readonly codes: Uint32Array;
      readonly bytes: Uint8Array;
      readonly ends: Uint32Array;
    }
);

/** A column being written, a value a row. */
export interface ColumnBuilder {
  /** Adds a row. `null` and `undefined` are missing. Never throws for what the value is. */
  append(value: unknown): void;
  /** Adds a string that is `bytes[start, end)`, all of them below 0x80. Only where strings are stored as text. */
  appendAscii?(bytes: Uint8Array, start: number, end: number): void;
  /** Adds rows at once, faster than `append` would one by one. What the batch is made of is not kept. */
  appendBatch?(batch: RowBatch): void;
  /** Rows so far. */
  readonly length: number;
  /** Values so far that were not of the column's kind and so became missing. */
  readonly mismatched: number;
  /** The column. Rows added later are not in it. */
  finish(): Column;
}

/**
 * Starts a column.
 *
 * With `"infer"` the kind settles on what comes: numbers, booleans, strings, bigints, lists, and
 * `Histogram` and `KeyedHistogram` objects make a column of theirs; other objects, and values of several kinds, make a `json` column; none at all a column
 * of numbers with no value. With a kind given, a value of another kind is missing and counted in
 * `mismatched`, save that `string`, `dictionary`, `utf8` and `id` columns keep its JSON text, `i64`
 * takes whole numbers and `f64` rounds bigints.
 *
 * Lists and objects are kept, not copied; so don't change them afterwards. Histograms are stored as
 * their plain data, so that columns can cross threads, and read as objects again; columns of kind
 * `histogram` and `keyed-histogram` take plain data as well. Among values of other kinds they stay plain.
 *
 * @param kind - `"string"` stores as a dictionary or as bytes, whichever suits the values;
 *   `"dictionary"` and `"utf8"` mean the same.
 *
 * @example
 * const builder = columnBuilder("infer");
 * for (const value of [1, null, 2.5]) builder.append(value);
 * builder.finish().kind; // 'f64'
 */
export function columnBuilder(kind: ColumnKind | "infer" | "string"): ColumnBuilder {
  switch (kind) {
    case "infer":
      return inferBuilder();
    case "f64":
      return numberBuilder();
    case "i64":
      return integerBuilder();
    case "bool":
      return booleanBuilder();
    case "id":
      return bytesBuilder("id");
    case "string":
    case "dictionary":
    case "utf8":
      return stringBuilder();
    case "list":
    case "histogram":
    case "keyed-histogram":
    case "json":
      return valueBuilder(kind);
    default:
      throw new TypeError(
        `unknown column kind ${JSON.stringify(kind)}; kinds: f64, i64, bool, string, id, list, histogram, keyed-histogram, json, infer`,
      );
  }
}
