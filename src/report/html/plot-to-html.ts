import type { PlotBlock } from "../types.js";
import { escapeHTML } from "./escape-html.js";

/**
 * Renders a chart with its picture inline.
 *
 * A picture with anything in it that could run or load is embedded as an image, where it can do neither.
 *
 * @param index - Tells this picture's element ids from those of other pictures on the page.
 */
export function plotToHTML(block: PlotBlock, index: number): string {
  const caption = block.caption === null ? "" : `<figcaption>${escapeHTML(block.caption)}</figcaption>`;
  return `<figure class="plot">${pictureOf(block, index)}${caption}</figure>`;
}

function pictureOf({ svg, alt }: PlotBlock, index: number): string {
  if (svg === null) return `<p class="quiet">${escapeHTML(alt)}</p>`;
  const label = escapeHTML(alt);
  if (
    /<\s*(script|foreignobject|iframe|image|style)\b|\son[a-z]+\s*=|javascript:|<!doctype|<!entity/i.test(svg)
  ) {
    return `<img alt="${label}" src="data:image/svg+xml,${escapeHTML(encodeURIComponent(svg))}">`;
  }
  const inline = svg
    .replace(/^[\s\S]*?(?=<svg\b)/, "")
    // The chart's background, so that the page's own shows.
    .replace(/(<svg\b[^>]*>\s*)<rect\b[^>]*\bfill="(?:#fff|#ffffff|white)"[^>]*?(?:\/>|>\s*<\/rect>)/i, "$1")
    .replace(/\bid="([^"]+)"/g, `id="plot${index}-$1"`)
    .replace(/url\((["']?)#/g, `url($1#plot${index}-`)
    .replace(/\bhref="#/g, `href="#plot${index}-`);
  // A picture that says what it shows needs no second label.
  const role = /^<svg\b[^>]*\baria-label=/.test(inline) ? "" : ` role="img" aria-label="${label}"`;
  return `<div class="picture"${role}>${inline}</div>`;
}
