import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { median, percentile, quartiles } from "../../src/stats/index.js";

describe("percentile", () => {
  it("percentile(values, ps) is numpy's linear definition, to the last bit", () => {
    // numpy 2.4.6: np.percentile([...], [0, 10, 25, 33.3, 50, 90, 99, 100])
    const values = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5];
    assert.deepEqual(
      percentile(values, [0, 10, 25, 33.3, 50, 90, 99, 100]),
      [1, 1, 2.5, 3, 4, 6, 8.700000000000001, 9],
    );
    // numpy 2.4.6: np.percentile([0.1, 0.7, 1.3, 1e9], [1, 5, 33, 66.6, 99.9])
    assert.deepEqual(
      percentile([0.1, 0.7, 1.3, 1e9], [1, 5, 33, 66.6, 99.9]),
      [0.11800000000000001, 0.19, 0.694, 1.2988, 997000000.0039003],
    );
  });
  it("percentile(values, ps) gives the published report's creation delays", () => {
    // 22,068 delays; the 99th lies 0.33 of the way from 1830 to 1850 days.
    const days = new Float64Array(22_068);
    days.fill(274, 20_000).fill(1830, 21_500).fill(1850, 21_847);
    assert.deepEqual(
      percentile(days, [50, 70, 80, 95, 99])?.map((one) => Number(one?.toFixed(9))),
      [0, 0, 0, 274, 1836.6],
    );
  });
  it("percentile(values, p) leaves missing values out and does not sort its input", () => {
    const values = [3, null, 1, undefined, Number.NaN, 2];
    assert.equal(percentile(values, 50), 2);
    assert.deepEqual(values, [3, null, 1, undefined, Number.NaN, 2]);
    assert.equal(percentile(new Set([5, 7]), 50), 6);
  });
  it("percentile(values, p) is null without values, and the value for one", () => {
    assert.equal(percentile([null], 50), null);
    assert.deepEqual(percentile([], [1, 2]), [null, null]);
    assert.deepEqual(percentile([7], [0, 50, 100]), [7, 7, 7]);
  });
  it("percentile(values, p) keeps infinities out of the arithmetic where it can", () => {
    assert.equal(
      percentile([1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY], 75),
      Number.POSITIVE_INFINITY,
    );
  });
  it("percentile(values, p) rejects p outside [0, 100] and values that are no numbers", () => {
    assert.throws(() => percentile([1], 101), {
      name: "RangeError",
      message: "p must be from 0 to 100, got 101",
    });
    assert.throws(() => percentile([1], [5, Number.NaN]), RangeError);
    assert.throws(() => percentile(["1"] as unknown as number[], 5), {
      name: "TypeError",
      message: "values must be numbers, null or undefined, got a string at 0",
    });
  });
  it("percentile(values, p) is monotone in p and within the values", () => {
    const p = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), p, p, (values, a, b) => {
        const low = percentile(values, Math.min(a, b))!;
        const high = percentile(values, Math.max(a, b))!;
        assert.ok(Math.min(...values) <= low && low <= high && high <= Math.max(...values));
      }),
    );
  });
});

describe("median", () => {
  it("median(values) is the middle one, or the mean of the two middle ones", () => {
    assert.equal(median([5, 1, 3]), 3);
    assert.equal(median([5, 1, 3, 4]), 3.5);
    assert.equal(median([]), null);
  });
});

describe("quartiles", () => {
  it("quartiles(values) are R's type 7", () => {
    // R: quantile(c(1, 2, 4, 8, 16, 32), type = 7)[2:4]
    assert.deepEqual(quartiles([32, 1, 2, 4, 8, 16]), [2.5, 6, 14]);
    assert.equal(quartiles([null]), null);
  });
});
