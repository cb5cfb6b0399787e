import { textOf } from "../columns/text-of.js";
import { oneOf } from "../one-of.js";
import { type RevealOptions, redactedReader } from "../redact.js";
import type { Table } from "../types.js";

/** Options of {@link Frame.toCSV}. */
export interface CsvOptions extends RevealOptions {
  /** What separates fields, one character. @defaultValue "," */
  readonly delimiter?: string;
  /** What ends each line: `"\r\n"`, `"\n"` or `"\r"`. @defaultValue "\r\n", as RFC 4180 has it */
  readonly lineEnd?: string;
}

/** A table as CSV (RFC 4180) with a header line; missing cells are empty, empty strings `""`. */
export function toCsv(table: Table, options: CsvOptions = {}): string {
  const { delimiter = ",", lineEnd = "\r\n" } = options;
  if (typeof delimiter !== "string" || delimiter.length !== 1 || /["\r\n]/.test(delimiter)) {
    throw new RangeError(
      `delimiter must be one character other than a quote or line end, got ${JSON.stringify(delimiter)}`,
    );
  }
  oneOf("lineEnd", lineEnd, ["\r\n", "\n", "\r"]);
  const needsQuotes = (text: string): boolean =>
    text === "" || text.includes(delimiter) || /["\r\n]/.test(text);
  const field = (text: string): string => (needsQuotes(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const readers = [...table.data.values()].map((column) => redactedReader(column, options));
  const lines = [[...table.data.keys()].map(field).join(delimiter)];
  for (let row = 0; row < table.length; row++) {
    const cells = readers.map((read) => {
      const value = read(row);
      return value === null ? "" : field(cellText(value));
    });
    lines.push(cells.join(delimiter));
  }
  return lines.map((line) => line + lineEnd).join("");
}

/** Numbers and bigints in full, lists and objects as JSON. */
function cellText(value: unknown): string {
  return typeof value === "object" ? (textOf(value) ?? "") : String(value);
}
