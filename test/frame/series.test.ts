import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Frame } from "../../src/frame/index.js";

const frame = Frame.fromColumns({
  n: [4, null, 1, Number.NaN, 3, 2],
  big: [2n ** 62n, -1n, null, 2n ** 62n, 0n, 0n],
  flag: [true, false, null, true, true, null],
  word: ["b", "a", null, "b", "c", "a"],
  none: [null, null, null, null, null, null],
});

describe("Series", () => {
  it("reads cells, missing ones as null", () => {
    const series = frame.column("n");
    assert.deepEqual([series.name, series.length, series.kind, series.nullCount], ["n", 6, "f64", 1]);
    assert.deepEqual([...series], series.toArray());
    assert.deepEqual(
      [series.at(0), series.at(-1), series.at(1), series.at(6), series.at(-7)],
      [4, 2, null, undefined, undefined],
    );
    assert.deepEqual(Array.from(series.toNumbers()), [4, 1, 3, 2]);
  });

  // numpy: np.percentile([4, 1, 3, 2], [0, 10, 50, 90, 100])
  it("percentile(p) interpolates as numpy does, without missing values and NaN", () => {
    assert.deepEqual(frame.column("n").percentile([0, 10, 50, 90, 100]), [1, 1.3, 2.5, 3.7, 4]);
    assert.equal(frame.percentile("n", 50), 2.5);
    assert.equal(frame.column("none").percentile(50), null);
    assert.throws(() => frame.percentile("n", 101), RangeError);
    assert.throws(
      () => frame.percentile("word", 50),
      /percentile needs numbers, but column "word" holds string values/,
    );
  });

  it("computes mean, sum and deviation, of booleans the share", () => {
    assert.deepEqual(
      [frame.column("n").mean(), frame.column("n").sum(), frame.column("n").median()],
      [2.5, 10, 2.5],
    );
    assert.equal(frame.column("flag").mean(), 0.75);
    assert.equal(frame.column("flag").sum(), 3);
    assert.equal(frame.column("none").mean(), null);
    assert.equal(frame.column("none").sum(), 0);
    assert.equal(
      Frame.fromColumns({ x: [1, 3] })
        .column("x")
        .standardDeviation(),
      Math.SQRT2,
    );
  });

  it("sums bigints exactly and numbers without losing the small", () => {
    assert.equal(frame.column("big").sum(), 2n ** 63n - 1n);
    assert.equal(
      Frame.fromColumns({ x: [1, 1e100, 1, -1e100] })
        .column("x")
        .sum(),
      2,
    );
    assert.equal(
      Frame.fromColumns({ x: [1e308, 1e308] })
        .column("x")
        .sum(),
      Number.POSITIVE_INFINITY,
    );
    assert.equal(
      Frame.fromColumns({ x: [Number.POSITIVE_INFINITY, 1] })
        .column("x")
        .sum(),
      Number.POSITIVE_INFINITY,
    );
  });

  it("finds extremes of anything that has an order", () => {
    assert.deepEqual([frame.column("n").min(), frame.column("n").max()], [1, 4]);
    assert.deepEqual([frame.column("big").min(), frame.column("big").max()], [-1n, 2n ** 62n]);
    assert.deepEqual([frame.column("word").min(), frame.column("word").max()], ["a", "c"]);
    assert.deepEqual([frame.column("none").min(), frame.column("none").max()], [null, null]);
    assert.throws(
      () =>
        Frame.fromColumns({ l: [[1]] })
          .column("l")
          .min(),
      /which have no order/,
    );
  });

  it("distinct() and valueCounts() go by first appearance; only the second counts missing", () => {
    assert.deepEqual(frame.column("word").distinct(), ["b", "a", "c"]);
    assert.deepEqual(frame.column("flag").distinct(), [true, false]);
    assert.deepEqual(frame.column("word").valueCounts(), [
      { value: "b", count: 2 },
      { value: "a", count: 2 },
      { value: null, count: 1 },
      { value: "c", count: 1 },
    ]);
  });
});
