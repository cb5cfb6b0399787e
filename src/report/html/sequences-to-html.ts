import { formatNumber } from "../format-number.js";
import { formatPercentage } from "../format-percentage.js";
import { runLengths } from "../run-lengths.js";
import type { SequencesBlock } from "../types.js";
import { captionToHTML } from "./caption-to-html.js";
import { escapeHTML } from "./escape-html.js";

/** Renders groups of sequences as rows of chips, most frequent first as given. */
export function sequencesToHTML(block: SequencesBlock): string {
  // A value keeps its colour throughout the block; beyond six, chips stay grey.
  const colors = new Map<string, number>();
  for (const { sequence } of block.groups)
    for (const value of sequence) colors.set(value, colors.get(value) ?? colors.size);
  const rows = block.groups.map(({ sequence, count }) => {
    const chips = runLengths(sequence).map(({ value, times }) => {
      const color = colors.get(value) ?? 6;
      const label = escapeHTML(value) + (times > 1 ? ` <b>×${times}</b>` : "");
      return `<span class="chip${color < 6 ? ` c${color}` : ""}">${label}</span>`;
    });
    const share = block.total === 0 ? null : (100 * count) / block.total;
    return `<tr><td class="number">${formatNumber(count)}</td><td class="number quiet">${formatPercentage(share)}</td><td class="chips">${chips.join('<span class="arrow">→</span>')}</td></tr>`;
  });
  const { groups, total } = block.hidden;
  if (groups > 0) {
    rows.push(
      `<tr class="omitted"><td class="number">${formatNumber(total)}</td><td class="number quiet">${formatPercentage((100 * total) / block.total)}</td><td>${formatNumber(groups)} other ${groups === 1 ? "sequence" : "sequences"}, each of fewer than ${block.minGroup} ${escapeHTML(block.unit)}, not shown</td></tr>`,
    );
  }
  const title = block.title === null ? "" : `<span class="title">${escapeHTML(block.title)}</span> `;
  const note = block.caption === null ? "" : `${escapeHTML(block.caption)} `;
  const caption = captionToHTML(`${title}${note}${formatNumber(block.total)} ${escapeHTML(block.unit)}`);
  return `<div class="scroll"><table class="sequences">${caption}<thead><tr><th scope="col" class="number">${escapeHTML(block.unit)}</th><th scope="col" class="number">share</th><th scope="col">sequence</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}
