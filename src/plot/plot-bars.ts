import { composeChart } from "./compose-chart.js";
import { formatCount, formatNumber, formatPercent } from "./format-number.js";
import type { Plot } from "./plot.js";
import { textWidth } from "./text-width.js";
import { INK, LINE, PALETTE, SIZE } from "./theme.js";
import type { PlotOptions } from "./types.js";
import { fitText } from "./wrap-text.js";

/** One bar's label and value; null stands for missing. */
export interface BarRow {
  readonly label: string | null;
  readonly value: number | null;
}

/** What {@link plotBars} draws. */
export type BarInput =
  | Iterable<BarRow | readonly [string | null, number | null]>
  | ReadonlyMap<string | null, number | null>
  | { readonly labels: Iterable<string | null>; readonly values: Iterable<number | null> }
  | Readonly<Record<string, number | null>>;

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
   * The denominator of the shares.
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
   * The most bars to draw; what is beyond is added up in a last one.
   *
   * @defaultValue 20
   */
  readonly limit?: number;
}

interface ShownBar {
  readonly name: string;
  readonly value: number;
  readonly isRest: boolean;
}

const ROW = 30;
const MAX_LABEL = 230;

/**
 * Draws one value per label as horizontal bars, each with its value written behind it.
 *
 * @param input - Rows of `{label, value}` or pairs, a map, a record, or lists of labels and values. A
 *   missing label reads `(missing)`; a bar without a value is left out and noted.
 * @param options - Titles, order, shares and how many bars.
 * @returns The plot. Its specification holds the labels given: don't make them of identifiers.
 * @throws {RangeError} If the lists differ in length, the limit is below 1 or the total not above 0.
 * @throws {TypeError} If a value is neither a number nor missing.
 *
 * @example
 * const plot = plotBars({ startup: 4888, shutdown: 17461 }, { of: "pings", percent: true });
 * plot.altText; // "Bars of pings, 22,349 pings: shutdown 17,461 (78.13%), startup 4,888 (21.87%)."
 */
export function plotBars(input: BarInput, options: BarPlotOptions = {}): Plot {
  const { of = "values", width = 560, percent = false, limit = 20 } = options;
  if (!Number.isInteger(limit) || limit < 1)
    throw new RangeError(`limit must be 1 or more, got ${String(limit)}`);
  const all = toBars(input);
  const given = all.flatMap(({ name, value }): ShownBar[] =>
    value === null ? [] : [{ name, value, isRest: false }],
  );
  const sum = given.reduce((so, bar) => so + bar.value, 0);
  const total = options.total ?? sum;
  if (options.total !== undefined && !(options.total > 0)) {
    throw new RangeError(`total must be above 0, got ${String(options.total)}`);
  }
  const ordered = options.sort === "none" ? given : [...given].sort((a, b) => b.value - a.value);
  const bars = foldRest(ordered, limit);

  const texts = bars.map((bar) =>
    percent && total > 0
      ? `${formatNumber(bar.value)} (${formatPercent(bar.value / total)})`
      : formatNumber(bar.value),
  );
  const labels = bars.map((bar) => fitText(bar.name, MAX_LABEL, SIZE.label, 2));
  const left = Math.max(0, ...labels.flat().map((line) => textWidth(line, SIZE.label))) + 10;
  const right = Math.max(0, ...texts.map((text) => textWidth(text, SIZE.value))) + 10;
  const low = Math.min(0, ...bars.map((bar) => bar.value));
  const high = Math.max(0, ...bars.map((bar) => bar.value));
  const height = options.height ?? Math.max(1, bars.length) * ROW;
  const missing = all.length - given.length;
  const notes = [
    formatCount(total, of),
    ...(missing > 0 ? [`${formatCount(missing, "bars")} without a value`] : []),
  ];
  const rows = bars.map((bar, i) => ({
    row: i,
    name: bar.name,
    label: labels[i],
    value: bar.value,
    text: texts[i],
  }));
  const spoken = bars.map((bar, i) => `${bar.name} ${texts[i]}`).join(", ");
  return composeChart({
    title: options.title ?? `${of.charAt(0).toUpperCase()}${of.slice(1)} by label`,
    subtitle: [...(options.subtitle === undefined ? [] : [options.subtitle]), notes.join(" · ")],
    altText: `Bars of ${of}, ${notes.join(", ")}: ${spoken || "none"}.`,
    width,
    height,
    x: null,
    y: null,
    left,
    right,
    layers: (_, yAxis) => {
      const y = {
        ...yAxis,
        field: "row",
        type: "ordinal",
        sort: null,
        scale: { paddingInner: 0.3, paddingOuter: 0.15 },
      };
      const x = {
        field: "value",
        type: "quantitative",
        axis: null,
        scale: { domain: [low, high === low ? 1 : high], nice: false },
      };
      const tooltip = [
        { field: "name", title: "label" },
        { field: "text", title: of },
      ];
      const data = { values: rows };
      return [
        {
          data,
          mark: { type: "bar" },
          encoding: {
            y,
            x,
            tooltip,
            color: { value: PALETTE[0], ...greyForRest(bars) },
          },
        },
        {
          data,
          mark: {
            type: "text",
            align: "left",
            baseline: "middle",
            dx: 6,
            fontSize: SIZE.value,
            color: INK.text,
          },
          encoding: { y, x, text: { field: "text" } },
        },
        {
          data,
          mark: {
            type: "text",
            align: "right",
            baseline: "middle",
            fontSize: SIZE.label,
            color: INK.text,
            lineHeight: LINE.label,
            x: -8,
          },
          encoding: { y: { ...y, bandPosition: 0.5 }, text: { field: "label" } },
        },
      ];
    },
  });
}

function greyForRest(bars: readonly ShownBar[]): object {
  const rest = bars.findIndex((bar) => bar.isRest);
  return rest < 0 ? {} : { condition: { test: `datum.row === ${rest}`, value: INK.line } };
}

function foldRest(bars: readonly ShownBar[], limit: number): readonly ShownBar[] {
  if (bars.length <= limit) return bars;
  const rest = bars.slice(limit - 1);
  const value = rest.reduce((sum, bar) => sum + bar.value, 0);
  return [...bars.slice(0, limit - 1), { name: `${formatNumber(rest.length)} others`, value, isRest: true }];
}

function toBars(input: BarInput): { name: string; value: number | null }[] {
  return toPairs(input).map(([label, value]) => {
    if (value !== null && value !== undefined && typeof value !== "number") {
      throw new TypeError(`a bar's value must be a number or null, got a ${typeof value}`);
    }
    const isPresent = typeof value === "number" && Number.isFinite(value);
    return {
      name: label === null ? "(missing)" : String(label),
      value: isPresent ? value : null,
      isRest: false,
    };
  });
}

function toPairs(input: BarInput): (readonly [string | null, number | null])[] {
  if (Symbol.iterator in input) {
    return [...(input as Iterable<BarRow | readonly [string | null, number | null]>)].map((row) =>
      "label" in row ? [row.label, row.value] : row,
    );
  }
  const { labels, values } = input as { labels?: unknown; values?: unknown };
  if (typeof labels !== "object" || typeof values !== "object") {
    return Object.entries(input as Record<string, number | null>);
  }
  const names = [...(labels as Iterable<string | null>)];
  const numbers = [...(values as Iterable<number | null>)];
  if (names.length !== numbers.length) {
    throw new RangeError(
      `bars need as many values as labels, got ${JSON.stringify([names.length, numbers.length])}`,
    );
  }
  return names.map((name, i) => [name, numbers[i]!]);
}
