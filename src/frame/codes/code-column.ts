import { bytesBuilder } from "../columns/bytes-builder.js";
import { columnValues } from "../columns/column-values.js";
import type { Column, Utf8Column, ValueColumn } from "../types.js";
import { canonicalText } from "./canonical-text.js";
import { codeBytes } from "./code-bytes.js";
import { codePairs } from "./code-pairs.js";
import { codeSmall } from "./code-small.js";
import type { Codes } from "./types.js";

/**
 * Gives a code to each cell of a column: by bytes for strings and identifiers, by bits for numbers
 * (NaN equals NaN, 0 equals -0), by content for lists and objects.
 */
export function codeColumn(column: Column): Codes {
  const { length, valid } = column;
  switch (column.kind) {
    case "dictionary": {
      const { codes, dictionary } = column;
      return codeSmall(length, dictionary.length, (row) =>
        valid === null || valid[row] === 1 ? codes[row]! : -1,
      );
    }
    case "bool": {
      const { values } = column;
      return codeSmall(length, 2, (row) => (valid === null || valid[row] === 1 ? values[row]! : -1));
    }
    case "utf8":
    case "id":
      return codeBytes(column);
    case "f64":
      return codeWords(canonicalNumbers(column.values), valid, length);
    case "i64":
      return codeWords(column.values, valid, length);
    default:
      return codeBytes(canonicalTexts(column));
  }
}

function codeWords(values: Float64Array | BigInt64Array, valid: Uint8Array | null, length: number): Codes {
  const words = new Int32Array(values.buffer, values.byteOffset, length * 2);
  const low = new Int32Array(length);
  const high = new Int32Array(length);
  for (let row = 0; row < length; row++) {
    low[row] = words[row * 2]!;
    high[row] = words[row * 2 + 1]!;
  }
  const codes = codePairs(low, high);
  if (valid === null) return codes;
  return codeSmall(length, codes.first.length, (row) => (valid[row] === 1 ? codes.codes[row]! : -1));
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
