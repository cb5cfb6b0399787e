import type { Cell, TableBlock, TableColumn } from "./types.js";

/** Options of tables in a report. */
export interface TableOptions {
  readonly title?: string;
  readonly caption?: string;
  /** The most rows to show; of more, the first and the last ones are. @defaultValue 20 */
  readonly maxRows?: number;
}

/**
 * Makes a table of rows. Columns are the properties in order of first appearance; those with
 * numbers and nothing else stand on the right. Values that are no cells are shown as JSON.
 */
export function tableOf(
  rows: readonly Readonly<Record<string, unknown>>[],
  options: TableOptions = {},
): TableBlock {
  const maxRows = options.maxRows ?? 20;
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const isCut = rows.length > maxRows;
  const headCount = isCut ? Math.ceil(maxRows / 2) : rows.length;
  const shown = isCut
    ? [...rows.slice(0, headCount), ...rows.slice(rows.length - (maxRows - headCount))]
    : rows;
  const columns = names.map((name): TableColumn => {
    const values = rows.map((row) => row[name] ?? null).filter((value) => value !== null);
    const isNumeric =
      values.length > 0 && values.every((value) => typeof value === "number" || typeof value === "bigint");
    return { name, align: isNumeric ? "right" : "left" };
  });
  return {
    type: "table",
    title: options.title ?? null,
    caption: options.caption ?? null,
    columns,
    rows: shown.map((row) => names.map((name) => toCell(row[name]))),
    rowCount: rows.length,
    headCount,
  };
}

function toCell(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value === "bigint") return String(value);
  return JSON.stringify(value, (_, inner) => (typeof inner === "bigint" ? String(inner) : inner));
}
