import { renderPng, renderSvg, type VegaLiteSpec } from "../../plot/index.js";
import { plotToConsole } from "../console/plot-to-console.js";
import { hideIdentifiers } from "../hide-identifiers.js";
import type { PlotBlock } from "../types.js";
import type { MimeBundle } from "./kernel.js";

/** The MIME type of the Vega-Lite that JupyterLab and VS Code draw. */
export const VEGA_LITE = "application/vnd.vegalite.v5+json";

/**
 * Draws a chart in every form that notebooks are read in: Vega-Lite for JupyterLab and VS Code, SVG for
 * pages made by nbconvert, PNG for GitHub, and words. Never HTML, which would be chosen over the picture.
 */
export function plotBundle(block: PlotBlock): MimeBundle {
  const { value } = hideIdentifiers(block);
  const spec = value.spec as VegaLiteSpec;
  return {
    [VEGA_LITE]: spec,
    "image/svg+xml": renderSvg(spec, value.alt),
    "image/png": Buffer.from(renderPng(spec, value.alt, 1.5)).toString("base64"),
    "text/plain": plotToConsole(value, 100, false),
  };
}
