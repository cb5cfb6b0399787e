import { createRequire } from "node:module";
import { renderSvg } from "./render-svg.js";
import type { VegaLiteSpec } from "./types.js";

/**
 * Draws a Vega-Lite specification as PNG with the DejaVu fonts of the package, never the system's, so
 * that the picture is the same everywhere.
 *
 * @param scale - Pixels per pixel of the specification, from 0.1 to 10.
 * @throws {RangeError} If the scale is outside those bounds.
 */
export function renderPng(spec: VegaLiteSpec, altText: string, scale: number): Uint8Array {
  if (!(scale >= 0.1 && scale <= 10))
    throw new RangeError(`scale must be from 0.1 to 10, got ${String(scale)}`);
  const load = createRequire(import.meta.url);
  const { Resvg } = load("@resvg/resvg-js") as typeof import("@resvg/resvg-js");
  const fontFiles = ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"].map((name) =>
    load.resolve(`dejavu-fonts-ttf/ttf/${name}`),
  );
  const picture = new Resvg(renderSvg(spec, altText), {
    fitTo: { mode: "zoom", value: scale },
    font: { fontFiles, loadSystemFonts: false, defaultFontFamily: "DejaVu Sans" },
  }).render();
  return Uint8Array.from(picture.asPng());
}
