import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { histogram, integerBins } from "../../src/stats/index.js";

// figures.json of the published report: plt.hist of the creation delays clipped to 30 days, 50 bins.
const PUBLISHED = [
  19434, 380, 0, 113, 0, 56, 51, 0, 23, 0, 21, 18, 0, 20, 0, 15, 8, 0, 15, 0, 14, 21, 0, 16, 0, 11, 10, 0, 17,
  0, 24, 9, 0, 3, 0, 9, 5, 0, 5, 0, 5, 5, 0, 4, 0, 8, 6, 0, 4, 1738,
];

describe("histogram", () => {
  it("histogram(days, {bins: 50}) gives the published counts, false zeros included", () => {
    const perDay = PUBLISHED.filter((count) => count > 0);
    // The last bin is closed and holds both day 29.4 and up, so only day 30; 29 has the one before.
    assert.equal(perDay.length, 31);
    const days = perDay.flatMap((count, day) =>
      new Array<number>(count).fill(day === 30 ? 400 + (count % 7) : day),
    );
    const { counts, edges } = histogram(days, { bins: 50, clip: [null, 30] });
    assert.deepEqual(counts, PUBLISHED);
    assert.equal(edges.length, 51);
  });
  it("histogram(values, {bins}) has the edges of numpy.linspace, to the last bit", () => {
    // numpy 2.4.6: np.histogram([0, 30], bins=50)[1][[3, 6, 9, 12, 50]]
    const { edges } = histogram([0, 30], { bins: 50 });
    assert.deepEqual(
      [3, 6, 9, 12, 50].map((i) => edges[i]),
      [1.7999999999999998, 3.5999999999999996, 5.3999999999999995, 7.199999999999999, 30],
    );
  });
  it("histogram(values, {bins, range}) assigns values on rounded edges as numpy does", () => {
    // numpy 2.4.6: np.histogram([0, 0.1, …, 1], bins=10, range=(0, 1))
    const tenths = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 0.0];
    assert.deepEqual(histogram(tenths, { range: [0, 1] }).counts, [1, 1, 2, 0, 1, 2, 1, 0, 1, 2]);
  });
  it("histogram(values, {bins: edges}) takes edges as they are, the last bin closed", () => {
    // numpy 2.4.6: np.histogram([1, 2, 1, 4, 5, 7], bins=[1, 2, 4, 7])
    assert.deepEqual(histogram([1, 2, 1, 4, 5, 7], { bins: [1, 2, 4, 7] }), {
      counts: [2, 1, 3],
      edges: [1, 2, 4, 7],
    });
    // numpy 2.4.6: np.histogram([1, 1, 2, 3], bins=[1, 1, 2, 2])
    assert.deepEqual(histogram([1, 1, 2, 3], { bins: [1, 1, 2, 2] }).counts, [0, 2, 1]);
  });
  it("histogram(values) widens a range of one value, and takes [0, 1] without any", () => {
    // numpy 2.4.6: np.histogram([5, 5, 5], bins=4), np.histogram([], bins=3)
    assert.deepEqual(histogram([5, 5, 5], { bins: 4 }), {
      counts: [0, 0, 3, 0],
      edges: [4.5, 4.75, 5, 5.25, 5.5],
    });
    assert.deepEqual(histogram([null], { bins: 2 }), { counts: [0, 0], edges: [0, 0.5, 1] });
  });
  it("histogram(values, {clip}) moves values to the limits, as np.clip", () => {
    assert.deepEqual(histogram([-9, 0, 5, 99, null, Number.NaN], { bins: 2, clip: [0, 10] }), {
      counts: [2, 2],
      edges: [0, 5, 10],
    });
    assert.deepEqual(histogram([1, Number.POSITIVE_INFINITY], { bins: 1, clip: [null, 3] }).edges, [1, 3]);
  });
  it("histogram(values, options) rejects bins, ranges and clips that can't be", () => {
    assert.throws(() => histogram([1], { bins: 0 }), /bins must be a whole number from 1 to 1000000, got 0/);
    assert.throws(
      () => histogram([1], { bins: 1e10 }),
      /bins must be a whole number from 1 to 1000000, got 10000000000/,
    );
    assert.throws(() => histogram([1], { bins: [1] }), /bins must be two or more ascending edges, got \[1\]/);
    assert.throws(() => histogram([1], { bins: [2, 1] }), RangeError);
    assert.throws(() => histogram([1], { range: [2, 1] }), RangeError);
    assert.throws(() => histogram([1], { clip: [2, 1] }), /clip must be ascending, got \[2,1\]/);
    assert.throws(
      () => histogram([1, Number.POSITIVE_INFINITY]),
      /range must be finite .*; give range or clip/,
    );
  });
  it("histogram(values, {bins}) spreads edges and values over a range of one smallest number, as numpy does", () => {
    const { counts, edges } = histogram([0, -5e-324], { bins: 3 });
    assert.deepEqual(edges, [-5e-324, -5e-324, 0, 0]);
    assert.deepEqual(counts, [0, 1, 1]);
    assert.throws(() => histogram([-1.7e308, 1.7e308]), /range must be finite/);
  });
  it("histogram(values, {bins}) counts every value within the range once, between its edges", () => {
    const numbers = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 });
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 60 }), (values, bins) => {
        const { counts, edges } = histogram(values, { bins });
        const expected = new Array<number>(bins).fill(0);
        for (const value of values) {
          const above = edges.findIndex((edge) => edge > value);
          const bin = above < 0 ? bins - 1 : above - 1;
          expected[bin] = expected[bin]! + 1;
        }
        assert.deepEqual(counts, expected);
      }),
    );
  });
});

describe("integerBins", () => {
  it("integerBins(low, high) makes bins of one where they suffice", () => {
    assert.deepEqual(integerBins(0, 3), [0, 1, 2, 3, 4]);
    assert.deepEqual(integerBins(7, 7), [7, 8]);
  });
  it("integerBins(low, high, maxBins) widens by 1, 2, 5, 10 until they suffice", () => {
    assert.deepEqual(integerBins(0, 15, 8), [0, 2, 4, 6, 8, 10, 12, 14, 16]);
    assert.deepEqual(integerBins(3, 47, 10), [0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50]);
    assert.deepEqual(integerBins(-3, 3, 1), [-5, 0, 5]);
  });
  it("integerBins(low, high) rejects limits that are no range", () => {
    assert.throws(() => integerBins(2, 1), RangeError);
    assert.throws(() => integerBins(0, Number.POSITIVE_INFINITY), RangeError);
    assert.throws(() => integerBins(0, 1, 0), /maxBins must be a whole number from 1 to 1000000, got 0/);
    assert.throws(() => integerBins(0, 1e9, 1e10), /maxBins must be a whole number from 1 to 1000000, got 1/);
  });
  it("integerBins(low, high) gives each bin equally many whole numbers, so that none is empty by itself", () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(), fc.integer({ min: 2, max: 60 }), (low, width, maxBins) => {
        const edges = integerBins(low, low + width, maxBins);
        assert.ok(edges[0]! <= low && low + width < edges[edges.length - 1]!);
        assert.ok(edges.length <= maxBins + 1);
        const step = edges[1]! - edges[0]!;
        assert.ok(
          edges.every((edge, i) => Number.isInteger(edge) && (i === 0 || edge - edges[i - 1]! === step)),
        );
      }),
    );
  });
});
