import type { Spec } from "vega";
import type { TopLevelSpec } from "vega-lite";
import type { VegaLiteSpec } from "./types.js";

/**
 * Draws a Vega-Lite specification as SVG, without a browser or a canvas.
 *
 * Vega and Vega-Lite are loaded on the first call.
 *
 * @param altText - Becomes the picture's label for screen readers.
 */
export async function renderSvg(spec: VegaLiteSpec, altText: string): Promise<string> {
  const [vega, { compile }] = await Promise.all([import("vega"), import("vega-lite")]);
  const logger = vega.logger(vega.None);
  // A copy, because Vega marks the rows of data that it has seen.
  const copy: unknown = structuredClone(spec);
  const compiled = compile(copy as TopLevelSpec, { logger }).spec as Spec;
  const view = new vega.View(vega.parse(compiled), { renderer: "none", logger, loader: REFUSING });
  try {
    const svg = await view.toSVG();
    return svg.replace("<svg ", `<svg role="img" aria-label="${escapeAttribute(altText)}" `);
  } finally {
    view.finalize();
  }
}

function refuse(): Promise<never> {
  return Promise.reject(new TypeError("a plot's data must be inline, got an address"));
}

// Specifications have their data inline; drawing must never read a file or the network.
const REFUSING = { load: refuse, sanitize: refuse, http: refuse, file: refuse };

function escapeAttribute(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
