import { renderPng } from "./render-png.js";
import { renderSvg } from "./render-svg.js";
import type { VegaLiteSpec } from "./types.js";

/** Options of {@link Plot.toPNG}. */
export interface PngOptions {
  /**
   * How many pixels of the picture stand for one of the specification, from 0.1 to 10.
   *
   * @defaultValue 2
   */
  readonly scale?: number;
}

/**
 * A chart: a Vega-Lite specification with its data, and the ways to draw it.
 *
 * The specification holds what is drawn (bins, steps, quartiles), never the rows it was made from.
 *
 * @example
 * const plot = plotBars({ startup: 4888, shutdown: 17461 }, { title: "Pings by reason" });
 * plot.title; // "Pings by reason"
 * (await plot.toSVG()).slice(0, 4); // "<svg"
 */
export class Plot {
  /** The Vega-Lite v5 specification, as plain JSON with its data inline. */
  readonly spec: VegaLiteSpec;
  /** The title, on one line. */
  readonly title: string;
  /** What the chart shows, in words, for those who can't see it. */
  readonly altText: string;

  static {
    // Defined here and not as a member, because declarations can't name the symbol.
    Object.defineProperty(Plot.prototype, Symbol.for("nodejs.util.inspect.custom"), {
      // Notebooks show the picture instead.
      configurable: true,
      value(this: Plot): string {
        return `Plot(${this.toString()})`;
      },
    });
  }

  /** Holds a specification; the functions named `plot…` make them. */
  constructor(spec: VegaLiteSpec, title: string, altText: string) {
    this.spec = spec;
    this.title = title;
    this.altText = altText;
  }

  /**
   * Draws the chart as an SVG document. The same specification always gives the same bytes.
   *
   * @returns An `<svg>` element with {@link Plot.altText} as its label.
   */
  async toSVG(): Promise<string> {
    return renderSvg(this.spec, this.altText);
  }

  /**
   * Draws the chart as a PNG picture, with the DejaVu fonts that come with the package.
   *
   * @throws {RangeError} If the scale is outside [0.1, 10]; the promise is rejected with it.
   */
  async toPNG(options: PngOptions = {}): Promise<Uint8Array> {
    return renderPng(this.spec, this.altText, options.scale ?? 2);
  }

  /** Returns the Vega-Lite specification. */
  toJSON(): VegaLiteSpec {
    return this.spec;
  }

  /** Returns the title and the text that stands for the picture. */
  toString(): string {
    return `${this.title}: ${this.altText}`;
  }
}
