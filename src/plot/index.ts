/**
 * Charts: in come numbers, as any iterable with null for missing, or Firefox histograms; out come
 * Vega-Lite specifications that hold only what is drawn, and their pictures as SVG and PNG. Never needs
 * a browser, never reads data from elsewhere, never puts rows into a specification.
 *
 * @module
 */

export type { BarInput, BarRow } from "./bar-input.js";
export type { BinOptions } from "./bins.js";
export type { LineInput, LinePoint } from "./line-input.js";
export { Plot, type PngOptions } from "./plot.js";
export { type BarPlotOptions, plotBars } from "./plot-bars.js";
export { type BoxPlotOptions, plotBox } from "./plot-box.js";
export { type CdfPlotOptions, plotCdf } from "./plot-cdf.js";
export { type HistogramPlotOptions, plotHistogram } from "./plot-histogram.js";
export { type LinePlotOptions, plotLine } from "./plot-line.js";
export { renderPng } from "./render-png.js";
export { renderSvg } from "./render-svg.js";
export type { GroupedNumbers, PlotOptions, VegaLiteSpec } from "./types.js";
