import type { Column } from "../types.js";

/** How many bytes a column's arrays take, in memory; lists and objects are counted as one word a row. */
export function columnByteLength(column: Column): number {
  const valid = column.valid?.byteLength ?? 0;
  switch (column.kind) {
    case "f64":
    case "i64":
    case "bool":
      return valid + column.values.byteLength;
    case "dictionary":
      return (
        valid + column.codes.byteLength + column.dictionary.reduce((sum, text) => sum + text.length * 2, 0)
      );
    case "utf8":
    case "id":
      return valid + column.offsets.byteLength + column.bytes.byteLength;
    case "uuid":
      return valid + column.words.byteLength;
    default:
      return valid + column.values.length * 8;
  }
}
