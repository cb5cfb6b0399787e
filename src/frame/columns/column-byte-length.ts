import type { Column } from "../types.js";
import { pendingGather } from "./pending-gather.js";

/** How many bytes a column's arrays take, in memory, or about how many they will once they are gathered; lists and objects are counted as one word a row. */
export function columnByteLength(column: Column): number {
  const pending = pendingGather(column);
  if (pending !== null) {
    const share = column.length / Math.max(1, pending.column.length);
    return Math.round(columnByteLength(pending.column) * share);
  }
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
