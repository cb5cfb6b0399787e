import { axisOf } from "./axis.js";
import { Plot } from "./plot.js";
import { textWidth } from "./text-width.js";
import { CONFIG, INK, LINE, PALETTE, SIZE } from "./theme.js";
import { thinTicks } from "./ticks.js";
import type { Tick } from "./types.js";
import { wrapText } from "./wrap-text.js";

/** One axis of a chart. */
export interface ChartAxis {
  /** Lowest and highest value. */
  readonly domain: readonly [number, number];
  readonly ticks: readonly Tick[];
  /** What the values are, with their unit; empty for none. */
  readonly title: string;
  /** A symlog scale that is linear below this value; null for a linear scale. */
  readonly symlog?: number | null;
}

/** What the charts have in common, from which {@link composeChart} makes a specification. */
export interface Chart {
  readonly title: string;
  readonly subtitle: readonly string[];
  readonly altText: string;
  readonly width: number;
  readonly height: number;
  /** The horizontal axis; null draws none, and layers then bring their own scale. */
  readonly x: ChartAxis | null;
  /** The vertical axis; null where rows stand below each other. */
  readonly y: ChartAxis | null;
  /** Whether there is nothing to draw, which is then said in its place. */
  readonly isEmpty?: boolean;
  /** Names of the series, in the order of their colours; shown where there are two or more. */
  readonly legend?: readonly string[];
  /** Room for what the layers draw to the left and right of the data area, in pixels. */
  readonly left?: number;
  readonly right?: number;
  /** Makes the layers, given the encodings of the two axes. */
  readonly layers: (x: Encoding, y: Encoding) => readonly object[];
}

/** A channel's scale and axis, to which a layer adds its field. */
export type Encoding = { readonly [member: string]: unknown };

const LEGEND_HEIGHT = 20;

/**
 * Makes a plot of a chart: sets titles, margins and axes around its layers.
 *
 * All margins are computed from the widths of the texts and Vega's own fitting is off, because without
 * a canvas Vega overestimates texts and would leave gaps.
 */
export function composeChart(chart: Chart): Plot {
  const { width, height, x, y, altText } = chart;
  const yLabels = Math.max(0, ...(y?.ticks ?? []).map((tick) => textWidth(tick.label, SIZE.label)));
  const left = Math.ceil(Math.max(chart.left ?? 0, y === null ? 0 : yLabels + 11)) + 4;
  const rightTick = x === null ? undefined : x.ticks[x.ticks.length - 1];
  const rightLabel = rightTick === undefined ? 0 : textWidth(rightTick.label, SIZE.label) / 2;
  const right = Math.ceil(Math.max(chart.right ?? 0, rightLabel, 6)) + 6;
  const whole = left + width + right - 12;

  const title = wrapText(chart.title, whole, SIZE.title, "bold");
  const subtitle = chart.subtitle.flatMap((line) => wrapText(line, whole, SIZE.subtitle));
  const legend = (chart.legend ?? []).length > 1 ? placeLegend(chart.legend!, whole) : [];
  const legendHeight = legend.length === 0 ? 0 : (legend[legend.length - 1]!.row + 1) * LEGEND_HEIGHT;
  const yTitle = y === null || y.title === "" ? 0 : 20;
  const head = title.length * LINE.title + subtitle.length * LINE.subtitle + 14;
  const bottom = x === null ? 6 : 22 + (x.title === "" ? 0 : 20);
  const top = head + legendHeight + yTitle + 10;

  const spec = {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    description: altText,
    title: {
      text: title,
      ...(subtitle.length > 0 ? { subtitle } : {}),
      dx: -left + 4,
      offset: yTitle + legendHeight > 0 ? 12 : 10,
    },
    width,
    height,
    autosize: "none",
    padding: { left, top, right, bottom },
    layer: [
      ...chart.layers(
        x === null ? { axis: null } : encodeX(x, width),
        y === null ? { axis: null } : encodeY(y, left),
      ),
      ...(chart.isEmpty === true ? [drawNothing(width, height)] : []),
      ...drawLegend(legend, -left + 4, -(yTitle + legendHeight) + 2),
    ],
    config: CONFIG,
  };
  return new Plot(JSON.parse(JSON.stringify(spec)), chart.title, altText);
}

function scaleOf(axis: ChartAxis): object {
  const constant = axis.symlog ?? null;
  return {
    domain: axis.domain,
    nice: false,
    zero: false,
    ...(constant === null ? {} : { type: "symlog", constant }),
  };
}

function encodeX(axis: ChartAxis, width: number): Encoding {
  const [low, high] = axis.domain.map((value) => transform(value, axis.symlog)) as [number, number];
  const ticks = thinTicks(
    axis.ticks,
    (value) => ((transform(value, axis.symlog) - low) / (high - low)) * width,
    (label) => textWidth(label, SIZE.label) + 10,
  );
  return {
    type: "quantitative",
    scale: scaleOf(axis),
    axis: { ...axisOf(ticks, { title: axis.title, grid: false }) },
  };
}

function encodeY(axis: ChartAxis, left: number): Encoding {
  return {
    type: "quantitative",
    scale: scaleOf(axis),
    axis: {
      ...axisOf(axis.ticks, { title: axis.title, grid: true }),
      domain: false,
      ticks: false,
      titleAlign: "left",
      titleAnchor: "end",
      titleAngle: 0,
      titleBaseline: "bottom",
      titleX: -left + 4,
      titleY: -10,
    },
  };
}

function transform(value: number, symlog: number | null | undefined): number {
  return symlog == null ? value : Math.sign(value) * Math.log1p(Math.abs(value) / symlog);
}

function drawNothing(width: number, height: number): object {
  return {
    data: { values: [{}] },
    mark: { type: "text", baseline: "middle", fontSize: SIZE.subtitle, color: INK.faint, text: "no values" },
    encoding: { x: { value: width / 2 }, y: { value: height / 2 } },
  };
}

interface LegendEntry {
  readonly name: string;
  readonly colour: string;
  readonly x: number;
  readonly row: number;
}

/** Sets the names of the series one after the other, in as many rows as needed. */
function placeLegend(names: readonly string[], width: number): LegendEntry[] {
  let x = 0;
  let row = 0;
  return names.map((name, i) => {
    const needed = textWidth(name, SIZE.label) + 34;
    if (x > 0 && x + needed > width + 18) {
      x = 0;
      row += 1;
    }
    const entry = { name, colour: PALETTE[i % PALETTE.length]!, x, row };
    x += needed;
    return entry;
  });
}

function drawLegend(entries: readonly LegendEntry[], left: number, top: number): object[] {
  return entries.flatMap(({ name, colour, x, row }) => {
    const y = { value: top + row * LEGEND_HEIGHT };
    const data = { values: [{}] };
    return [
      {
        data,
        mark: { type: "square", size: 90, opacity: 1, color: colour },
        encoding: { x: { value: left + x + 5 }, y },
      },
      {
        data,
        mark: {
          type: "text",
          align: "left",
          baseline: "middle",
          fontSize: SIZE.label,
          color: INK.text,
          text: name,
        },
        encoding: { x: { value: left + x + 15 }, y },
      },
    ];
  });
}
