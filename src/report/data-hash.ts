import { createHash } from "node:crypto";
import { type Column, columnValues, type Table } from "../frame/index.js";

/**
 * Names the data that numbers were made of: 16 hex digits of a SHA-256 over the columns of frames, with their
 * names, in their order. Equal data give the same name however they were stored, compressed or read, and on
 * every machine; data of which a value differs give another. Kinds of columns don't count: 1n and the text "1n" are alike.
 *
 * Nothing can be read from it. Cells of histograms and objects count by their content.
 *
 * @example
 * const frame = Frame.fromObjects([{ reason: "shutdown", n: 2 }]);
 * dataHash(frame) === dataHash(Frame.fromObjects([{ reason: "shutdown", n: 2 }])); // true
 * dataHash(frame) === dataHash(Frame.fromObjects([{ reason: "startup", n: 2 }])); // false
 */
export function dataHash(...frames: readonly Table[]): string {
  const hash = createHash("sha256");
  for (const { data, length } of frames) {
    hash.update(`\n${length}`);
    for (const [name, column] of data) {
      hash.update(`\n${JSON.stringify(name)}`);
      for (const part of partsOf(column)) hash.update(part);
    }
  }
  return hash.digest("hex").slice(0, 16);
}

/** The values as text, in pieces: one string a value would cost more than the hash. */
function* partsOf(column: Column): Generator<string> {
  let values: unknown[] = [];
  for (const value of columnValues(column)) {
    values.push(value);
    if (values.length < 1000) continue;
    yield toText(values);
    values = [];
  }
  yield toText(values);
}

function toText(values: readonly unknown[]): string {
  return JSON.stringify(values, (_, value: unknown) => (isPlain(value) ? value : `${String(value)}n`));
}

/** Whether JSON tells a value from others: it has neither bigints nor what is no finite number. */
function isPlain(value: unknown): boolean {
  return typeof value === "number" ? Number.isFinite(value) : typeof value !== "bigint";
}
