import { type ChartAxis, composeChart } from "./compose-chart.js";
import { dateTicks } from "./date-ticks.js";
import { capitalize, formatCount, formatNumber } from "./format-number.js";
import { type LineInput, type LinePoint, readLines } from "./line-input.js";
import type { Plot } from "./plot.js";
import { PALETTE } from "./theme.js";
import { thinPoints } from "./thin-points.js";
import { linearTicks } from "./ticks.js";
import type { PlotOptions } from "./types.js";

/** Options of {@link plotLine}. */
export interface LinePlotOptions extends PlotOptions {
  /**
   * What the horizontal axis shows, with its unit; dates need no title.
   *
   * @defaultValue none
   */
  readonly xLabel?: string;
  /**
   * What the vertical axis shows, with its unit.
   *
   * @defaultValue "value"
   */
  readonly label?: string;
  /**
   * Whether values are ratios, written as percentages.
   *
   * @defaultValue false
   */
  readonly percent?: boolean;
  /**
   * Whether the vertical axis starts at 0.
   *
   * @defaultValue true
   */
  readonly zero?: boolean;
}

/** The most points that a specification holds for one line. */
const MAX_POINTS = 1000;

/**
 * Draws values along a line, such as one per day; several lines share the axes.
 *
 * @param points - Points as `[x, y]` or `{x, y}`, or lists of them by the name of their line. `x` is a
 *   number or a date, which is shown in UTC; points are drawn in ascending order of it. Missing values
 *   (null or NaN) leave gaps and are noted.
 * @param options - Titles, units and scales.
 * @returns The plot. Lines of more than 1,000 points keep the lowest and highest of each stretch.
 * @throws {RangeError} If a point's `x` or `y` is infinite or its `x` is NaN.
 *
 * @example
 * const plot = plotLine([[1, 10], [2, 14], [3, null], [4, 12]], { label: "pings", xLabel: "day" });
 * plot.altText; // "Line of pings, 3 points, 1 missing; from 10 to 14."
 */
export function plotLine(points: Iterable<LinePoint>, options?: LinePlotOptions): Plot;
export function plotLine(lines: LineInput, options?: LinePlotOptions): Plot;
export function plotLine(input: LineInput, options: LinePlotOptions = {}): Plot {
  const { label = "value", width = 560, height = 260, percent = false, zero = true } = options;
  const lines = readLines(input);
  const points = lines.flatMap((line) => line.points);
  const ys = points.flatMap((point) => (point.y === null ? [] : [percent ? 100 * point.y : point.y]));
  const isDate = lines.some((line) => line.isDate);
  const x = isDate
    ? dateAxis(points, width)
    : numberAxis(
        points.map((point) => point.x),
        false,
        "",
      );
  const y = numberAxis(ys, zero, percent ? "%" : "");
  const missing = points.length - ys.length;
  const [low, high] = extent(ys);
  const suffix = percent ? "%" : "";
  const notes = [
    formatCount(ys.length, "points"),
    ...(missing > 0 ? [`${formatNumber(missing)} missing`] : []),
  ];
  const names = lines.map((line) => line.name ?? label);
  const spoken =
    ys.length === 0
      ? "nothing to show"
      : `from ${formatNumber(low)}${suffix} to ${formatNumber(high)}${suffix}`;
  return composeChart({
    title: options.title ?? capitalize(lines.length > 1 ? `${label} by ${names.join(", ")}` : label),
    subtitle: [
      ...(options.subtitle === undefined ? [] : [options.subtitle]),
      ...(missing > 0 ? [notes.join(" · ")] : []),
    ],
    altText: `Line of ${label}${lines.length > 1 ? ` for ${names.join(", ")}` : ""}, ${notes.join(", ")}; ${spoken}.`,
    width,
    height,
    isEmpty: ys.length === 0,
    x: { ...x, title: options.xLabel ?? "" },
    y: { ...y, title: label },
    legend: names,
    layers: (xAxis, yAxis) =>
      lines.map(({ points: all }, i) => {
        const shown = thinPoints(all, MAX_POINTS);
        return {
          data: {
            values: shown.map((one) => ({
              x: one.x,
              y: one.y === null ? null : percent ? 100 * one.y : one.y,
            })),
          },
          mark: {
            type: "line",
            color: PALETTE[i % PALETTE.length],
            strokeWidth: 2,
            invalid: "break-paths-show-domains",
            ...(shown.length <= 40 ? { point: { size: 26, color: PALETTE[i % PALETTE.length] } } : {}),
            ...(i >= PALETTE.length ? { strokeDash: [6, 3] } : {}),
          },
          encoding: { x: { ...xAxis, field: "x" }, y: { ...yAxis, field: "y" } },
        };
      }),
  });
}

function numberAxis(values: readonly number[], zero: boolean, suffix: string): Omit<ChartAxis, "title"> {
  const [low, high] = extent(values);
  const isWhole = values.every(Number.isInteger);
  const ticks = linearTicks(
    zero ? Math.min(0, low) : low,
    zero ? Math.max(0, high) : high,
    6,
    isWhole && suffix === "",
  );
  return {
    domain: [ticks[0]!.value, ticks[ticks.length - 1]!.value],
    ticks: ticks.map(({ value, label }) => ({ value, label: `${label}${suffix}` })),
  };
}

function dateAxis(points: readonly { readonly x: number }[], width: number): Omit<ChartAxis, "title"> {
  const [low, high] = extent(points.map((point) => point.x));
  return low === high
    ? { domain: [low - 43_200_000, high + 43_200_000], ticks: dateTicks(low, high, 1) }
    : { domain: [low, high], ticks: dateTicks(low, high, Math.max(2, Math.floor(width / 70))) };
}

function extent(values: readonly number[]): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [0, 1];
}
