import { cutText } from "../cut-text.js";
import { formatNumber } from "../format-number.js";
import type { Cell, TableBlock } from "../types.js";
import { captionToHTML } from "./caption-to-html.js";
import { escapeHTML } from "./escape-html.js";

/** Renders a table of values, with a line where rows were left out. */
export function tableToHTML(block: TableBlock): string {
  const head = block.columns.map(
    ({ name, align }) =>
      `<th scope="col"${align === "right" ? ' class="number"' : ""}>${escapeHTML(name)}</th>`,
  );
  const body = block.rows.map(
    (row) =>
      `<tr>${row
        .map((cell, i) => {
          const isRight = block.columns[i]?.align === "right";
          return `<td${isRight ? ' class="number"' : ""}>${cellToHTML(cell)}</td>`;
        })
        .join("")}</tr>`,
  );
  const omitted = block.rowCount - block.rows.length;
  if (omitted > 0) {
    const line = `<tr class="omitted"><td colspan="${block.columns.length}">… ${formatNumber(omitted)} more rows …</td></tr>`;
    body.splice(block.headCount, 0, line);
  }
  const texts = [
    block.title === null ? "" : `<span class="title">${escapeHTML(block.title)}</span>`,
    block.caption === null ? "" : escapeHTML(block.caption),
    `${formatNumber(block.rowCount)} ${block.rowCount === 1 ? "row" : "rows"}`,
  ];
  const caption = captionToHTML(texts.filter((text) => text !== "").join(" "));
  return `<div class="scroll"><table>${caption}<thead><tr>${head.join("")}</tr></thead><tbody>${body.join("")}</tbody></table></div>`;
}

/** Renders a value; missing is a dash, and said to be missing. */
export function cellToHTML(cell: Cell): string {
  if (cell === null) return '<span class="quiet" title="missing">–</span>';
  return typeof cell === "number" ? formatNumber(cell) : escapeHTML(cutText(String(cell)));
}
