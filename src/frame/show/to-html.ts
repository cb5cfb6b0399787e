import type { Table } from "../types.js";
import { cutText } from "./cut-text.js";
import { type ShownColumn, type ShowOptions, showTable } from "./shown-table.js";

const widestCell = 80;

/**
 * A table as an HTML table that reads well without a style sheet: shape as caption, names over kinds,
 * numbers aligned right, head and tail. Everything is escaped.
 */
export function toHtml(table: Table, options: ShowOptions = {}): string {
  const shown = showTable(table, options);
  const row = (at: number): string =>
    `<tr><th scope="row" align="right" style="text-align:right">${shown.rows[at]}</th>${shown.columns.map((column) => cell(column, at)).join("")}</tr>`;
  const body = shown.rows.map((_, at) => row(at));
  if (shown.rows.length < table.length) {
    const gap = `<tr><td align="center" style="text-align:center" colspan="${shown.columns.length + 1}">⋮</td></tr>`;
    body.splice(shown.headRows, 0, gap);
  }
  const head = shown.columns.map(
    (column) =>
      `<th scope="col" ${alignment(column)}>${escapeHtml(column.name)}<br><small>${column.kind}</small></th>`,
  );
  return [
    `<table class="pingframe">`,
    `<caption>${escapeHtml(shown.shape)}</caption>`,
    `<thead><tr><td></td>${head.join("")}</tr></thead>`,
    `<tbody>`,
    ...body,
    `</tbody>`,
    `</table>`,
  ].join("\n");
}

function cell(column: ShownColumn, at: number): string {
  const text = escapeHtml(cutText(column.cells[at]!, widestCell));
  return `<td ${alignment(column)}>${column.isMissing[at] ? `<i>${text}</i>` : text}</td>`;
}

/** Twice: notebooks have styles of their own for cells, and GitHub leaves only the attribute. */
function alignment({ isNumeric }: ShownColumn): string {
  const side = isNumeric ? "right" : "left";
  return `align="${side}" style="text-align:${side}"`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
