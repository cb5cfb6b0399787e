import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Frame } from "../../src/frame/index.js";
import { type Plot, plotBars, plotBox, plotCdf, plotLine } from "../../src/plot/index.js";

type Row = { readonly [field: string]: unknown };
const layersOf = (plot: Plot) =>
  (plot.spec as unknown as { layer: { data: { values: readonly Row[] } }[] }).layer;
const rowsOf = (plot: Plot, layer = 0) => layersOf(plot)[layer]!.data.values;

describe("plotBars", () => {
  it("plotBars(input) takes rows, pairs, maps, records and lists alike", () => {
    const expected = plotBars({ a: 1, b: 2 }).spec;
    assert.deepEqual(
      plotBars([
        { label: "a", value: 1 },
        { label: "b", value: 2 },
      ]).spec,
      expected,
    );
    assert.deepEqual(
      plotBars([
        ["a", 1],
        ["b", 2],
      ]).spec,
      expected,
    );
    assert.deepEqual(
      plotBars(
        new Map([
          ["a", 1],
          ["b", 2],
        ]),
      ).spec,
      expected,
    );
    assert.deepEqual(plotBars({ labels: ["a", "b"], values: Float64Array.of(1, 2) }).spec, expected);
    assert.equal(rowsOf(plotBars({ labels: 3, values: 4 })).length, 2);
  });
  it("plotBars(frame) takes the last column for the values, the others for the labels", () => {
    const pings = Frame.fromObjects([{ os: "a" }, { os: "b" }, { os: "b" }, { os: null }]);
    assert.deepEqual(
      plotBars(pings.countBy("os")).spec,
      plotBars([
        ["b", 2],
        ["a", 1],
        [null, 1],
      ]).spec,
    );
    const pairs = Frame.fromObjects([
      { os: "a", x64: true, n: 1 },
      { os: null, x64: false, n: null },
    ]);
    assert.deepEqual(
      plotBars(pairs).spec,
      plotBars([
        ["a, true", 1],
        ["(missing), false", null],
      ]).spec,
    );
    const ids = Frame.fromObjects([{ id: "secret", n: 1 }], { kinds: { id: "id" } });
    assert.doesNotMatch(JSON.stringify(plotBars(ids).spec), /secret/);
  });

  it("plotBars(input) puts the largest first, equal ones as given, or keeps the order", () => {
    const names = (plot: Plot) => rowsOf(plot).map((row) => row["name"]);
    assert.deepEqual(names(plotBars({ b: 1, c: 3, a: 1 })), ["c", "b", "a"]);
    assert.deepEqual(names(plotBars({ b: 1, c: 3, a: 1 }, { sort: "none" })), ["b", "c", "a"]);
  });
  it("plotBars(input, {percent, total}) writes each value with its share of the total", () => {
    const texts = (plot: Plot) => rowsOf(plot).map((row) => row["text"]);
    assert.deepEqual(texts(plotBars({ a: 20 }, { percent: true, total: 144 })), ["20 (13.89%)"]);
    assert.deepEqual(texts(plotBars({ a: 1, b: 0 }, { percent: true })), ["1 (100.00%)", "0 (0.00%)"]);
    assert.deepEqual(texts(plotBars({ a: 0 }, { percent: true })), ["0"]);
  });
  it("plotBars(input, {limit}) adds up the rest in a last bar", () => {
    const rows = rowsOf(plotBars({ a: 5, b: 4, c: 3, d: 2 }, { limit: 3 }));
    assert.deepEqual(
      rows.map((row) => [row["name"], row["value"]]),
      [
        ["a", 5],
        ["b", 4],
        ["2 others", 5],
      ],
    );
  });
  it("plotBars(input) names a missing label and notes a missing value", () => {
    const plot = plotBars([
      [null, 2],
      ["a", null],
      ["b", Number.NaN],
    ]);
    assert.equal(plot.altText, "Bars of values, 2 values, 2 bars without a value: (missing) 2.");
  });
  it("plotBars(input) rejects what is no bar", () => {
    assert.throws(() => plotBars({ labels: ["a"], values: [1, 2] }), /as many values as labels, got \[1,2\]/);
    assert.throws(
      () => plotBars({ a: "1" as unknown as number }),
      /value must be a number or null, got a string/,
    );
    assert.throws(() => plotBars({ a: 1 }, { limit: 0 }), /limit must be 1 or more, got 0/);
    assert.throws(() => plotBars({ a: 1 }, { total: 0 }), /total must be above 0, got 0/);
  });
});

describe("plotCdf", () => {
  it("plotCdf(values) steps at each distinct value, from one end of the axis to the other", () => {
    assert.deepEqual(rowsOf(plotCdf([0, 0, 1, null, 4])), [
      { x: 0, percent: 50 },
      { x: 1, percent: 75 },
      { x: 4, percent: 100 },
      { x: 4, percent: 100 },
    ]);
  });
  it("plotCdf(values, {range}) counts what is outside in the shares", () => {
    const rows = rowsOf(plotCdf([0, 1, 2, 3], { range: [1, 2] }));
    assert.deepEqual(rows, [
      { x: 1, percent: 50 },
      { x: 2, percent: 75 },
      { x: 2, percent: 75 },
    ]);
  });
  it("plotCdf(groups) says the median of each and leaves empty ones out of it", () => {
    const plot = plotCdf(
      new Map([
        ["a", [1, 2, 3]],
        ["b", [null]],
      ]),
      { label: "delay" },
    );
    assert.equal(plot.altText, "Cumulative distribution of delay, 3 values, 1 missing; median a 2.");
  });
  it("plotCdf(values) embeds at most about 1,000 steps, within a thousandth of the truth", () => {
    const values = Float64Array.from({ length: 100_000 }, (_, i) => ((i * 7919) % 100_003) ** 2);
    const rows = rowsOf(plotCdf(values)) as { x: number; percent: number }[];
    assert.ok(rows.length <= 1003, String(rows.length));
    const sorted = values.toSorted();
    for (const { x, percent } of rows.slice(1, -1)) {
      const share = sorted.findLastIndex((value) => value <= x) + 1;
      assert.ok(Math.abs(percent - share / 1000) < 1e-9);
    }
  });
  it("plotCdf(values, {range}) rejects a range that is none", () => {
    assert.throws(() => plotCdf([1], { range: [2, 1] }), /range must be finite and ascending, got \[2, 1\]/);
  });
});

describe("plotBox", () => {
  it("plotBox(groups) embeds five numbers and the outliers of each", () => {
    const plot = plotBox({ a: [1, 2, 3, 4, 100], b: [] });
    assert.deepEqual(rowsOf(plot), [{ row: 0, label: ["a"], lower: 1, q1: 2, median: 3, q3: 4, upper: 4 }]);
    assert.deepEqual(rowsOf(plot, 3), [{ row: 0, value: 100 }]);
    assert.match(plot.altText, /5 values, 1 group without values: a median 3, half within 2 to 4\.$/);
  });
  it("plotBox(values) embeds at most 100 outliers, the extremes among them", () => {
    const values = [...new Array<number>(10_000).fill(0), ...Array.from({ length: 900 }, (_, i) => i + 1)];
    const outliers = rowsOf(plotBox(values), 3).map((row) => row["value"]);
    assert.equal(outliers.length, 100);
    assert.deepEqual([outliers[0], outliers[99]], [1, 900]);
  });
  it("plotBox(values) rejects infinite values", () => {
    assert.throws(() => plotBox([1, Number.POSITIVE_INFINITY]), /a box plot needs finite values/);
  });
});

describe("plotLine", () => {
  it("plotLine(points) takes pairs and objects, numbers and dates, in any order", () => {
    const pairs = plotLine([
      [2, 20],
      [1, 10],
    ]);
    assert.deepEqual(rowsOf(pairs), [
      { x: 1, y: 10 },
      { x: 2, y: 20 },
    ]);
    assert.deepEqual(
      plotLine([
        { x: 1, y: 10 },
        { x: 2, y: 20 },
      ]).spec,
      pairs.spec,
    );
    const dates = plotLine([[new Date("2017-06-14T00:00:00Z"), 1]]);
    assert.equal(rowsOf(dates)[0]!["x"], Date.UTC(2017, 5, 14));
    assert.match(JSON.stringify(dates.spec), /Jun 14/);
  });
  it("plotLine(points) leaves gaps where values are missing and notes them", () => {
    const plot = plotLine([
      [1, 10],
      [2, null],
      [3, Number.NaN],
    ]);
    assert.deepEqual(
      rowsOf(plot).map((row) => row["y"]),
      [10, null, null],
    );
    assert.equal(plot.altText, "Line of value, 1 point, 2 missing; from 10 to 10.");
  });
  it("plotLine(points) thins long lines, but keeps their peaks", () => {
    const points = Array.from({ length: 50_000 }, (_, i) => [i, i === 31_234 ? 99 : i % 7] as const);
    const rows = rowsOf(plotLine(points));
    assert.ok(rows.length <= 1000, String(rows.length));
    assert.ok(rows.some((row) => row["y"] === 99));
    assert.equal(rows[rows.length - 1]!["x"], 49_999);
  });
  it("plotLine(points) rejects points that are nowhere", () => {
    assert.throws(
      () => plotLine([[Number.NaN, 1]]),
      /points must be finite, got \[NaN, 1\]; use null for a gap/,
    );
    assert.throws(() => plotLine([[1, Number.POSITIVE_INFINITY]]), RangeError);
  });
});
