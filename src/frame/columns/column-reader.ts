import type { Column } from "../types.js";
import { cellWrapper } from "./cell-wrapper.js";
import { decodeText } from "./decode-text.js";
import { pendingGather } from "./pending-gather.js";
import { uuidText } from "./uuid-text.js";

/**
 * A function that reads a column's cells by row. Missing is `null`; so is a row that is not there.
 * Histograms are new objects each time, which share the column's data. A column that is not gathered yet
 * is read where it comes from.
 *
 * One literal a kind, so that each is compiled for the arrays it reads.
 */
export function columnReader(column: Column): (row: number) => unknown {
  const pending = pendingGather(column);
  if (pending !== null) {
    const { rows } = pending;
    const read = columnReader(pending.column);
    return (row) => (row >= 0 && row < rows.length ? read(rows[row]!) : null);
  }
  const { valid } = column;
  switch (column.kind) {
    case "f64": {
      const { values } = column;
      if (valid === null) return (row) => values[row] ?? null;
      return (row) => (valid[row] === 1 ? values[row] : null);
    }
    case "i64": {
      const { values } = column;
      return (row) => (valid === null || valid[row] === 1 ? (values[row] ?? null) : null);
    }
    case "bool": {
      const { values, length } = column;
      return (row) => (row < length && (valid === null || valid[row] === 1) ? values[row] === 1 : null);
    }
    case "dictionary": {
      const { codes, dictionary } = column;
      return (row) => (valid === null || valid[row] === 1 ? (dictionary[codes[row]!] ?? null) : null);
    }
    case "utf8":
    case "id": {
      const { offsets, bytes, length } = column;
      return (row) =>
        row < length && (valid === null || valid[row] === 1)
          ? decodeText(bytes.subarray(offsets[row], offsets[row + 1]))
          : null;
    }
    case "uuid": {
      const { words, length } = column;
      return (row) => (row < length && (valid === null || valid[row] === 1) ? uuidText(words, row) : null);
    }
    default: {
      const { values } = column;
      const wrap = cellWrapper(column);
      const read = (row: number): unknown =>
        valid === null || valid[row] === 1 ? (values[row] ?? null) : null;
      if (wrap === null) return read;
      return (row) => {
        const data = read(row);
        return data === null ? null : wrap(data);
      };
    }
  }
}
