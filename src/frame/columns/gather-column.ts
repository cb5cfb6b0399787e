import type { Column, IdColumn, Utf8Column } from "../types.js";
import { pendingGather } from "./pending-gather.js";

/**
 * Takes rows of a column in the order given.
 *
 * @param rows - Row numbers; -1 makes a missing cell.
 */
export function gatherColumn(column: Column, rows: Int32Array): Column {
  const pending = pendingGather(column);
  if (pending !== null) {
    return gatherColumn(
      pending.column,
      rows.map((row) => (row < 0 ? -1 : pending.rows[row]!)),
    );
  }
  const { length } = rows;
  const valid = gatherValidity(column.valid, rows);
  switch (column.kind) {
    case "f64": {
      const values = new Float64Array(length);
      const from = column.values;
      for (let i = 0; i < length; i++) values[i] = rows[i]! < 0 ? 0 : from[rows[i]!]!;
      return { kind: "f64", length, valid, values };
    }
    case "i64": {
      const values = new BigInt64Array(length);
      const from = column.values;
      for (let i = 0; i < length; i++) values[i] = rows[i]! < 0 ? 0n : from[rows[i]!]!;
      return { kind: "i64", length, valid, values };
    }
    case "bool": {
      const values = new Uint8Array(length);
      const from = column.values;
      for (let i = 0; i < length; i++) values[i] = rows[i]! < 0 ? 0 : from[rows[i]!]!;
      return { kind: "bool", length, valid, values };
    }
    case "dictionary": {
      const codes = new Uint32Array(length);
      const from = column.codes;
      for (let i = 0; i < length; i++) codes[i] = rows[i]! < 0 ? 0 : from[rows[i]!]!;
      return { kind: "dictionary", length, valid, codes, dictionary: column.dictionary };
    }
    case "utf8":
    case "id":
      return gatherBytes(column, rows, valid);
    case "uuid":
      return { kind: "uuid", length, valid, words: gatherWords(column.words, rows) };
    default: {
      const values = new Array<unknown>(length);
      for (let i = 0; i < length; i++) values[i] = rows[i]! < 0 ? 0 : column.values[rows[i]!];
      return { ...column, length, valid, values };
    }
  }
}

function gatherWords(from: Uint32Array, rows: Int32Array): Uint32Array {
  const words = new Uint32Array(rows.length * 4);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (row < 0) continue;
    for (let k = 0; k < 4; k++) words[i * 4 + k] = from[row * 4 + k]!;
  }
  return words;
}

/** Which of the rows taken have a value; `null` if all have. */
export function gatherValidity(valid: Uint8Array | null, rows: Int32Array): Uint8Array | null {
  if (valid === null && !rows.includes(-1)) return null;
  const gathered = new Uint8Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    gathered[i] = row >= 0 && (valid === null || valid[row] === 1) ? 1 : 0;
  }
  return gathered;
}

function gatherBytes(column: Utf8Column | IdColumn, rows: Int32Array, valid: Uint8Array | null): Column {
  const { length } = rows;
  const offsets = new Float64Array(length + 1);
  for (let i = 0; i < length; i++) {
    const row = rows[i]!;
    offsets[i + 1] = offsets[i]! + (row < 0 ? 0 : column.offsets[row + 1]! - column.offsets[row]!);
  }
  const bytes = new Uint8Array(offsets[length]!);
  let end = 0;
  for (let i = 0; i < length; ) {
    if (rows[i]! < 0) {
      i++;
      continue;
    }
    // Neighbours stay neighbours in most verbs: copy a run of them at once.
    let j = i + 1;
    while (j < length && rows[j] === rows[j - 1]! + 1) j++;
    const from = column.offsets[rows[i]!]!;
    const to = column.offsets[rows[j - 1]! + 1]!;
    if (to - from > 128) bytes.set(column.bytes.subarray(from, to), end);
    else for (let k = from; k < to; k++) bytes[end + k - from] = column.bytes[k]!;
    end += to - from;
    i = j;
  }
  return { kind: column.kind, length, valid, offsets, bytes };
}
