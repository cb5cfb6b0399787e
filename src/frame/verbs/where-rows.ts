import { canonicalText } from "../codes/canonical-text.js";
import { columnOf } from "../column-of.js";
import { columnReader } from "../columns/column-reader.js";
import { isMissing } from "../conditions.js";
import { keptRows } from "../kept-rows.js";
import { refusePromise } from "../refuse-promise.js";
import { takeRows } from "../take-rows.js";
import type { Column, Table } from "../types.js";

/** Keeps the rows whose cells meet all conditions; a missing cell meets only `null` and `isMissing`. */
export function whereRows(table: Table, conditions: { readonly [name: string]: unknown }): Table {
  const tests = Object.entries(conditions).map(([name, condition]) =>
    cellTest(columnOf(table, name, "where"), condition, name),
  );
  const [only = () => true, second] = tests;
  const isKept = second === undefined ? only : (row: number) => tests.every((test) => test(row));
  return takeRows(table, keptRows(table.length, isKept));
}

function cellTest(column: Column, condition: unknown, name: string): (row: number) => boolean {
  if (condition === undefined) {
    throw new TypeError(
      `where needs a condition on column ${JSON.stringify(name)}, got undefined; for missing values give null`,
    );
  }
  return typeof condition === "function"
    ? functionTest(column, condition as (value: unknown) => unknown)
    : valueTest(column, condition, name);
}

function functionTest(column: Column, condition: (value: unknown) => unknown): (row: number) => boolean {
  const { valid } = column;
  if (condition === isMissing) return (row) => valid !== null && valid[row] === 0;
  const read = columnReader(column);
  return (row) => {
    if (valid !== null && valid[row] === 0) return false;
    const isMet = condition(read(row));
    refusePromise(isMet, "where");
    return isMet === true;
  };
}

function valueTest(column: Column, condition: unknown, name: string): (row: number) => boolean {
  const read = columnReader(column);
  const listed: readonly unknown[] = Array.isArray(condition) ? condition : [condition];
  if ("values" in column && Array.isArray(column.values)) {
    // A list may be meant as one value or as several; cells that hold lists can equal either.
    const texts = new Set([condition, ...listed].map(canonicalText));
    return (row) => texts.has(canonicalText(read(row)));
  }
  if (listed.some((value) => typeof value === "object" && value !== null)) {
    throw new TypeError(
      `where needs a value, a list of values or a function for column ${JSON.stringify(name)}, got an object`,
    );
  }
  const values = new Set(listed);
  if (column.kind !== "dictionary") return (row) => values.has(read(row));
  const isWanted = column.dictionary.map((text) => values.has(text));
  const { codes, valid } = column;
  return (row) => (valid === null || valid[row] === 1 ? isWanted[codes[row]!] === true : values.has(null));
}
