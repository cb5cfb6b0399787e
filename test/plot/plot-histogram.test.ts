import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { HistogramData } from "../../src/histogram/index.js";
import { type Plot, plotHistogram } from "../../src/plot/index.js";
import { DELAYS } from "./cases.js";

interface Row {
  readonly bin: string;
  readonly start: number;
  readonly end: number;
  readonly count: number;
  readonly share?: number;
}
interface Layer {
  readonly data: { readonly values: readonly Row[] };
  readonly encoding: {
    readonly [channel: string]: { readonly axis: Axis; readonly scale: { readonly type?: string } };
  };
}
interface Axis {
  readonly title: string;
  readonly labelExpr: string;
}

const layerOf = (plot: Plot) => (plot.spec as unknown as { layer: Layer[] }).layer[0]!;
const rowsOf = (plot: Plot) => layerOf(plot).data.values;
const labelsOf = (plot: Plot, channel: string): Record<string, string> =>
  JSON.parse(layerOf(plot).encoding[channel]!.axis.labelExpr.replace("[datum.value]", ""));

describe("plotHistogram", () => {
  it("plotHistogram(days, {clip}) has a bin per day, labels the open end and notes the missing", () => {
    const plot = plotHistogram(DELAYS, {
      label: "creation delay",
      unit: "days",
      of: "pings",
      clip: [null, 30],
    });
    const rows = rowsOf(plot);
    assert.equal(rows.length, 31);
    assert.deepEqual(rows[0], { bin: "0", start: -0.5, end: 0.5, count: 19434 });
    assert.deepEqual(rows[30], { bin: "30+", start: 29.5, end: 30.5, count: 1738 });
    assert.equal(labelsOf(plot, "x")["30"], "30+");
    assert.equal(layerOf(plot).encoding["x"]!.axis.title, "creation delay (days)");
    assert.equal(
      plot.altText,
      "Histogram of creation delay (days) in 31 bins, 22,068 pings, 5 missing; most in 0 (19,434, 88.06%).",
    );
  });
  it("plotHistogram(values) leaves out infinite values and says so, unless clipping gives them a place", () => {
    const infinite = [1, 2, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, null];
    const total = (plot: Plot) => rowsOf(plot).reduce((sum, { count }) => sum + count, 0);
    for (const values of [infinite, [...infinite, 1.5]]) {
      const plot = plotHistogram(values);
      assert.equal(total(plot), values.length - 3);
      assert.match(plot.altText, /, 1 missing, 2 infinite;/);
      const clipped = plotHistogram(values, { clip: [null, 3] });
      assert.equal(total(clipped), values.length - 2);
      assert.match(clipped.altText, /, 1 missing, 1 infinite;/);
      const ranged = plotHistogram(values, { range: [0, 3] });
      assert.match(ranged.altText, /, 1 missing, 2 outside the range;/);
      assert.match(plotHistogram(values, { bins: [0, 1, 5] }).altText, /, 1 missing, 2 infinite;/);
    }
    assert.match(plotHistogram([Number.POSITIVE_INFINITY]).altText, /1 infinite; nothing to show/);
  });
  it("plotHistogram(whole numbers, {bins: n}) makes at most n bins, each a whole number wide", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { minLength: 1 }),
        fc.integer({ min: 2, max: 60 }),
        (values, bins) => {
          const rows = rowsOf(plotHistogram(values, { bins }));
          assert.ok(rows.length <= bins);
          assert.ok(rows.every(({ start, end }) => Number.isInteger(end - start)));
          assert.equal(
            rows.reduce((sum, row) => sum + row.count, 0),
            values.length,
          );
        },
      ),
    );
  });
  it("plotHistogram(fractions) has round edges, and all values", () => {
    const rows = rowsOf(plotHistogram([0.13, 0.27, 0.31, 0.99, 1.04]));
    assert.deepEqual([rows[0]!.start, rows[0]!.end], [0.12, 0.14]);
    assert.equal(
      rows.reduce((sum, row) => sum + row.count, 0),
      5,
    );
    assert.equal(rowsOf(plotHistogram([0.5, 0.25], { bins: 7 })).length, 7);
  });
  it("plotHistogram(values, {range}) leaves others out and says how many", () => {
    const plot = plotHistogram([1, 2, 3, 99, null], { range: [1, 3] });
    assert.equal(rowsOf(plot).length, 3);
    assert.match(plot.altText, /3 values, 1 missing, 1 outside the range/);
  });
  it("plotHistogram(values) uses a log scale only where most bars would vanish, or if told", () => {
    const scale = (plot: Plot) => layerOf(plot).encoding["y"]!.scale.type;
    assert.equal(scale(plotHistogram([1, 1, 2, 3])), undefined);
    assert.equal(scale(plotHistogram([1, 1, 2, 3], { log: true })), "symlog");
    assert.equal(scale(plotHistogram(DELAYS, { clip: [null, 30] })), "symlog");
    assert.equal(scale(plotHistogram(DELAYS, { clip: [null, 30], log: false })), undefined);
    assert.equal(
      layerOf(plotHistogram(DELAYS, { log: true })).encoding["y"]!.axis.title,
      "values (log scale)",
    );
  });
  it("plotHistogram(values, {percent}) shows shares that add up to 100", () => {
    const rows = rowsOf(plotHistogram([1, 1, 2, 5], { percent: true }));
    assert.deepEqual(
      rows.map((row) => row.share),
      [50, 25, 0, 0, 25],
    );
  });
  it("plotHistogram({counts, edges}) draws bins as given", () => {
    const rows = rowsOf(plotHistogram({ counts: [3, 0, 2], edges: [0, 0.6, 1.2, 1.7999999999999998] }));
    assert.deepEqual(
      rows.map((row) => row.bin),
      ["0 to 0.6", "0.6 to 1.2", "1.2 to 1.8"],
    );
    assert.equal(rows[2]!.count, 2);
  });
  it("plotHistogram(histogram) draws buckets equally wide and drops the empty ones at the ends", () => {
    const data: HistogramData = {
      kind: "exponential",
      bounds: [0, 1, 2, 5, 12, 29],
      counts: [0, 0, 4, 0, 2, 0],
      sum: 9,
    };
    const plot = plotHistogram(data);
    assert.deepEqual(
      rowsOf(plot).map((row) => [row.bin, row.start, row.count]),
      [
        ["2 to 4", 0, 4],
        ["5 to 11", 1, 0],
        ["12 to 28", 2, 2],
      ],
    );
    assert.deepEqual(labelsOf(plot, "x"), { "0": "2", "1": "5", "2": "12", "3": "29" });
    const last = plotHistogram({ ...data, counts: [0, 0, 0, 0, 1, 3] });
    assert.deepEqual(labelsOf(last, "x"), { "0": "12", "1": "29+" });
  });
  it("plotHistogram(categorical histogram, {labels}) names the buckets", () => {
    const data: HistogramData = {
      kind: "categorical",
      bounds: [0, 1, 2, 3],
      counts: [5, 0, 1, 0],
      sum: null,
    };
    assert.deepEqual(
      rowsOf(plotHistogram(data, { labels: ["Common", "Rare"] })).map((row) => row.bin),
      ["Common", "Rare", "2"],
    );
  });
  it("plotHistogram(values) embeds bins, not values", () => {
    const many = Float64Array.from({ length: 200_000 }, (_, i) => (i * 7919) % 100_003);
    assert.ok(JSON.stringify(plotHistogram(many).spec).length < 10_000);
  });
  it("plotHistogram(values) draws one value, and infinities only clipped", () => {
    assert.equal(rowsOf(plotHistogram([7])).length, 1);
    assert.equal(
      rowsOf(plotHistogram([7.5])).reduce((sum, row) => sum + row.count, 0),
      1,
    );
    assert.equal(rowsOf(plotHistogram([1, Number.POSITIVE_INFINITY])).length, 1);
    assert.equal(rowsOf(plotHistogram([1, Number.POSITIVE_INFINITY], { clip: [null, 3] })).length, 3);
  });
});
