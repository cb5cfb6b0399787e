import { type Cdf, cdf, type Numbers, presentNumbers } from "../stats/index.js";
import { type ChartAxis, composeChart } from "./compose-chart.js";
import { formatCount, formatNumber } from "./format-number.js";
import { groupNumbers } from "./group-numbers.js";
import type { Plot } from "./plot.js";
import { PALETTE } from "./theme.js";
import { linearTicks, symlogTicks } from "./ticks.js";
import type { GroupedNumbers, PlotOptions } from "./types.js";

/** Options of {@link plotCdf}. */
export interface CdfPlotOptions extends PlotOptions {
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
   * Whether values are drawn on a symlog scale: logarithmic, but with a place for 0; linear below 1.
   * Negative values keep the scale linear, unless the range leaves them out.
   *
   * @defaultValue false
   */
  readonly log?: boolean;
  /**
   * Lowest and highest value drawn. Values beyond still count in the shares.
   *
   * @defaultValue from the lowest to the highest value
   */
  readonly range?: readonly [number, number];
}

/** The most steps that a specification holds for one group. */
const MAX_STEPS = 1000;

/**
 * Draws the cumulative distribution: the share of values up to each value, as steps, a line per group.
 *
 * @param values - Numbers, or groups of them by name. Null, undefined and NaN are left out, of the
 *   shares too, and their number noted.
 * @param options - Titles, units and scales.
 * @returns The plot. Its specification holds at most about 1,000 steps a group: beyond, steps that rise
 *   by less than a thousandth are drawn together.
 * @throws {RangeError} If the range is not finite and ascending.
 *
 * @example
 * const plot = plotCdf({ startup: [0, 0, 1, 5], shutdown: [0, 2, 3] }, { label: "delay", unit: "days" });
 * plot.altText; // "Cumulative distribution of delay (days), 7 values; median startup 0, shutdown 2."
 */
export function plotCdf(values: Numbers | GroupedNumbers, options: CdfPlotOptions = {}): Plot {
  const { label = "value", of = "values", width = 560, height = 260, log = false } = options;
  const groups = groupNumbers(values).map(([name, numbers]) => {
    const { values: present, missing } = presentNumbers(numbers);
    return { name, count: present.length, missing, curve: cdf(present) };
  });
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  const missing = groups.reduce((sum, group) => sum + group.missing, 0);
  const x = horizontalAxis(
    groups.map((group) => group.curve),
    options.range,
    log,
  );
  const name = options.unit === undefined ? label : `${label} (${options.unit})`;
  const notes = [formatCount(count, of), ...(missing > 0 ? [`${formatNumber(missing)} missing`] : [])];
  const medians = groups
    .filter((group) => group.count > 0)
    .map(({ name: group, curve }) => {
      const half = curve.x[curve.f.findIndex((f) => f >= 0.5)]!;
      return `${group === null ? "" : `${group} `}${formatNumber(half)}`;
    });
  const yTicks = [0, 25, 50, 75, 100].map((value) => ({ value, label: `${value}%` }));
  return composeChart({
    title: options.title ?? `Cumulative distribution of ${label}`,
    subtitle: [...(options.subtitle === undefined ? [] : [options.subtitle]), notes.join(" · ")],
    altText: `Cumulative distribution of ${name}, ${notes.join(", ")}; median ${medians.join(", ") || "none"}.`,
    width,
    height,
    isEmpty: count === 0,
    x: { ...x, title: `${name}${x.symlog == null ? "" : ", log scale"}` },
    y: { domain: [0, 100], ticks: yTicks, title: `share of ${of} up to a value` },
    legend: groups.map((group) => `${group.name ?? of} (${formatNumber(group.count)})`),
    layers: (xAxis, yAxis) =>
      groups.map(({ curve }, i) => ({
        data: { values: steps(curve, x.domain) },
        mark: {
          type: "line",
          interpolate: "step-after",
          color: PALETTE[i % PALETTE.length],
          strokeWidth: 2,
          // Lines over each other are told apart where they are not only by colour.
          ...(i >= PALETTE.length ? { strokeDash: [6, 3] } : {}),
        },
        encoding: { x: { ...xAxis, field: "x" }, y: { ...yAxis, field: "percent" } },
      })),
  });
}

function horizontalAxis(
  curves: readonly Cdf[],
  range: readonly [number, number] | undefined,
  log: boolean,
): Omit<ChartAxis, "title"> {
  const finite = curves.flatMap(({ x }) => {
    const inner = x.filter(Number.isFinite);
    return inner.length === 0 ? [] : [inner[0]!, inner[inner.length - 1]!];
  });
  const [low, high] = range ?? (finite.length === 0 ? [0, 1] : [Math.min(...finite), Math.max(...finite)]);
  if (!Number.isFinite(low) || !Number.isFinite(high) || low > high) {
    throw new RangeError(`range must be finite and ascending, got [${low}, ${high}]`);
  }
  const isWhole = curves.every(({ x }) => x.every(Number.isInteger));
  if (log && low >= 0 && high > 1) {
    return { domain: [0, high], ticks: symlogTicks(high).filter((tick) => tick.value <= high), symlog: 1 };
  }
  const ticks = linearTicks(low, high, 8, isWhole);
  return range === undefined
    ? { domain: [ticks[0]!.value, ticks[ticks.length - 1]!.value], ticks }
    : { domain: range, ticks: ticks.filter((tick) => tick.value >= low && tick.value <= high) };
}

/** The corners of the curve within the axis, from its left to its right end. */
function steps({ x, f }: Cdf, [low, high]: readonly [number, number]): { x: number; percent: number }[] {
  const rows: { x: number; percent: number }[] = [];
  let before = 0;
  let drawn = 0;
  let after = 0;
  for (const [i, value] of x.entries()) {
    after = f[i]!;
    if (value <= low) before = after;
    if (value <= low || value > high) {
      if (value > high) break;
      continue;
    }
    if (x.length > MAX_STEPS && i < x.length - 1 && after - drawn < 1 / MAX_STEPS) continue;
    rows.push({ x: value, percent: 100 * after });
    drawn = after;
  }
  const last = rows[rows.length - 1]?.percent ?? 100 * before;
  return x.length === 0 ? [] : [{ x: low, percent: 100 * before }, ...rows, { x: high, percent: last }];
}
