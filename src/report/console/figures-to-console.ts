import type { Figure } from "../../validation/index.js";
import { formatInterval } from "../format-interval.js";
import { formatNumber } from "../format-number.js";
import { formatPercentage } from "../format-percentage.js";
import { sharedDefinition } from "../shared-definition.js";
import type { FiguresBlock } from "../types.js";
import { alignColumns } from "./align-columns.js";
import { paint } from "./paint.js";
import { wrapText } from "./wrap-text.js";

/** Sets one figure in a line and its definition below, or several as a table. */
export function figuresToConsole(block: FiguresBlock, width: number, color: boolean): string {
  const [only] = block.figures;
  if (block.title === null && block.figures.length === 1 && only !== undefined) {
    return figureToConsole(only, width, color);
  }
  const lines: string[] = [];
  if (block.title !== null) lines.push(paint(block.title, "bold", color));
  const rows = block.figures.map((figure) =>
    figure.kind === "ratio"
      ? [
          figure.name,
          formatNumber(figure.n),
          formatNumber(figure.d),
          formatPercentage(figure.percentage),
          formatInterval(figure.interval),
        ]
      : [figure.name, "", "", printValue(figure), ""],
  );
  const table = alignColumns(
    [["", "n", "d", "share", "interval"], ...rows],
    ["left", "right", "right", "right", "right"],
    ["  ", "   ", " / ", "   ", "   "],
  );
  const shared = sharedDefinition(block.figures);
  const hasRatio = block.figures.some(({ kind }) => kind === "ratio");
  // Without ratios there is no n, d or interval to head.
  if (hasRatio) lines.push(paint((table[0] ?? "").replace(" / ", "   "), "dim", color));
  for (const [i, line] of table.slice(1).entries()) {
    const figure = block.figures[i] as Figure;
    lines.push(figure.kind === "ratio" ? line : line.replace(" / ", "   "));
    if (shared === null && figure.of !== null) lines.push(dim(definitionOf(figure), width, color, "    "));
    if (figure.note !== null) lines.push(dim(figure.note, width, color, "    "));
  }
  if (shared !== null) lines.push(dim(hasRatio ? `of ${shared}` : shared, width, color, "  "));
  if (block.caption !== null) lines.push(dim(block.caption, width, color, "  "));
  return lines.join("\n");
}

/** Sets one figure: the value, its name, and below how it came about. */
export function figureToConsole(figure: Figure, width: number, color: boolean): string {
  const value = figure.kind === "ratio" ? formatPercentage(figure.percentage) : printValue(figure);
  const indent = " ".repeat(12);
  const head = wrapText(
    figure.name,
    width,
    " ".repeat(Math.max(0, 10 - value.length)) + `${value}  `,
    indent,
  );
  const lines = [head.replace(value, paint(value, "bold", color))];
  if (figure.kind === "ratio") {
    const interval = figure.interval === null ? "" : `; interval ${formatInterval(figure.interval)}`;
    const counts = `${formatNumber(figure.n)} / ${formatNumber(figure.d)}, of ${figure.of}${interval}`;
    lines.push(dim(counts, width, color, indent));
  } else if (figure.of !== null) lines.push(dim(figure.of, width, color, indent));
  if (figure.note !== null) lines.push(dim(figure.note, width, color, indent));
  return lines.join("\n");
}

function printValue(figure: Figure & { kind: "quantity" }): string {
  if (figure.value === null) return "–";
  return formatNumber(figure.value) + (figure.unit === "" ? "" : ` ${figure.unit}`);
}

function definitionOf(figure: Figure): string {
  return figure.kind === "ratio" ? `of ${figure.of}` : (figure.of ?? "");
}

function dim(text: string, width: number, color: boolean, indent: string): string {
  return paint(wrapText(text, width, indent), "dim", color);
}
