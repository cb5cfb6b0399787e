import type { Ratio } from "../../validation/index.js";
import type { Block } from "../types.js";
import { checkToHTML } from "./check-to-html.js";
import { escapeHTML } from "./escape-html.js";
import { figuresToHTML, figureToHTML } from "./figures-to-html.js";
import { plotToHTML } from "./plot-to-html.js";
import { proseToHTML } from "./prose-to-html.js";
import { provenanceToHTML } from "./provenance-to-html.js";
import { sequencesToHTML } from "./sequences-to-html.js";
import { tableToHTML } from "./table-to-html.js";

/** What must be known of the page that a block goes into, so that ids on it stay unique. */
export interface PageContext {
  /** The block's place. */
  readonly index: number;
  /** Figures that have an anchor already; added to. */
  readonly anchored: Set<string>;
  /** The block before, if any. */
  readonly previous?: Block | undefined;
}

/**
 * Renders one block, styled by the page around it; on its own it is plain readable HTML.
 *
 * @param page - The page it goes into. @defaultValue a page of its own
 *
 * @example
 * blockToHTML({ type: "text", markdown: "a **b** <c>" }); // "<p>a <strong>b</strong> &lt;c&gt;</p>"
 */
export function blockToHTML(block: Block, page: PageContext = { index: 0, anchored: new Set() }): string {
  switch (block.type) {
    case "heading":
      return `<h${block.level} id="${escapeHTML(block.id)}">${escapeHTML(block.text)}</h${block.level}>`;
    case "text":
      return proseToHTML(block.markdown);
    case "figures":
      return figuresToHTML(block, page.anchored);
    case "table":
      return tableToHTML(block);
    case "plot":
      return plotToHTML(block, page.index);
    case "check":
      return checkToHTML(block.check, isStated(block.check.ratio, page.previous));
    case "comparison":
      return `<section class="comparison"><p class="title">${escapeHTML(block.title)}</p><div class="pair"><div><p class="label">as published</p>${figureToHTML(block.published)}</div><div><p class="label">corrected</p>${figureToHTML(block.corrected)}</div></div>${proseToHTML(block.because)}</section>`;
    case "sequences":
      return sequencesToHTML(block);
    case "provenance":
      return provenanceToHTML(block);
    case "notice":
      return `<aside class="notice${block.level === "warning" ? " warning" : ""}">${proseToHTML(block.markdown)}</aside>`;
    case "compat":
      return "";
  }
}

function isStated(ratio: Ratio, previous: Block | undefined): boolean {
  if (previous?.type !== "figures" || previous.figures.length !== 1) return false;
  const [figure] = previous.figures;
  return figure?.kind === "ratio" && figure.id === ratio.id && figure.n === ratio.n && figure.d === ratio.d;
}
