import type { Column, IdColumn, Utf8Column } from "../types.js";

/**
 * Takes rows of a column in the order given.
 *
 * @param rows - Row numbers; -1 makes a missing cell.
 */
export function gatherColumn(column: Column, rows: Int32Array): Column {
  const { length } = rows;
  const valid = gatherValidity(column.valid, rows);
  switch (column.kind) {
    case "f64": {
      const values = new Float64Array(length);
      for (let i = 0; i < length; i++) values[i] = rows[i]! < 0 ? 0 : column.values[rows[i]!]!;
      return { kind: "f64", length, valid, values };
    }
    case "i64": {
      const values = new BigInt64Array(length);
      for (let i = 0; i < length; i++) values[i] = rows[i]! < 0 ? 0n : column.values[rows[i]!]!;
      return { kind: "i64", length, valid, values };
    }
    case "bool": {
      const values = new Uint8Array(length);
      for (let i = 0; i < length; i++) values[i] = rows[i]! < 0 ? 0 : column.values[rows[i]!]!;
      return { kind: "bool", length, valid, values };
    }
    case "dictionary": {
      const codes = new Uint32Array(length);
      for (let i = 0; i < length; i++) codes[i] = rows[i]! < 0 ? 0 : column.codes[rows[i]!]!;
      return { kind: "dictionary", length, valid, codes, dictionary: column.dictionary };
    }
    case "utf8":
    case "id":
      return gatherBytes(column, rows, valid);
    default: {
      const values = new Array<unknown>(length);
      for (let i = 0; i < length; i++) values[i] = rows[i]! < 0 ? 0 : column.values[rows[i]!];
      return { ...column, length, valid, values };
    }
  }
}

function gatherValidity(valid: Uint8Array | null, rows: Int32Array): Uint8Array | null {
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
