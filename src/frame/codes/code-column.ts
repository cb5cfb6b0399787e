import { bytesBuilder } from "../columns/bytes-builder.js";
import { columnValues } from "../columns/column-values.js";
import { pendingGather } from "../columns/pending-gather.js";
import type { Column, Utf8Column, ValueColumn } from "../types.js";
import { canonicalText } from "./canonical-text.js";
import { codeBytes } from "./code-bytes.js";
import { codeSmall } from "./code-small.js";
import { codeWords } from "./code-words.js";
import { recodeRows } from "./recode-rows.js";
import type { Codes } from "./types.js";

/**
 * Gives a code to each cell of a column: by bytes for strings and identifiers, by bits for numbers
 * (NaN equals NaN, 0 equals -0), by content for lists and objects.
 */
export function codeColumn(column: Column): Codes {
  const pending = pendingGather(column);
  if (pending !== null) return recodeRows(codeColumn(pending.column), pending.rows);
  switch (column.kind) {
    case "dictionary":
      return codeSmall(column.codes, column.dictionary.length, column.valid);
    case "bool":
      return codeSmall(column.values, 2, column.valid);
    case "utf8":
    case "id":
      return codeBytes(column);
    case "uuid":
      return codeWords(column.words, 4, column.valid);
    case "f64":
      return codeWords(wordsOf(canonicalNumbers(column.values)), 2, column.valid);
    case "i64":
      return codeWords(wordsOf(column.values), 2, column.valid);
    default:
      return codeBytes(canonicalTexts(column));
  }
}

function wordsOf({ buffer, byteOffset, length }: Float64Array | BigInt64Array): Int32Array {
  return new Int32Array(buffer, byteOffset, length * 2);
}

function canonicalNumbers(values: Float64Array): Float64Array {
  const canonical = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    canonical[i] = Number.isNaN(value) ? Number.NaN : value + 0;
  }
  return canonical;
}

function canonicalTexts(column: ValueColumn): Utf8Column {
  const builder = bytesBuilder("utf8");
  for (const value of columnValues(column)) builder.append(value === null ? null : canonicalText(value));
  return builder.finish() as Utf8Column;
}
