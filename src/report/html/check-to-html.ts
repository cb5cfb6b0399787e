import type { Check } from "../../validation/index.js";
import { formatInterval } from "../format-interval.js";
import { formatNumber } from "../format-number.js";
import { formatPercentage } from "../format-percentage.js";
import { formatThreshold } from "../format-threshold.js";
import { badgeToHTML } from "./badge-to-html.js";
import { escapeHTML } from "./escape-html.js";

/**
 * Renders one check where it stands in the report.
 *
 * @param isStated - Whether the figure it is about stands right above, and need not be said again.
 */
export function checkToHTML(check: Check, isStated: boolean): string {
  const { ratio } = check;
  const counts = `<span class="nd">${formatNumber(ratio.n)} / ${formatNumber(ratio.d)}</span>, of ${escapeHTML(ratio.of)}`;
  const found = `<p class="facts"><strong>${formatPercentage(ratio.percentage)}</strong> ${escapeHTML(ratio.name)}: ${counts}</p>`;
  const judged =
    check.judgedBy === "counts" ? "judged by counts" : `interval ${formatInterval(ratio.interval)}`;
  return `<div class="check" id="check-${escapeHTML(check.id)}">${badgeToHTML(check.verdict)}<div><p class="name">${escapeHTML(check.claim)}</p>${isStated ? "" : found}<p class="facts">expected ${formatThreshold(check)} · ${judged}</p></div></div>`;
}

/** Renders the list of all checks that opens a report. */
export function checksToHTML(checks: readonly Check[]): string {
  const rows = checks.map(
    (check) =>
      `<tr><td>${badgeToHTML(check.verdict)}</td><th scope="row"><a href="#check-${escapeHTML(check.id)}">${escapeHTML(check.claim)}</a></th><td class="number share">${formatPercentage(check.ratio.percentage)}</td><td class="number quiet">${check.judgedBy === "counts" ? `${formatNumber(check.ratio.n)} / ${formatNumber(check.ratio.d)}` : formatInterval(check.ratio.interval)}</td><td class="number">${formatThreshold(check)}</td></tr>`,
  );
  return `<div class="scroll"><table class="checks"><thead><tr><th scope="col">verdict</th><th scope="col">expectation</th><th scope="col" class="number">found</th><th scope="col" class="number">interval</th><th scope="col" class="number">expected</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}
