import { shownKind } from "../columns/shown-kind.js";
import { quoteValue } from "../quote-value.js";
import { type RevealOptions, redactedReader } from "../redact.js";
import type { Column, ShownKind, Table } from "../types.js";
import { amount } from "./amount.js";
import { numberTexts } from "./number-texts.js";
import { valueText } from "./value-text.js";

/** Options of showing a table. */
export interface ShowOptions extends RevealOptions {
  /** How many rows to show, half from the start and half from the end if there are more. @defaultValue 10 */
  readonly rows?: number;
}

/** A table's head and tail as texts, before any layout. */
export interface ShownTable {
  /** Such as `frame of 1,234 rows × 3 columns`. */
  readonly shape: string;
  readonly columns: readonly ShownColumn[];
  /** The numbers of the rows shown. */
  readonly rows: readonly number[];
  /** How many of `rows` come before those left out; equal to their number if none are. */
  readonly headRows: number;
}

/** One column as texts. */
export interface ShownColumn {
  readonly name: string;
  readonly kind: ShownKind;
  readonly isNumeric: boolean;
  readonly cells: readonly string[];
  /** Which cells stand for a missing value. */
  readonly isMissing: readonly boolean[];
}

/** Turns a table's head and tail into texts, identifiers hidden. */
export function showTable(table: Table, options: ShowOptions = {}): ShownTable {
  const { rows: wanted = 10 } = options;
  if (!(typeof wanted === "number" && wanted >= 0)) {
    throw new RangeError(`rows must be 0 or more, got ${quoteValue(wanted)}`);
  }
  const isWhole = table.length <= wanted;
  const headRows = isWhole ? table.length : Math.ceil(wanted / 2);
  const tailRows = isWhole ? 0 : Math.floor(wanted / 2);
  const rows = Array.from({ length: headRows + tailRows }, (_, i) =>
    i < headRows ? i : table.length - headRows - tailRows + i,
  );
  return {
    shape: `frame of ${amount(table.length, "row")} × ${amount(table.data.size, "column")}`,
    columns: [...table.data].map(([name, column]) => showColumn(name, column, rows, options)),
    rows,
    headRows,
  };
}

function showColumn(
  name: string,
  column: Column,
  rows: readonly number[],
  options: RevealOptions,
): ShownColumn {
  const read = redactedReader(column, options);
  const values = rows.map(read);
  return {
    name: valueText(name),
    kind: shownKind(column),
    isNumeric: column.kind === "f64" || column.kind === "i64",
    cells: column.kind === "f64" ? numberTexts(values as (number | null)[]) : values.map(valueText),
    isMissing: values.map((value) => value === null),
  };
}
