import { formatNumber } from "../format-number.js";
import { runLengths } from "../run-lengths.js";
import type { SequencesBlock } from "../types.js";
import { alignColumns } from "./align-columns.js";
import { paint } from "./paint.js";
import { wrapText } from "./wrap-text.js";

/** Sets sequences one a line behind their counts, repeats folded. */
export function sequencesToConsole(block: SequencesBlock, width: number, color: boolean): string {
  const title = block.title === null ? "" : `${block.title}: `;
  const lines = [`${paint(title, "bold", color)}${formatNumber(block.total)} ${block.unit}`];
  const counts = alignColumns(
    [...block.groups.map(({ count }) => count), block.hidden.total].map((count) => [formatNumber(count)]),
    ["right"],
  );
  const indent = " ".repeat((counts[0]?.length ?? 0) + 2);
  for (const [i, { sequence }] of block.groups.entries()) {
    const text = runLengths(sequence).map(({ value, times }) => (times > 1 ? `${value} ×${times}` : value));
    lines.push(wrapText(text.join(" → "), width, `${counts[i]}  `, indent));
  }
  const { groups } = block.hidden;
  if (groups > 0) {
    const text = `${formatNumber(groups)} other ${groups === 1 ? "sequence" : "sequences"}, each of fewer than ${block.minGroup} ${block.unit}, not shown`;
    lines.push(paint(wrapText(text, width, `${counts.at(-1)}  `, indent), "dim", color));
  }
  if (block.caption !== null) lines.push(paint(wrapText(block.caption, width, "  "), "dim", color));
  return lines.join("\n");
}
