import { type BoxStats, boxStats, type Numbers } from "../stats/index.js";
import { type ChartAxis, composeChart } from "./compose-chart.js";
import { formatCount, formatNumber } from "./format-number.js";
import { groupNumbers } from "./group-numbers.js";
import type { Plot } from "./plot.js";
import { labelRoom, rowLabels } from "./row-labels.js";
import { INK, PALETTE, SIZE } from "./theme.js";
import { linearTicks, symlogTicks } from "./ticks.js";
import type { GroupedNumbers, PlotOptions } from "./types.js";
import { fitText } from "./wrap-text.js";

/** Options of {@link plotBox}. */
export interface BoxPlotOptions extends PlotOptions {
  /**
   * What the values are, such as `session length`; titles the horizontal axis.
   *
   * @defaultValue "value"
   */
  readonly label?: string;
  /** The unit of the values, such as `minutes`; follows the label. */
  readonly unit?: string;
  /**
   * What is counted, in the plural.
   *
   * @defaultValue "values"
   */
  readonly of?: string;
  /**
   * Whether values are drawn on a symlog scale: logarithmic, but with a place for 0; linear below 1.
   * Negative values keep the scale linear.
   *
   * @defaultValue false
   */
  readonly log?: boolean;
}

/** The most outliers that a specification holds for one group. */
const MAX_OUTLIERS = 100;
const ROW = 46;
const MAX_LABEL = 200;

interface Group {
  readonly name: string;
  readonly stats: BoxStats;
}

/**
 * Draws a box for each group: quartiles, whiskers to the last value within 1.5 interquartile ranges, and
 * the values beyond as points.
 *
 * @param values - Numbers, or groups of them by name. Null, undefined and NaN are left out and noted, and
 *   so are groups without any value.
 * @param options - Titles, units and scale.
 * @returns The plot. Its specification holds the five numbers of each box and at most 100 of its outliers,
 *   evenly chosen, the lowest and highest among them.
 *
 * @example
 * const plot = plotBox({ startup: [1, 2, 3, 4, 100], shutdown: [2, 2, 5] }, { label: "delay", unit: "days" });
 * plot.altText; // "Box plot of delay (days), 8 values: startup median 3, half within 2 to 4; shutdown median 2, half within 2 to 3.5."
 */
export function plotBox(values: Numbers | GroupedNumbers, options: BoxPlotOptions = {}): Plot {
  const { label = "value", of = "values", width = 560, log = false } = options;
  const given = groupNumbers(values).map(([name, numbers]) => ({
    name: name ?? "",
    stats: boxStats(numbers),
    numbers,
  }));
  const groups = given.filter((group): group is typeof group & Group => group.stats !== null);
  const missing = given.reduce((sum, group) => sum + countMissing(group.stats, group.numbers), 0);
  const count = groups.reduce((sum, group) => sum + group.stats.count, 0);
  const empty = given.length - groups.length;
  const x = valueAxis(groups, log);
  const name = options.unit === undefined ? label : `${label} (${options.unit})`;
  const notes = [
    formatCount(count, of),
    ...(missing > 0 ? [`${formatNumber(missing)} missing`] : []),
    ...(empty > 0 && given.length > 1 ? [`${formatCount(empty, "groups")} without values`] : []),
  ];
  const labels = groups.map((group) => [
    ...fitText(group.name, MAX_LABEL, SIZE.label, 2),
    ...(groups.length > 1 ? [`n = ${formatNumber(group.stats.count)}`] : []),
  ]);
  const rows = groups.map(({ stats }, row) => ({
    row,
    label: labels[row],
    lower: stats.lowerWhisker,
    q1: stats.q1,
    median: stats.median,
    q3: stats.q3,
    upper: stats.upperWhisker,
  }));
  const points = groups.flatMap(({ stats }, row) =>
    thinOutliers(stats.outliers).map((value) => ({ row, value })),
  );
  const spoken = groups.map(
    ({ name: group, stats }) =>
      `${group === "" ? "" : `${group} `}median ${formatNumber(stats.median)}, half within ${formatNumber(stats.q1)} to ${formatNumber(stats.q3)}`,
  );
  return composeChart({
    title: options.title ?? `Spread of ${label}`,
    subtitle: [...(options.subtitle === undefined ? [] : [options.subtitle]), notes.join(" · ")],
    altText: `Box plot of ${name}, ${notes.join(", ")}: ${spoken.join("; ") || "no values"}.`,
    width,
    height:
      options.height ??
      Math.max(1, groups.length) * ROW * (Math.max(1, ...labels.map((lines) => lines.length)) > 2 ? 1.2 : 1),
    isEmpty: count === 0,
    x: { ...x, title: `${name}${x.symlog == null ? "" : ", log scale"}` },
    y: null,
    left: labelRoom(labels),
    layers: (xAxis, yAxis) => {
      const y = {
        ...yAxis,
        field: "row",
        type: "ordinal",
        sort: null,
        scale: { domain: rows.map((one) => one.row), paddingInner: 0.5, paddingOuter: 0.25 },
      };
      const middle = { ...y, bandPosition: 0.5 };
      const data = { values: rows };
      const horizontal = { ...xAxis, axis: { ...(xAxis["axis"] as object), grid: true } };
      return [
        {
          data,
          mark: { type: "rule", color: INK.line, strokeWidth: 1.2 },
          encoding: { y: middle, x: { ...horizontal, field: "lower" }, x2: { field: "upper" } },
        },
        {
          data,
          mark: { type: "bar", color: PALETTE[0] },
          encoding: { y, x: { ...horizontal, field: "q1" }, x2: { field: "q3" } },
        },
        {
          data,
          mark: { type: "tick", color: "#ffffff", thickness: 2 },
          encoding: { y, x: { ...horizontal, field: "median" } },
        },
        {
          data: { values: points },
          mark: { type: "point", color: PALETTE[0], size: 12, opacity: 0.6, filled: true },
          encoding: { y: middle, x: { ...horizontal, field: "value" } },
        },
        rowLabels(data, middle),
      ];
    },
  });
}

function countMissing(stats: BoxStats | null, numbers: Numbers): number {
  if (stats !== null) return stats.missing;
  let missing = 0;
  for (const _ of numbers) missing += 1;
  return missing;
}

function valueAxis(groups: readonly Group[], log: boolean): Omit<ChartAxis, "title"> {
  const low = Math.min(...groups.map((group) => group.stats.min));
  const high = Math.max(...groups.map((group) => group.stats.max));
  if (groups.length === 0) return { domain: [0, 1], ticks: linearTicks(0, 1, 2) };
  if (!Number.isFinite(low) || !Number.isFinite(high)) {
    throw new RangeError("a box plot needs finite values; leave infinities out");
  }
  if (log && low >= 0 && high > 1) {
    const top = high * 1.1;
    return { domain: [0, top], ticks: symlogTicks(top).filter((tick) => tick.value <= top), symlog: 1 };
  }
  const ticks = linearTicks(low, high, 8);
  return { domain: [ticks[0]!.value, ticks[ticks.length - 1]!.value], ticks };
}

function thinOutliers(outliers: readonly number[]): number[] {
  const distinct = [...new Set(outliers)];
  if (distinct.length <= MAX_OUTLIERS) return distinct;
  return Array.from(
    { length: MAX_OUTLIERS },
    (_, i) => distinct[Math.round((i * (distinct.length - 1)) / (MAX_OUTLIERS - 1))]!,
  );
}
