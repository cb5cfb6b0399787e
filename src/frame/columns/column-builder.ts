import type { Column, ColumnKind } from "../types.js";
import { booleanBuilder } from "./boolean-builder.js";
import { bytesBuilder } from "./bytes-builder.js";
import { inferBuilder } from "./infer-builder.js";
import { integerBuilder } from "./integer-builder.js";
import { numberBuilder } from "./number-builder.js";
import { stringBuilder } from "./string-builder.js";
import { valueBuilder } from "./value-builder.js";

/** A column being written, a value a row. */
export interface ColumnBuilder {
  /** Adds a row. `null` and `undefined` are missing. Never throws for what the value is. */
  append(value: unknown): void;
  /** Adds a string that is `bytes[start, end)`, all of them below 0x80. Only where strings are stored as text. */
  appendAscii?(bytes: Uint8Array, start: number, end: number): void;
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
