import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { boxStats, cdf } from "../../src/stats/index.js";

describe("cdf", () => {
  it("cdf(values) is R's ecdf at each distinct value", () => {
    // R: f <- ecdf(c(3, 1, 1, 2)); knots(f); f(knots(f))
    assert.deepEqual(cdf([3, 1, null, 1, 2]), { x: [1, 2, 3], f: [0.5, 0.75, 1] });
  });
  it("cdf(values) is empty without values", () => {
    assert.deepEqual(cdf([null, Number.NaN]), { x: [], f: [] });
  });
});

describe("boxStats", () => {
  it("boxStats(values) is what matplotlib draws", () => {
    // matplotlib.cbook.boxplot_stats([1, 2, 3, 4, 100]): q1 2, med 3, q3 4, whislo 1, whishi 4, fliers [100]
    assert.deepEqual(boxStats([100, 1, 2, null, 3, 4]), {
      count: 5,
      missing: 1,
      min: 1,
      q1: 2,
      median: 3,
      q3: 4,
      max: 100,
      lowerWhisker: 1,
      upperWhisker: 4,
      outliers: [100],
    });
  });
  it("boxStats(values, {reach}) reaches that many interquartile ranges", () => {
    assert.deepEqual(boxStats([1, 2, 3, 4, 100], { reach: 100 })?.outliers, []);
    assert.throws(() => boxStats([1], { reach: -1 }), /reach must be 0 or more, got -1/);
  });
  it("boxStats(values) never draws a whisker inside the box", () => {
    // Interpolated quartiles with no value between box and reach.
    const stats = boxStats([0, 10, 10, 10, 10, 10, 11, 1000])!;
    assert.ok(stats.upperWhisker >= stats.q3 && stats.lowerWhisker <= stats.q1);
  });
  it("boxStats(values) is null without values and flat for one", () => {
    assert.equal(boxStats([]), null);
    assert.deepEqual(boxStats([7])?.outliers, []);
    assert.equal(boxStats([7])?.upperWhisker, 7);
  });
});
