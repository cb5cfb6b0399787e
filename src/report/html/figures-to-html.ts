import type { Figure, Ratio } from "../../validation/index.js";
import { formatInterval } from "../format-interval.js";
import { formatNumber } from "../format-number.js";
import { formatPercentage } from "../format-percentage.js";
import { sharedDefinition } from "../shared-definition.js";
import type { FiguresBlock } from "../types.js";
import { captionToHTML } from "./caption-to-html.js";
import { escapeHTML } from "./escape-html.js";

/**
 * Renders a single figure as a line to read, or several as a table.
 *
 * @param anchored - Ids that are on the page already; those of these figures are added.
 */
export function figuresToHTML(block: FiguresBlock, anchored: Set<string>): string {
  const [only] = block.figures;
  if (block.title === null && block.figures.length === 1 && only !== undefined) {
    return figureToHTML(only, anchored);
  }
  const shared = sharedDefinition(block.figures);
  const hasRatio = block.figures.some(({ kind }) => kind === "ratio");
  const title = block.title === null ? [] : [`<span class="title">${escapeHTML(block.title)}</span>`];
  const notes = [
    shared === null ? null : hasRatio ? `Shares of ${shared}.` : `${capitalize(shared)}.`,
    block.caption,
  ];
  const caption = [...title, ...notes.flatMap((note) => (note === null ? [] : [escapeHTML(note)]))].join(" ");
  const head = hasRatio
    ? `${column("n")}${column("/ d", " d")}${column("share")}${column(intervalName(block.figures))}`
    : column("value");
  const rows = block.figures.map(
    (figure) =>
      `<tr${anchorOf(figure, anchored)}><th scope="row">${escapeHTML(figure.name)}${
        shared === null ? definitionOf(figure) : ""
      }${noteOf(figure)}</th>${cellsOf(figure, hasRatio)}</tr>`,
  );
  return `<div class="scroll"><table class="figures">${captionToHTML(caption)}<thead><tr><th scope="col">figure</th>${head}</tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

/**
 * Renders one figure: the number large, what it means beside it.
 *
 * @param anchored - Ids that are on the page already; without it the figure gets none.
 */
export function figureToHTML(figure: Figure, anchored?: Set<string>): string {
  const facts: string[] = [];
  if (figure.kind === "ratio") {
    facts.push(
      `<span class="nd">${formatNumber(figure.n)} / ${formatNumber(figure.d)}</span>, of ${escapeHTML(figure.of)}`,
    );
    if (figure.interval) facts.push(`${intervalName([figure])} ${formatInterval(figure.interval)}`);
  } else if (figure.of !== null) facts.push(escapeHTML(figure.of));
  const line = facts.length === 0 ? "" : `<p class="facts">${facts.join(" · ")}</p>`;
  const anchor = anchored === undefined ? "" : anchorOf(figure, anchored);
  return `<div class="figure"${anchor}><p class="value">${printValue(figure)}</p><div><p class="name">${escapeHTML(figure.name)}</p>${line}${noteOf(figure)}</div></div>`;
}

function cellsOf(figure: Figure, hasRatio: boolean): string {
  if (figure.kind === "quantity") {
    const value = `<td class="number share">${printValue(figure)}</td>`;
    return hasRatio ? `<td></td><td class="d"></td>${value}<td></td>` : value;
  }
  return `<td class="number">${formatNumber(figure.n)}</td><td class="number d">/ ${formatNumber(figure.d)}</td><td class="number share">${formatPercentage(figure.percentage)}</td><td class="number quiet">${formatInterval(figure.interval)}</td>`;
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function column(name: string, extra = ""): string {
  return `<th scope="col" class="number${extra}">${name}</th>`;
}

function printValue(figure: Figure): string {
  if (figure.kind === "ratio") return formatPercentage(figure.percentage);
  if (figure.value === null) return "–";
  const unit = figure.unit === "" ? "" : ` <span class="unit">${escapeHTML(figure.unit)}</span>`;
  return formatNumber(figure.value) + unit;
}

function definitionOf(figure: Figure): string {
  if (figure.of === null) return "";
  return `<span class="of">${figure.kind === "ratio" ? "of " : ""}${escapeHTML(figure.of)}</span>`;
}

function noteOf({ note }: Figure): string {
  return note === null ? "" : `<span class="note">${escapeHTML(note)}</span>`;
}

function intervalName(figures: readonly Figure[]): string {
  const ratio = figures.find(
    (figure): figure is Ratio => figure.kind === "ratio" && figure.interval !== null,
  );
  return `${Number((100 * (ratio?.interval?.confidence ?? 0.95)).toPrecision(6))}% interval`;
}

function anchorOf({ id }: Figure, anchored: Set<string>): string {
  if (id === null || anchored.has(id)) return "";
  anchored.add(id);
  return ` id="figure-${escapeHTML(id)}"`;
}
