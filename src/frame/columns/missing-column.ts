import type { Column } from "../types.js";

/** A column of a kind with a value in no row. */
export function missingColumn(kind: Column["kind"], length: number): Column {
  const valid = length === 0 ? null : new Uint8Array(length);
  switch (kind) {
    case "f64":
      return { kind, length, valid, values: new Float64Array(length) };
    case "i64":
      return { kind, length, valid, values: new BigInt64Array(length) };
    case "bool":
      return { kind, length, valid, values: new Uint8Array(length) };
    case "dictionary":
      return { kind, length, valid, codes: new Uint32Array(length), dictionary: [] };
    case "utf8":
    case "id":
      return { kind, length, valid, offsets: new Float64Array(length + 1), bytes: new Uint8Array(0) };
    case "uuid":
      return { kind, length, valid, words: new Uint32Array(length * 4) };
    default:
      return { kind, length, valid, values: new Array(length).fill(0) };
  }
}
