import type { Showable } from "../notebook.js";
import type { PlotBlock } from "../types.js";

/** Makes the block of a chart, without its picture. What is kept is data: no typed arrays, dates or functions. */
export function plotBlock(
  plot: Pick<Showable, "spec" | "title" | "altText">,
  options: { readonly title?: string; readonly caption?: string } = {},
): PlotBlock {
  return {
    type: "plot",
    title: options.title ?? plot.title,
    alt: plot.altText,
    caption: options.caption ?? null,
    spec: JSON.parse(JSON.stringify(plot.spec)),
    svg: null,
  };
}
