import { redactedReader, type Table } from "../frame/index.js";

/** One bar's label and value; null stands for missing. */
export interface BarRow {
  readonly label: string | null;
  readonly value: number | null;
}

/** What {@link plotBars} draws. */
export type BarInput =
  | Iterable<BarRow | readonly [string | null, number | null]>
  | ReadonlyMap<string | null, number | null>
  | { readonly labels: Iterable<string | null>; readonly values: Iterable<number | null> }
  | Table
  | Readonly<Record<string, number | null>>;

/** Reads bars from any of the forms; a label that is missing gets a name, an infinite value is none. */
export function readBars(input: BarInput): { name: string; value: number | null }[] {
  return toPairs(input).map(([label, value]) => {
    if (value !== null && value !== undefined && typeof value !== "number") {
      throw new TypeError(`a bar's value must be a number or null, got a ${typeof value}`);
    }
    return {
      name: label === null || label === undefined ? "(missing)" : String(label),
      value: typeof value === "number" && Number.isFinite(value) ? value : null,
    };
  });
}

function toPairs(input: BarInput): (readonly [string | null, number | null])[] {
  if ("data" in input && input.data instanceof Map) return tableToPairs(input as Table);
  if (Symbol.iterator in input) {
    return [...(input as Iterable<BarRow | readonly [string | null, number | null]>)].map((row) =>
      "label" in row ? [row.label, row.value] : row,
    );
  }
  const { labels, values } = input as { labels?: unknown; values?: unknown };
  // A record may have bars of these names, but their values are numbers.
  if (typeof labels !== "object" || labels === null || typeof values !== "object" || values === null) {
    return Object.entries(input as Record<string, number | null>);
  }
  const names = [...(labels as Iterable<string | null>)];
  const numbers = [...(values as Iterable<number | null>)];
  if (names.length !== numbers.length) {
    throw new RangeError(
      `bars need as many values as labels, got ${JSON.stringify([names.length, numbers.length])}`,
    );
  }
  return names.map((name, i) => [name, numbers[i]!]);
}

/** The last column has the values, those before it make the labels. */
function tableToPairs({ length, data }: Table): (readonly [string | null, number | null])[] {
  const readers = [...data.values()].map((column) => redactedReader(column));
  const readValue = readers.pop();
  const labelOf = (row: number): string | null => {
    const cells = readers.map((read) => read(row));
    return cells.every((cell) => cell === null) ? null : cells.map((cell) => cell ?? "(missing)").join(", ");
  };
  return Array.from({ length }, (_, row) => [labelOf(row), (readValue?.(row) ?? null) as number | null]);
}
