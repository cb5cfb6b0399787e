import type { Column } from "../types.js";
import { concatBytes } from "./concat-bytes.js";
import { concatValidity } from "./concat-validity.js";
import { isAllMissing } from "./is-all-missing.js";
import { packUuidsInto } from "./pack-uuids.js";
import { toBytesColumn } from "./to-bytes-column.js";

/** Puts columns of identifiers one after the other: as UUIDs if all of them are, otherwise as bytes. */
export function concatIds(columns: readonly Column[], length: number): Column {
  const words = columns.every(isAllMissing) ? null : joinWords(columns, length);
  if (words !== null) return { kind: "uuid", length, valid: concatValidity(columns, length), words };
  return concatBytes(columns.map(toBytesColumn), "id", length);
}

function joinWords(columns: readonly Column[], length: number): Uint32Array | null {
  const words = new Uint32Array(length * 4);
  let row = 0;
  for (const column of columns) {
    if (column.kind === "uuid") words.set(column.words, row * 4);
    else if (column.kind !== "id" || !packUuidsInto(column, words, row)) return null;
    row += column.length;
  }
  return words;
}
