import type { Column } from "../types.js";
import { appendBatch, appendRows } from "./append-batch.js";
import { asciiCodes } from "./ascii-codes.js";
import { asciiText } from "./ascii-text.js";
import { bytesBuilder } from "./bytes-builder.js";
import type { ColumnBuilder, RowBatch } from "./column-builder.js";
import { copyText } from "./copy-text.js";
import { growing } from "./growing.js";
import { isBetterAsBytes, smallDictionary } from "./is-better-as-bytes.js";
import { textOf } from "./text-of.js";
import { validity } from "./validity.js";

/**
 * Builds strings: as a dictionary, until there turn out to be many distinct ones, then as UTF-8 bytes.
 * A value that is not a string is kept as its JSON text.
 */
export function stringBuilder(): ColumnBuilder {
  const codes = growing(Uint32Array);
  const valid = validity();
  let dictionary: string[] = [];
  let codeOf = new Map<string, number>();
  let nextCheck = smallDictionary + 1;
  let asBytes: ColumnBuilder | null = null;
  let mismatched = 0;

  const addDistinct = (text: string): number => {
    const copy = copyText(text);
    const code = dictionary.push(copy) - 1;
    codeOf.set(copy, code);
    return code;
  };

  const codeOfAscii = (bytes: Uint8Array, start: number, end: number): number => {
    const text = asciiText(bytes, start, end);
    return codeOf.get(text) ?? addDistinct(text);
  };
  let codesOfAscii = asciiCodes(dictionary, codeOfAscii);

  /** After a row of a string: whether there are so many distinct ones that bytes are better. */
  const check = (): void => {
    if (dictionary.length < nextCheck) return;
    if (isBetterAsBytes(dictionary.length, valid.length)) switchToBytes();
    else nextCheck = dictionary.length * 2;
  };

  const switchToBytes = (): void => {
    asBytes = bytesBuilder("utf8");
    const present = valid.take();
    for (let row = 0; row < valid.length; row++) {
      asBytes.append(present === null || present[row] === 1 ? dictionary[codes.values[row]!] : null);
    }
    dictionary = [];
    codeOf = new Map();
    codesOfAscii = asciiCodes(dictionary, codeOfAscii);
  };

  /** How many codes of batches are the dictionary's. */
  let shared = 0;
  /** Adds a batch whose codes are the dictionary's, as they are while no string comes in another way; false if they aren't. */
  const addShared = ({
    codes: more,
    bytes,
    ends,
    ...rows
  }: RowBatch & { readonly sort: "codes" }): boolean => {
    if (dictionary.length !== shared || ends.length > smallDictionary + 1) return false;
    for (; shared < ends.length - 1; shared++)
      addDistinct(asciiText(bytes, ends[shared]!, ends[shared + 1]!));
    codes.reserve(valid.length + rows.length);
    codes.values.set(more, valid.length);
    valid.many(rows.valid, rows.missing);
    return true;
  };

  const builder: ColumnBuilder = {
    get length() {
      return asBytes === null ? valid.length : asBytes.length;
    },
    get mismatched() {
      return mismatched;
    },
    append: (value) => {
      const text = value === null || value === undefined ? null : textOf(value);
      if (text === null && value !== null && value !== undefined) mismatched++;
      if (asBytes !== null) {
        asBytes.append(text);
        return;
      }
      const { length } = valid;
      codes.reserve(length + 1);
      if (text === null) {
        codes.values[length] = 0;
        valid.missing();
        return;
      }
      codes.values[length] = codeOf.get(text) ?? addDistinct(text);
      valid.present();
      check();
    },
    appendAscii: (bytes, start, end) => {
      if (asBytes !== null) {
        asBytes.appendAscii!(bytes, start, end);
        return;
      }
      const { length } = valid;
      codes.reserve(length + 1);
      codes.values[length] = codesOfAscii.get(bytes, start, end);
      valid.present();
      check();
    },
    appendBatch: (batch) => {
      if (asBytes !== null) appendBatch(asBytes, batch);
      else if (batch.sort !== "codes" || !addShared(batch)) appendRows(builder, batch);
    },
    finish: (): Column =>
      asBytes !== null
        ? asBytes.finish()
        : {
            kind: "dictionary",
            length: valid.length,
            valid: valid.take(),
            codes: codes.take(valid.length),
            dictionary: dictionary.slice(),
          },
  };
  return builder;
}
