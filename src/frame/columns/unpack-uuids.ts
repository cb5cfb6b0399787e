import type { IdColumn, UuidColumn } from "../types.js";
import { uuidLength, writeUuidDigits } from "./uuid-text.js";

/** UUIDs as the text that they are. */
export function unpackUuids({ words, valid, length }: UuidColumn): IdColumn {
  const offsets = new Float64Array(length + 1);
  const present = valid === null ? length : valid.reduce((sum, isValid) => sum + isValid, 0);
  const bytes = new Uint8Array(present * uuidLength).fill(45);
  let end = 0;
  for (let row = 0; row < length; row++) {
    if (valid === null || valid[row] === 1) {
      writeUuidDigits(words, row, bytes, end);
      end += uuidLength;
    }
    offsets[row + 1] = end;
  }
  return { kind: "id", length, valid, offsets, bytes };
}
