import type { Column } from "../types.js";
import { appendRows } from "./append-batch.js";
import { bytesBuilder } from "./bytes-builder.js";
import type { ColumnBuilder } from "./column-builder.js";
import { columnValues } from "./column-values.js";
import { growing } from "./growing.js";
import { packUuid } from "./pack-uuids.js";
import { uuidLength } from "./uuid-text.js";
import { validity } from "./validity.js";

/**
 * Builds identifiers: as UUIDs while all of them are as browsers write them, as text from the first on that is not. So
 * a scan, which calls it for each row, has them packed when it ends.
 */
export function uuidBuilder(): ColumnBuilder {
  const words = growing(Uint32Array, 256);
  const valid = validity();
  const scratch = new Uint8Array(uuidLength);
  let asText: ColumnBuilder | null = null;
  let isAnyPresent = false;

  const packed = (): Column => ({
    kind: "uuid",
    length: valid.length,
    valid: valid.take(),
    words: words.take(valid.length * 4),
  });
  const toText = (): ColumnBuilder => {
    const builder = bytesBuilder("id");
    for (const value of columnValues(packed())) builder.append(value);
    return builder;
  };
  /** Adds a UUID; false if it is none. */
  const pack = (bytes: Uint8Array, start: number): boolean => {
    const row = valid.length;
    words.reserve(row * 4 + 4);
    if (!packUuid(bytes, start, words.values, row)) return false;
    valid.present();
    isAnyPresent = true;
    return true;
  };

  const builder: ColumnBuilder = {
    get length() {
      return asText === null ? valid.length : asText.length;
    },
    get mismatched() {
      return asText === null ? 0 : asText.mismatched;
    },
    append: (value) => {
      if (asText === null) {
        if (value === null || value === undefined) {
          words.reserve(valid.length * 4 + 4);
          words.values.fill(0, valid.length * 4, valid.length * 4 + 4);
          valid.missing();
          return;
        }
        if (typeof value === "string" && value.length === uuidLength) {
          for (let i = 0; i < uuidLength; i++) scratch[i] = Math.min(value.charCodeAt(i), 0xff);
          if (pack(scratch, 0)) return;
        }
        asText = toText();
      }
      asText.append(value);
    },
    appendAscii: (bytes, start, end) => {
      if (asText === null) {
        if (end - start === uuidLength && pack(bytes, start)) return;
        asText = toText();
      }
      asText.appendAscii!(bytes, start, end);
    },
    appendBatch: (batch) => {
      if (batch.sort !== "uuids" || asText !== null) return appendRows(builder, batch);
      const start = valid.length * 4;
      words.reserve(start + batch.length * 4);
      words.values.set(batch.words, start);
      valid.many(batch.valid, batch.missing);
      if (batch.missing < batch.length) isAnyPresent = true;
    },
    // Without any value nothing tells of what kind they are.
    finish: () => (asText ?? (isAnyPresent ? null : toText()))?.finish() ?? packed(),
  };
  return builder;
}
