import { createRequire } from "node:module";
import type { Spec, View } from "vega";
import type { TopLevelSpec } from "vega-lite";
import type { VegaLiteSpec } from "./types.js";

type Vega = typeof import("vega");
type VegaLite = typeof import("vega-lite");

/**
 * Draws a Vega-Lite specification as SVG, without a browser or a canvas.
 *
 * Vega and Vega-Lite are loaded on the first call. It is done when it returns: what a notebook's cell
 * draws must be there before the cell ends.
 *
 * @param altText - Becomes the picture's label for screen readers.
 */
export function renderSvg(spec: VegaLiteSpec, altText: string): string {
  const load = createRequire(import.meta.url);
  const vega = load("vega") as Vega;
  const { compile } = load("vega-lite") as VegaLite;
  const logger = vega.logger(vega.None);
  // A copy, because Vega marks the rows of data that it has seen.
  const copy: unknown = structuredClone(spec);
  const compiled = compile(copy as TopLevelSpec, { logger }).spec as Spec;
  const view = new vega.View(vega.parse(compiled), { renderer: "none", logger, loader: REFUSING });
  try {
    const svg = drawNow(vega, view.run());
    return svg.replace("<svg ", `<svg role="img" aria-label="${escapeAttribute(altText)}" `);
  } finally {
    view.finalize();
  }
}

/** Does what `view.toSVG()` does, which gives a promise although there is nothing to wait for. */
function drawNow(vega: Vega, view: View): string {
  const { _viewWidth, _viewHeight, _origin } = view as unknown as ViewParts;
  const { left, right, top, bottom } = view.padding() as Readonly<
    Record<"left" | "right" | "top" | "bottom", number>
  >;
  const { SVGStringRenderer } = vega as unknown as {
    SVGStringRenderer: new (loader: unknown) => StringRenderer;
  };
  const width = Math.max(0, _viewWidth + left + right);
  const height = Math.max(0, _viewHeight + top + bottom);
  return new SVGStringRenderer(view.loader())
    .initialize(null, width, height, [left + _origin[0], top + _origin[1]], 1)
    .background(view.background())
    .render((view.scenegraph() as unknown as { root: unknown }).root)
    .svg();
}

/** What Vega keeps of a view and has no accessor for. The version of Vega is exact, and a test compares with `toSVG()`. */
interface ViewParts {
  readonly _viewWidth: number;
  readonly _viewHeight: number;
  readonly _origin: readonly [number, number];
}

interface StringRenderer {
  initialize(
    element: null,
    width: number,
    height: number,
    origin: [number, number],
    scale: number,
  ): StringRenderer;
  background(color: unknown): StringRenderer;
  render(scene: unknown): StringRenderer;
  svg(): string;
}

function refuse(): Promise<never> {
  return Promise.reject(new TypeError("a plot's data must be inline, got an address"));
}

// Specifications have their data inline; drawing must never read a file or the network.
const REFUSING = { load: refuse, sanitize: refuse, http: refuse, file: refuse };

function escapeAttribute(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
