import { type Check, verdictOf } from "../../validation/index.js";
import { formatInterval } from "../format-interval.js";
import { formatNumber } from "../format-number.js";
import { formatPercentage } from "../format-percentage.js";
import { formatThreshold } from "../format-threshold.js";
import { BADGE_WIDTH, badgeToConsole } from "./badge-to-console.js";
import { paint } from "./paint.js";
import { wrapText } from "./wrap-text.js";

/** Sets a check: its verdict, the claim, and below what was found and what was expected. */
export function checkToConsole(check: Check, width: number, color: boolean): string {
  const { ratio } = check;
  const indent = " ".repeat(BADGE_WIDTH + 2);
  const claim = wrapText(check.claim, width, indent).slice(indent.length);
  const found = `${formatPercentage(ratio.percentage)} (${formatNumber(ratio.n)} / ${formatNumber(ratio.d)}, of ${ratio.of})`;
  const judged =
    check.judgedBy === "counts" ? "judged by counts" : `interval ${formatInterval(ratio.interval)}`;
  const facts = wrapText(`${found}; expected ${formatThreshold(check)}; ${judged}`, width, indent);
  return `${badgeToConsole(check.verdict, color)}  ${claim}\n${paint(facts, "dim", color)}`;
}

/** Sets the list of all checks under the verdict over them. */
export function checksToConsole(checks: readonly Check[], width: number, color: boolean): string {
  const head = `${paint("Expectations", "bold", color)}  ${badgeToConsole(verdictOf(checks), color).trimEnd()}`;
  const lines = checks.map((check) => {
    const found = `${formatPercentage(check.ratio.percentage)}, expected ${formatThreshold(check)}`;
    const indent = " ".repeat(BADGE_WIDTH + 4);
    const text = wrapText(`${check.claim}: ${found}`, width, indent).slice(indent.length);
    return `  ${badgeToConsole(check.verdict, color)}  ${text}`;
  });
  return [head, ...lines].join("\n");
}
