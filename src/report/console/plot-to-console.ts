import { formatNumber } from "../format-number.js";
import type { PlotBlock } from "../types.js";
import { alignColumns } from "./align-columns.js";
import { barsOf } from "./bars-of.js";
import { paint } from "./paint.js";
import { wrapText } from "./wrap-text.js";

const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** Sets a chart's title and its bars where it has few enough, or what it shows in words. */
export function plotToConsole(block: PlotBlock, width: number, color: boolean): string {
  const lines = [paint(block.title, "bold", color)];
  const bars = barsOf(block.spec);
  if (bars === null) lines.push(wrapText(block.alt, width, "  "));
  else {
    const labels = alignColumns(
      bars.map(({ label, value }) => [label, formatNumber(value)]),
      ["right", "right"],
    );
    const room = Math.max(10, Math.min(60, width - (labels[0]?.length ?? 0) - 2));
    const largest = Math.max(...bars.map(({ value }) => value));
    for (const [i, { value }] of bars.entries()) {
      lines.push(
        `${labels[i]}  ${paint(barOf(largest > 0 ? (room * value) / largest : 0), "cyan", color)}`.trimEnd(),
      );
    }
  }
  if (block.caption !== null) lines.push(paint(wrapText(block.caption, width, "  "), "dim", color));
  return lines.join("\n");
}

/** A bar of so many characters, to an eighth; what is not zero is seen. */
function barOf(length: number): string {
  const eighths = length > 0 ? Math.max(1, Math.round(length * 8)) : 0;
  return "█".repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8];
}
