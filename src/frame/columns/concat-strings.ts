import type { Column, DictionaryColumn, Utf8Column } from "../types.js";
import { concatBytes } from "./concat-bytes.js";
import { concatValidity } from "./concat-validity.js";
import { isBetterAsBytes } from "./is-better-as-bytes.js";
import { toBytesColumn } from "./to-bytes-column.js";

/** Puts columns of strings one after the other, as a dictionary where all of them are and it stays worth it. */
export function concatStrings(columns: readonly (DictionaryColumn | Utf8Column)[], length: number): Column {
  const asDictionary = columns.every(({ kind }) => kind === "dictionary")
    ? concatDictionaries(columns as readonly DictionaryColumn[], length)
    : null;
  return asDictionary ?? concatBytes(columns.map(toBytesColumn), "utf8", length);
}

function concatDictionaries(columns: readonly DictionaryColumn[], length: number): Column | null {
  const codeOf = new Map<string, number>();
  const codes = new Uint32Array(length);
  let row = 0;
  for (const column of columns) {
    const recoded = new Uint32Array(column.dictionary.length);
    column.dictionary.forEach((text, code) => {
      const known = codeOf.get(text) ?? codeOf.size;
      if (known === codeOf.size) codeOf.set(text, known);
      recoded[code] = known;
    });
    for (let i = 0; i < column.length; i++) codes[row + i] = recoded[column.codes[i]!] ?? 0;
    row += column.length;
  }
  if (isBetterAsBytes(codeOf.size, length)) return null;
  return {
    kind: "dictionary",
    length,
    valid: concatValidity(columns, length),
    codes,
    dictionary: [...codeOf.keys()],
  };
}
