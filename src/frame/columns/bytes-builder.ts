import type { IdColumn, Utf8Column } from "../types.js";
import { appendRows } from "./append-batch.js";
import type { ColumnBuilder } from "./column-builder.js";
import { encodeText } from "./encode-text.js";
import { growing } from "./growing.js";
import { textOf } from "./text-of.js";
import { validity } from "./validity.js";

/** Up to here a loop over the characters beats a call of `encodeInto`. */
const shortText = 64;

/**
 * Builds strings or identifiers as UTF-8 bytes. A value that is not a string is kept as its JSON text;
 * what has none (a function, a symbol) is missing.
 */
export function bytesBuilder(kind: "utf8" | "id"): ColumnBuilder {
  const bytes = growing(Uint8Array, 1024);
  const offsets = growing(Float64Array);
  const valid = validity();
  let end = 0;
  let mismatched = 0;

  const write = (text: string): void => {
    bytes.reserve(end + text.length * 3);
    const target = bytes.values;
    if (text.length <= shortText) {
      let i = 0;
      for (; i < text.length; i++) {
        const unit = text.charCodeAt(i);
        if (unit > 0x7f) break;
        target[end + i] = unit;
      }
      if (i === text.length) {
        end += i;
        return;
      }
    }
    end += encodeText(text, target.subarray(end));
  };

  const builder: ColumnBuilder = {
    get length() {
      return valid.length;
    },
    get mismatched() {
      return mismatched;
    },
    append: (value) => {
      const text = value === null || value === undefined ? null : textOf(value);
      if (text === null) {
        if (value !== null && value !== undefined) mismatched++;
        valid.missing();
      } else {
        write(text);
        valid.present();
      }
      offsets.reserve(valid.length + 1);
      offsets.values[valid.length] = end;
    },
    appendAscii: (from, start, stop) => {
      const length = stop - start;
      bytes.reserve(end + length);
      const target = bytes.values;
      if (length > shortText) target.set(from.subarray(start, stop), end);
      else for (let i = 0; i < length; i++) target[end + i] = from[start + i]!;
      end += length;
      valid.present();
      offsets.reserve(valid.length + 1);
      offsets.values[valid.length] = end;
    },
    appendBatch: (batch) => {
      if (batch.sort !== "texts") return appendRows(builder, batch);
      const { length, ends } = batch;
      const [first, last] = [ends[0]!, ends[length]!];
      bytes.reserve(end + last - first);
      bytes.values.set(batch.bytes.subarray(first, last), end);
      offsets.reserve(valid.length + length + 1);
      for (let row = 1; row <= length; row++) offsets.values[valid.length + row] = end + ends[row]! - first;
      end += last - first;
      valid.many(batch.valid, batch.missing);
    },
    finish: (): Utf8Column | IdColumn => ({
      kind,
      length: valid.length,
      valid: valid.take(),
      offsets: offsets.take(valid.length + 1),
      bytes: bytes.take(end),
    }),
  };
  return builder;
}
