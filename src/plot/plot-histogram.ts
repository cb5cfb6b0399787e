import type { HistogramData } from "../histogram/index.js";
import type { BinnedCounts, Numbers } from "../stats/index.js";
import { type BinOptions, type Bins, binBuckets, binCounts, binValues } from "./bins.js";
import { type ChartAxis, composeChart } from "./compose-chart.js";
import { formatCount, formatNumber, formatPercent } from "./format-number.js";
import type { Plot } from "./plot.js";
import { PALETTE } from "./theme.js";
import { linearTicks, symlogTicks } from "./ticks.js";
import type { PlotOptions } from "./types.js";

/** Options of {@link plotHistogram}. */
export interface HistogramPlotOptions extends PlotOptions, BinOptions {
  /**
   * What the values are, such as `creation delay`; titles the horizontal axis.
   *
   * @defaultValue "value"
   */
  readonly label?: string;
  /** The unit of the values, such as `days`; follows the label. */
  readonly unit?: string;
  /**
   * What is counted, in the plural.
   *
   * @defaultValue "values"
   */
  readonly of?: string;
  /**
   * Whether counts are drawn on a symlog scale: logarithmic, but with a place for 0.
   *
   * @defaultValue true where a linear scale would draw most of the bars less than a pixel high
   */
  readonly log?: boolean;
  /**
   * Whether to show shares of all values shown, in percent, instead of counts.
   *
   * @defaultValue false
   */
  readonly percent?: boolean;
}

/**
 * Draws how often values occur: as bars over bins.
 *
 * Whole numbers get bins of whole width, so that no bin is empty only because no whole number can fall
 * into it; other numbers get bins with round edges. A Firefox histogram is drawn with buckets of equal
 * width and their bounds below, and without the empty buckets at its ends. Counts made elsewhere, such
 * as numpy's 50 bins by {@link histogram}, are drawn over their own edges.
 *
 * @param values - Numbers, of which null, undefined and NaN are left out, and infinite ones that are not clipped,
 *   and their number noted; or counts and edges; or a Firefox histogram.
 * @param options - Titles, units, bins and scales.
 * @returns The plot. Its specification holds the bins only.
 * @throws {RangeError} If bins, range or clip are impossible.
 *
 * @example
 * const plot = plotHistogram([0, 0, 0, 1, 2, 400], { label: "creation delay", unit: "days", clip: [null, 30] });
 * plot.title; // "Distribution of creation delay"
 */
export function plotHistogram(
  values: Numbers | BinnedCounts | HistogramData,
  options: HistogramPlotOptions = {},
): Plot {
  const bins = toBins(values, options);
  const { width = 560, height = 260, of = "values", percent = false, label = "value" } = options;
  const total = bins.bars.reduce((sum, bar) => sum + bar.count, 0);
  const scale = percent && total > 0 ? 100 / total : 1;
  const most = Math.max(0, ...bins.bars.map((bar) => bar.count));
  const shown = bins.bars.filter((bar) => bar.count > 0);
  const tiny = shown.filter((bar) => (bar.count / most) * height < 1).length;
  const isLog = options.log ?? tiny > shown.length / 2;

  const y: ChartAxis = {
    ...(isLog ? logAxis(most * scale, scale) : linearAxis(most * scale, percent)),
    title: percent
      ? `share of ${of} (%${isLog ? ", log scale" : ""})`
      : `${of}${isLog ? " (log scale)" : ""}`,
  };
  const rows = bins.bars.map(({ start, end, count, label: bin }) => ({
    bin,
    start,
    end,
    count,
    ...(percent ? { share: count * scale } : {}),
  }));
  const peak = bins.bars.find((bar) => bar.count === most);
  const peakText =
    peak === undefined || most === 0
      ? "nothing to show"
      : `most in ${peak.label} (${formatNumber(most)}, ${formatPercent(most / total)})`;
  const name = options.unit === undefined ? label : `${label} (${options.unit})`;
  const notes = [formatCount(total, of), ...bins.notes];
  return composeChart({
    title: options.title ?? `Distribution of ${label}`,
    subtitle: [...(options.subtitle === undefined ? [] : [options.subtitle]), notes.join(" · ")],
    altText: `Histogram of ${name} in ${formatCount(bins.bars.length, "bins")}, ${notes.join(", ")}; ${peakText}.`,
    width,
    height,
    isEmpty: total === 0,
    x: { domain: bins.domain, ticks: bins.ticks, title: name },
    y,
    layers: (xAxis, yAxis) => [
      {
        data: { values: rows },
        mark: { type: "rect", color: PALETTE[0], xOffset: 0.5, x2Offset: -0.5 },
        encoding: {
          x: { ...xAxis, field: "start" },
          x2: { field: "end" },
          y: { ...yAxis, field: percent ? "share" : "count" },
          y2: { datum: 0 },
          tooltip: [
            { field: "bin", title: name },
            { field: "count", title: of, format: "," },
            ...(percent ? [{ field: "share", title: "%", format: ".2f" }] : []),
          ],
        },
      },
    ],
  });
}

function toBins(values: Numbers | BinnedCounts | HistogramData, options: BinOptions): Bins {
  if ("bounds" in values) return binBuckets(values, options);
  return "edges" in values ? binCounts(values, options) : binValues(values, options);
}

function linearAxis(most: number, isShare: boolean): Omit<ChartAxis, "title"> {
  const ticks = linearTicks(0, most, 5, !isShare);
  return { ticks, domain: [0, ticks[ticks.length - 1]!.value] };
}

function logAxis(most: number, unit: number): Omit<ChartAxis, "title"> {
  const top = Math.max(most * 1.15, unit * 2);
  // Shares get the ticks 0.01, 0.1, 1 … from about the share of one value on.
  const first = unit === 1 ? 1 : 10 ** Math.ceil(Math.log10(unit));
  return {
    ticks: symlogTicks(top, first).filter((tick) => tick.value <= top),
    domain: [0, top],
    symlog: unit,
  };
}
