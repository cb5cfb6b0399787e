import type { Figure, Ratio } from "../../validation/index.js";
import { formatInterval } from "../format-interval.js";
import { formatNumber } from "../format-number.js";
import { formatPercentage } from "../format-percentage.js";
import type { FiguresBlock } from "../types.js";
import { escapeHTML } from "./escape-html.js";

/** Renders a single figure as a line to read, or several as a table. */
export function figuresToHTML(block: FiguresBlock): string {
  const [only] = block.figures;
  if (block.title === null && block.figures.length === 1 && only !== undefined) return figureToHTML(only);
  const ratios = block.figures.filter((figure) => figure.kind === "ratio");
  const quantities = block.figures.filter((figure) => figure.kind === "quantity");
  const title = block.title === null ? "" : `<span class="title">${escapeHTML(block.title)}</span>`;
  const shared = sharedDenominator(ratios);
  const notes = [shared === null ? null : `Shares of ${shared}.`, block.caption].filter(
    (note) => note !== null,
  );
  const caption = `<caption>${title}${notes.map((note) => ` ${escapeHTML(note)}`).join("")}</caption>`;
  const tables: string[] = [];
  if (ratios.length > 0) tables.push(ratiosToTable(ratios, shared !== null, caption));
  if (quantities.length > 0) tables.push(quantitiesToTable(quantities, ratios.length > 0 ? "" : caption));
  return tables.join("\n");
}

/** Renders one figure: the number large, what it means beside it. */
export function figureToHTML(figure: Figure): string {
  const facts: string[] = [];
  if (figure.kind === "ratio") {
    facts.push(
      `<span class="nd">${formatNumber(figure.n)} / ${formatNumber(figure.d)}</span> of ${escapeHTML(figure.of)}`,
    );
    if (figure.interval) facts.push(`${intervalName(figure)} ${formatInterval(figure.interval)}`);
  } else if (figure.of !== null) facts.push(escapeHTML(figure.of));
  return `<div class="figure"${anchor(figure)}><p class="value">${printValue(figure)}</p><div><p class="name">${escapeHTML(figure.name)}</p>${
    facts.length > 0 ? `<p class="facts">${facts.join(" · ")}</p>` : ""
  }${noteOf(figure)}</div></div>`;
}

function ratiosToTable(ratios: readonly Ratio[], isShared: boolean, caption: string): string {
  const rows = ratios.map(
    (ratio) =>
      `<tr${anchor(ratio)}><th scope="row">${escapeHTML(ratio.name)}${isShared ? "" : `<span class="of">of ${escapeHTML(ratio.of)}</span>`}${noteOf(ratio)}</th><td class="number">${formatNumber(ratio.n)}</td><td class="number d">/ ${formatNumber(ratio.d)}</td><td class="number share">${formatPercentage(ratio.percentage)}</td><td class="number quiet">${formatInterval(ratio.interval)}</td></tr>`,
  );
  const interval = ratios[0] === undefined ? "" : intervalName(ratios[0]);
  return `<div class="scroll"><table class="figures">${caption}<thead><tr><th scope="col">Figure</th><th scope="col" class="number">n</th><th scope="col" class="number d">/ d</th><th scope="col" class="number">share</th><th scope="col" class="number">${interval}</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

function quantitiesToTable(figures: readonly Figure[], caption: string): string {
  const rows = figures.map(
    (figure) =>
      `<tr${anchor(figure)}><th scope="row">${escapeHTML(figure.name)}${figure.of === null ? "" : `<span class="of">${escapeHTML(figure.of)}</span>`}${noteOf(figure)}</th><td class="number share">${printValue(figure)}</td></tr>`,
  );
  return `<div class="scroll"><table class="figures">${caption}<thead><tr><th scope="col">Figure</th><th scope="col" class="number">value</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

function printValue(figure: Figure): string {
  if (figure.kind === "ratio") return formatPercentage(figure.percentage);
  if (figure.value === null) return "–";
  return (
    formatNumber(figure.value) +
    (figure.unit === "" ? "" : ` <span class="unit">${escapeHTML(figure.unit)}</span>`)
  );
}

function intervalName({ interval }: Ratio): string {
  return `${Number((100 * (interval?.confidence ?? 0.95)).toPrecision(6))} % interval`;
}

function sharedDenominator(ratios: readonly Ratio[]): string | null {
  const [first] = ratios;
  if (first === undefined || ratios.length < 2) return null;
  return ratios.every((ratio) => ratio.of === first.of && ratio.d === first.d) ? first.of : null;
}

function noteOf({ note }: Figure): string {
  return note === null ? "" : `<span class="note">${escapeHTML(note)}</span>`;
}

function anchor({ id }: Figure): string {
  return id === null ? "" : ` id="figure-${escapeHTML(id)}"`;
}
