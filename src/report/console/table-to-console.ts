import { cutText } from "../cut-text.js";
import { formatNumber } from "../format-number.js";
import type { Cell, TableBlock } from "../types.js";
import { alignColumns } from "./align-columns.js";
import { paint } from "./paint.js";
import { wrapText } from "./wrap-text.js";

/** Sets a table of values, with a line where rows were left out. */
export function tableToConsole(block: TableBlock, width: number, color: boolean): string {
  const aligns = block.columns.map(({ align }) => align);
  const rows = alignColumns(
    [block.columns.map(({ name }) => name), ...block.rows.map((row) => row.map(cellToConsole))],
    aligns,
  );
  const lines: string[] = [];
  if (block.title !== null) lines.push(paint(block.title, "bold", color));
  lines.push(paint(rows[0] ?? "", "dim", color), ...rows.slice(1, 1 + block.headCount));
  const omitted = block.rowCount - block.rows.length;
  if (omitted > 0) lines.push(paint(`  … ${formatNumber(omitted)} more rows …`, "dim", color));
  lines.push(...rows.slice(1 + block.headCount));
  if (block.caption !== null) lines.push(paint(wrapText(block.caption, width, "  "), "dim", color));
  return lines.join("\n");
}

/** Prints a value; missing is a dash. */
export function cellToConsole(cell: Cell): string {
  if (cell === null) return "–";
  return typeof cell === "number" ? formatNumber(cell) : cutText(String(cell));
}
