import { blockToConsole } from "../console/block-to-console.js";
import { blockToHTML } from "../html/block-to-html.js";
import type { Block } from "../types.js";
import { inlineStyles } from "./inline-styles.js";
import type { MimeBundle } from "./kernel.js";
import { plotBundle } from "./plot-bundle.js";

/** The MIME type under which a block itself goes along, as data; no front end shows it. */
export const BLOCK = "application/vnd.pingframe.block+json";

/**
 * Shows a block of a report in a notebook, or gives `null` for what a notebook has already: its headings
 * are cells, and compat lines are for comparison only.
 *
 * @param previous - The block before it; a check does not repeat the figure that stands right above.
 */
export function blockBundle(block: Block, previous?: Block): MimeBundle | null {
  if (block.type === "heading" || block.type === "compat") return null;
  if (block.type === "plot") return plotBundle(block);
  const html = blockToHTML(block, { index: 0, anchored: new Set(), previous });
  const data = block.type === "text" || block.type === "notice" ? {} : { [BLOCK]: block };
  return { "text/html": inlineStyles(html), "text/plain": blockToConsole(block).trimEnd(), ...data };
}
