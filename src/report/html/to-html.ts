import { checksOf } from "../checks-of.js";
import type { ReportDocument } from "../types.js";
import { badgeToHTML } from "./badge-to-html.js";
import { blockToHTML } from "./block-to-html.js";
import { checksToHTML } from "./check-to-html.js";
import { escapeHTML } from "./escape-html.js";
import { factsToHTML } from "./provenance-to-html.js";
import { STYLE } from "./style.js";

/**
 * Renders a report as one HTML page that needs nothing else: no script, no network, pictures
 * inline. It follows the reader's light or dark preference and prints well. The same document
 * gives the same bytes.
 *
 * @example
 * const document = await openNotebook({ title: "Pings <2>" }).finish();
 * toHTML(document).includes("<h1>Pings &lt;2&gt;</h1>"); // true
 */
export function toHTML(document: ReportDocument): string {
  const title = escapeHTML(document.title);
  const anchored = new Set<string>();
  const checks = checksOf(document);
  const contents = document.blocks.flatMap((block) =>
    block.type === "heading" && block.level === 2
      ? [`<li><a href="#${escapeHTML(block.id)}">${escapeHTML(block.text)}</a></li>`]
      : [],
  );
  const summary = document.summary === null ? "" : `<p class="lede">${escapeHTML(document.summary)}</p>`;
  const verdict =
    checks.length === 0
      ? ""
      : `<section class="verdict" aria-labelledby="checks"><h2 id="checks">Expectations ${badgeToHTML(document.verdict)}</h2>${checksToHTML(checks)}</section>`;
  const parameters =
    Object.keys(document.parameters).length === 0
      ? ""
      : `<details class="parameters"><summary>Parameters</summary>${factsToHTML(document.parameters)}</details>`;
  const hidden =
    document.hiddenIdentifiers === 0
      ? ""
      : ` ${document.hiddenIdentifiers} identifier-shaped ${document.hiddenIdentifiers === 1 ? "value was" : "values were"} hidden.`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${title}</title>
<style>
${STYLE}</style>
</head>
<body>
<header>
<p class="kicker">${checks.length === 0 ? "Report" : "Validation report"}</p>
<h1>${title}</h1>
${summary}
${parameters}
</header>
${contents.length < 2 ? "" : `<nav aria-label="Contents"><p>Contents</p><ol>${contents.join("")}</ol></nav>`}
<main>
${verdict}
${document.blocks
  .filter(({ type }) => type !== "compat")
  .map((block, index, blocks) => blockToHTML(block, { index, anchored, previous: blocks[index - 1] }))
  .filter((html) => html !== "")
  .join("\n")}
</main>
<footer>
<p>Intervals are Wilson score intervals and take what is counted for independent. A check passes when its whole interval keeps to what is expected, fails when none of it does, and is inconclusive in between. Client and document ids are never part of a report.${hidden}</p>
</footer>
</body>
</html>
`;
}
