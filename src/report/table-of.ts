import { columnValue, Frame, holdsIds, type Table } from "../frame/index.js";
import { HIDDEN } from "./hide-identifiers.js";
import type { Cell, TableBlock, TableColumn } from "./types.js";

/** Options of tables in a report. */
export interface TableOptions {
  readonly title?: string;
  readonly caption?: string;
  /** The most rows to show; of more, the first and the last ones are. @defaultValue 20 */
  readonly maxRows?: number;
  /** The most digits after the point; numbers are rounded to them. @defaultValue not rounded, and 4 are shown */
  readonly digits?: number;
}

/**
 * Makes a table of a frame or of rows, identifiers hidden. Numbers stand on the right. Histograms are
 * shown by their number of values and mean, other values that are no cells as JSON.
 *
 * A cell that is or holds identifiers is hidden whole, and not numbered as frames do: equal clients
 * must not be told in what is published.
 *
 * @throws {RangeError} If `maxRows` is not a whole number of at least 2, or `digits` not one from 0 to 100.
 */
export function tableOf(
  source: Table | readonly Readonly<Record<string, unknown>>[],
  options: TableOptions = {},
): TableBlock {
  const { maxRows = 20, digits } = options;
  if (!Number.isSafeInteger(maxRows) || maxRows < 2) {
    throw new RangeError(`maxRows must be a whole number of at least 2, got ${maxRows}`);
  }
  if (digits !== undefined && !(Number.isInteger(digits) && digits >= 0 && digits <= 100)) {
    throw new RangeError(`digits must be a whole number from 0 to 100, got ${JSON.stringify(digits)}`);
  }
  const frame: Table = "data" in source ? source : Frame.fromObjects(source);
  const rowCount = source.length;
  const shownCount = Math.min(rowCount, maxRows);
  const headCount = rowCount > maxRows ? Math.ceil(maxRows / 2) : rowCount;
  const columns: TableColumn[] = [];
  const rows = Array.from({ length: shownCount }, (): Cell[] => []);
  for (const [name, column] of frame.data) {
    const isNumeric = column.kind === "f64" || column.kind === "i64";
    const isHidden = holdsIds(column);
    const isHistogram = column.kind === "histogram" || column.kind === "keyed-histogram";
    columns.push({ name, align: isNumeric ? "right" : "left" });
    for (const [i, row] of rows.entries()) {
      const value = columnValue(column, i < headCount ? i : rowCount - shownCount + i);
      if (value === null) row.push(null);
      else if (isHidden) row.push(HIDDEN);
      else if (isHistogram) row.push(String(value));
      else row.push(rounded(toCell(value), digits));
    }
  }
  return {
    type: "table",
    title: options.title ?? null,
    caption: options.caption ?? null,
    columns,
    rows,
    rowCount,
    headCount,
  };
}

function rounded(cell: Cell, digits: number | undefined): Cell {
  return typeof cell === "number" && digits !== undefined ? Number(cell.toFixed(digits)) : cell;
}

function toCell(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value === "bigint") return String(value);
  return typeof value === "string" ? value : JSON.stringify(value, bigintAsText);
}

function bigintAsText(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}
