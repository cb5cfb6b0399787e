import { columnOf } from "./column-of.js";
import { compareText } from "./columns/compare-text.js";
import { quoteValue } from "./quote-value.js";
import type { SortKey } from "./sort-key.js";
import type { Column, IdColumn, Table, Utf8Column } from "./types.js";

/** Negative if the first row comes first, positive if the second does, 0 if nothing decides. */
export type RowOrder = (a: number, b: number) => number;

/**
 * How rows compare by columns, the first that decides. Strings are ordered by code point, false before
 * true; NaN comes after all numbers and missing values after that, whether ascending or descending.
 *
 * @param verb - What asks, for errors.
 * @throws {TypeError} If a column is unknown, or holds lists or objects, which have no order.
 */
export function compareRows(table: Table, keys: readonly SortKey[], verb: string): RowOrder {
  const orders = keys.map((key) => {
    const name = typeof key === "string" ? key : key?.desc;
    if (typeof name !== "string") {
      throw new TypeError(`${verb} orders by column names and desc(name), got ${quoteValue(key)}`);
    }
    return columnOrder(columnOf(table, name, verb), name, typeof key === "string" ? 1 : -1, verb);
  });
  const [first = () => 0, second] = orders;
  if (second === undefined) return first;
  return (a, b) => {
    for (const order of orders) {
      const sign = order(a, b);
      if (sign !== 0) return sign;
    }
    return 0;
  };
}

function columnOrder(column: Column, name: string, direction: 1 | -1, verb: string): RowOrder {
  const order = presentOrder(column, direction);
  if (order === null) {
    throw new TypeError(
      `column ${JSON.stringify(name)} in ${verb} holds ${column.kind} values, which have no order; derive a number or a string from it`,
    );
  }
  const { valid } = column;
  if (valid === null) return order;
  return (a, b) => (valid[a] === 1 && valid[b] === 1 ? order(a, b) : valid[b]! - valid[a]!);
}

function presentOrder(column: Column, direction: 1 | -1): RowOrder | null {
  switch (column.kind) {
    case "f64": {
      const { values } = column;
      return (a, b) => {
        const x = values[a]!;
        const y = values[b]!;
        if (x < y) return -direction;
        if (x > y) return direction;
        return x === y ? 0 : Number(Number.isNaN(x)) - Number(Number.isNaN(y));
      };
    }
    case "i64": {
      const { values } = column;
      return (a, b) => (values[a]! < values[b]! ? -direction : values[a]! > values[b]! ? direction : 0);
    }
    case "bool": {
      const { values } = column;
      return (a, b) => (values[a]! - values[b]!) * direction;
    }
    case "dictionary": {
      const ranks = rankTexts(column.dictionary);
      const { codes } = column;
      return (a, b) => (ranks[codes[a]!]! - ranks[codes[b]!]!) * direction;
    }
    case "utf8":
    case "id":
      return (a, b) => compareBytes(column, a, b) * direction;
    case "uuid": {
      const { words } = column;
      return (a, b) => compareWords(words, a * 4, b * 4) * direction;
    }
    default:
      return null;
  }
}

function rankTexts(texts: readonly string[]): Int32Array {
  const sorted = texts.map((_, code) => code).sort((a, b) => compareText(texts[a]!, texts[b]!));
  const ranks = new Int32Array(texts.length);
  sorted.forEach((code, rank) => {
    ranks[code] = rank;
  });
  return ranks;
}

function compareWords(words: Uint32Array, a: number, b: number): number {
  let i = 0;
  while (i < 3 && words[a + i] === words[b + i]) i++;
  return words[a + i]! - words[b + i]!;
}

function compareBytes({ offsets, bytes }: Utf8Column | IdColumn, a: number, b: number): number {
  let i = offsets[a]!;
  let j = offsets[b]!;
  const iEnd = offsets[a + 1]!;
  const jEnd = offsets[b + 1]!;
  for (; i < iEnd && j < jEnd; i++, j++) {
    if (bytes[i] !== bytes[j]) return bytes[i]! - bytes[j]!;
  }
  return iEnd - i - (jEnd - j);
}
