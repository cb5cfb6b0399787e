import type { Block } from "../types.js";
import { checkToHTML } from "./check-to-html.js";
import { escapeHTML } from "./escape-html.js";
import { figuresToHTML, figureToHTML } from "./figures-to-html.js";
import { plotToHTML } from "./plot-to-html.js";
import { proseToHTML } from "./prose-to-html.js";
import { provenanceToHTML } from "./provenance-to-html.js";
import { sequencesToHTML } from "./sequences-to-html.js";
import { tableToHTML } from "./table-to-html.js";

/**
 * Renders one block, styled by the page around it; on its own it is plain readable HTML.
 *
 * @param index - The block's place, which keeps ids inside pictures apart. @defaultValue 0
 */
export function blockToHTML(block: Block, index = 0): string {
  switch (block.type) {
    case "heading":
      return `<h${block.level} id="${escapeHTML(block.id)}">${escapeHTML(block.text)}</h${block.level}>`;
    case "text":
      return proseToHTML(block.markdown);
    case "figures":
      return figuresToHTML(block);
    case "table":
      return tableToHTML(block);
    case "plot":
      return plotToHTML(block, index);
    case "check":
      return checkToHTML(block.check);
    case "comparison":
      return `<section class="comparison"><p class="title">${escapeHTML(block.title)}</p><div class="pair"><div><p class="label">as published</p>${figureToHTML(block.published)}</div><div><p class="label">corrected</p>${figureToHTML(block.corrected)}</div></div>${proseToHTML(block.because)}</section>`;
    case "sequences":
      return sequencesToHTML(block);
    case "provenance":
      return provenanceToHTML(block);
    case "notice":
      return `<aside class="notice ${block.level}">${proseToHTML(block.markdown)}</aside>`;
    case "compat":
      return "";
  }
}
