import type { Frame } from "../../frame/index.js";
import { openingToConsole } from "../console/opening-to-console.js";
import { escapeHTML } from "../html/escape-html.js";
import type { Block, ReportDocument } from "../types.js";
import { blockBundle } from "./block-bundle.js";
import type { DisplayOptions } from "./display-options.js";
import type { MimeBundle } from "./kernel.js";
import type { Shown } from "./parse-shown.js";
import { plotBlock } from "./plot-block.js";
import { plotBundle } from "./plot-bundle.js";
import { textOf } from "./text-of.js";

/** Makes the outputs that show something in a notebook: one, but for a report, which has one for each block. */
export function bundlesOf(shown: Shown, options: DisplayOptions): MimeBundle[] {
  switch (shown.as) {
    case "frame":
      return [{ "text/html": tableToHTML(shown.frame, options), "text/plain": textOf(shown, options) }];
    case "plot": {
      const bundle = plotBundle(plotBlock(shown.plot, options));
      return [shown.text === null ? bundle : { ...bundle, "text/plain": shown.text }];
    }
    case "figure":
      return fromBlocks([{ type: "figures", title: null, caption: null, figures: [shown.figure] }]);
    case "check":
      return fromBlocks([{ type: "check", check: shown.check }]);
    case "document":
      return [opening(shown.document), ...fromBlocks(shown.document.blocks)];
    case "text":
      return [{ "text/plain": shown.text }];
  }
}

function tableToHTML(frame: Frame<object>, { title, caption, ...options }: DisplayOptions): string {
  const above = title === undefined ? "" : `<p><strong>${escapeHTML(title)}</strong></p>\n`;
  const below = caption === undefined ? "" : `\n<p>${escapeHTML(caption)}</p>`;
  return above + frame.toHTML(options) + below;
}

function fromBlocks(blocks: readonly Block[]): MimeBundle[] {
  return blocks.flatMap((block, i): MimeBundle[] => {
    if (block.type !== "heading") return [blockBundle(block, blocks[i - 1]) ?? []].flat();
    const tag = `h${block.level + 1}`;
    return [{ "text/html": `<${tag}>${escapeHTML(block.text)}</${tag}>`, "text/plain": block.text }];
  });
}

function opening(document: ReportDocument): MimeBundle {
  const summary = document.summary === null ? "" : `<p>${escapeHTML(document.summary)}</p>`;
  return {
    "text/html": `<h2>${escapeHTML(document.title)}</h2>${summary}`,
    "text/plain": openingToConsole(document).trimEnd(),
  };
}
