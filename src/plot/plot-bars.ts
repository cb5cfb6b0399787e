import { type BarInput, type BarRow, readBars } from "./bar-input.js";
import { composeChart } from "./compose-chart.js";
import { capitalize, formatCount, formatNumber, formatPercent } from "./format-number.js";
import type { Plot } from "./plot.js";
import { labelRoom, rowLabels } from "./row-labels.js";
import { textWidth } from "./text-width.js";
import { INK, PALETTE, SIZE } from "./theme.js";
import type { PlotOptions } from "./types.js";
import { fitText } from "./wrap-text.js";

/** Options of {@link plotBars}. */
export interface BarPlotOptions extends PlotOptions {
  /**
   * What is counted, in the plural.
   *
   * @defaultValue "values"
   */
  readonly of?: string;
  /**
   * Whether each bar also says its share of the total, in percent.
   *
   * @defaultValue false
   */
  readonly percent?: boolean;
  /**
   * The denominator of the shares, above 0.
   *
   * @defaultValue the sum of the values
   */
  readonly total?: number;
  /**
   * The order of the bars: `value` puts the largest first (equal ones as given), `none` keeps the order.
   *
   * @defaultValue "value"
   */
  readonly sort?: "value" | "none";
  /**
   * The most bars to draw, from 1 on; what is beyond is added up in a last one.
   *
   * @defaultValue 20
   */
  readonly limit?: number;
}

interface Bar {
  readonly name: string;
  readonly value: number;
}

const ROW = 30;
const TALL_ROW = 36;
const MAX_LABEL = 230;

/**
 * Draws one value per label as horizontal bars, each with its value written behind it.
 *
 * @param rows - A frame whose last column has the values and the others the labels, as `countBy` gives it; rows of
 *   `{label, value}` or pairs, a map, a record, or lists of labels and values. A missing label reads `(missing)`; a
 *   bar without a finite value is left out and noted.
 * @param options - Titles, order, shares and how many bars.
 * @returns The plot. Its specification holds the labels given: don't make them of identifiers.
 * @throws {RangeError} If the lists differ in length, the limit is below 1 or the total not above 0.
 * @throws {TypeError} If a value is neither a number nor missing.
 *
 * @example
 * const plot = plotBars({ startup: 4888, shutdown: 17461 }, { of: "pings", percent: true });
 * plot.altText; // "Bars of pings, 22,349 pings: shutdown 17,461 (78.13%), startup 4,888 (21.87%)."
 */
export function plotBars(
  rows: Iterable<BarRow | readonly [label: string | null, value: number | null]>,
  options?: BarPlotOptions,
): Plot;
export function plotBars(bars: BarInput, options?: BarPlotOptions): Plot;
export function plotBars(input: BarInput, options: BarPlotOptions = {}): Plot {
  const { of = "values", width = 560, percent = false, limit = 20 } = options;
  if (!Number.isInteger(limit) || limit < 1)
    throw new RangeError(`limit must be 1 or more, got ${String(limit)}`);
  if (options.total !== undefined && !(options.total > 0)) {
    throw new RangeError(`total must be above 0, got ${String(options.total)}`);
  }
  const all = readBars(input);
  const given = all.flatMap(({ name, value }): Bar[] => (value === null ? [] : [{ name, value }]));
  const total = options.total ?? sum(given);
  const bars = foldRest(
    options.sort === "none" ? given : [...given].sort((a, b) => b.value - a.value),
    limit,
  );
  const missing = all.length - given.length;
  const notes = [
    formatCount(total, of),
    ...(missing > 0 ? [`${formatCount(missing, "bars")} without a value`] : []),
  ];

  const rows = bars.map(({ name, value }, row) => {
    const share = percent && total > 0 ? ` (${formatPercent(value / total)})` : "";
    return {
      row,
      name,
      label: fitText(name, MAX_LABEL, SIZE.label, 2),
      value,
      text: formatNumber(value) + share,
    };
  });
  const labels = rows.map((row) => row.label);
  const spoken = rows.map(({ name, text }) => `${name} ${text}`).join(", ");
  const rowHeight = labels.some((lines) => lines.length > 1) ? TALL_ROW : ROW;
  return composeChart({
    title: options.title ?? capitalize(`${of} by label`),
    subtitle: [...(options.subtitle === undefined ? [] : [options.subtitle]), notes.join(" · ")],
    altText: `Bars of ${of}, ${notes.join(", ")}: ${spoken || "none"}.`,
    width,
    height: options.height ?? Math.max(1, rows.length) * rowHeight,
    isEmpty: rows.length === 0,
    x: null,
    y: null,
    left: labelRoom(labels),
    right: Math.max(0, ...rows.map(({ text }) => textWidth(text, SIZE.value))) + 10,
    layers: () => drawBars(rows, of, given.length > limit),
  });
}

interface DrawnBar {
  readonly row: number;
  readonly value: number;
}

function drawBars(rows: readonly DrawnBar[], of: string, isLastRest: boolean): object[] {
  const low = Math.min(0, ...rows.map((row) => row.value));
  const high = Math.max(0, ...rows.map((row) => row.value));
  const scale = { paddingInner: 0.3, paddingOuter: 0.15 };
  const y = { field: "row", type: "ordinal", sort: null, axis: null, scale };
  const domain = [low, high === low ? 1 : high];
  const x = { field: "value", type: "quantitative", axis: null, scale: { domain, nice: false } };
  const tooltip = [
    { field: "name", title: "label" },
    { field: "text", title: of },
  ];
  const rest = { condition: { test: `datum.row === ${rows.length - 1}`, value: INK.line } };
  const data = { values: rows };
  const text = { type: "text", baseline: "middle", fontSize: SIZE.value, color: INK.text };
  return [
    {
      data,
      mark: { type: "bar" },
      encoding: { y, x, tooltip, color: { value: PALETTE[0], ...(isLastRest ? rest : {}) } },
    },
    // Written from 0 on where the bar goes to the left, so that it never covers the label.
    {
      data,
      mark: { ...text, align: "left", dx: 6 },
      encoding: { y, x: { ...x, field: "end" }, text: { field: "text" } },
      transform: [{ calculate: "max(0, datum.value)", as: "end" }],
    },
    rowLabels(data, { ...y, bandPosition: 0.5 }),
  ];
}

function foldRest(bars: readonly Bar[], limit: number): readonly Bar[] {
  if (bars.length <= limit) return bars;
  const rest = bars.slice(limit - 1);
  return [...bars.slice(0, limit - 1), { name: `${formatNumber(rest.length)} others`, value: sum(rest) }];
}

function sum(bars: readonly Bar[]): number {
  return bars.reduce((so, bar) => so + bar.value, 0);
}
