import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { mean, presentNumbers, standardDeviation } from "../../src/stats/index.js";

describe("mean", () => {
  it("mean(values) leaves missing values out of the denominator too", () => {
    assert.equal(mean([1, null, undefined, Number.NaN, 4]), 2.5);
    assert.equal(mean([]), null);
    assert.equal(mean([null]), null);
  });
  it("mean(values) does not lose small numbers beside large ones", () => {
    assert.equal(mean([1e16, 1, 1, -1e16]), 0.5);
  });
  it("mean(values) takes typed arrays and iterables", () => {
    assert.equal(mean(Float64Array.of(1, 2)), 1.5);
    assert.equal(mean(new Set([1, 2, 6])), 3);
  });
});

describe("standardDeviation", () => {
  it("standardDeviation(values) is numpy's for the population and pandas' for a sample", () => {
    // numpy 2.4.6: np.std(x), np.std(x, ddof=1)
    const values = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5];
    assert.ok(Math.abs(standardDeviation(values, { of: "population" })! - 2.256304299271065) < 1e-15);
    assert.ok(Math.abs(standardDeviation(values)! - 2.3664319132398464) < 1e-15);
  });
  it("standardDeviation(values) is null for too few values", () => {
    assert.equal(standardDeviation([1, null]), null);
    assert.equal(standardDeviation([1], { of: "population" }), 0);
    assert.equal(standardDeviation([], { of: "population" }), null);
  });
});

describe("presentNumbers", () => {
  it("presentNumbers(values) keeps infinities and counts null, undefined and NaN", () => {
    const { values, missing } = presentNumbers([1, null, Number.NEGATIVE_INFINITY, undefined, Number.NaN]);
    assert.deepEqual([...values], [1, Number.NEGATIVE_INFINITY]);
    assert.equal(missing, 3);
  });
  it("presentNumbers(values) copies", () => {
    const own = Float64Array.of(2, 1);
    presentNumbers(own).values.sort();
    assert.deepEqual([...own], [2, 1]);
  });
});
