import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type HistogramData, histogramBounds, mergeHistograms } from "../../src/histogram/index.js";

const anyHistogram: fc.Arbitrary<HistogramData> = fc
  .record({
    kind: fc.constantFrom("linear" as const, "exponential" as const),
    high: fc.constantFrom(10, 12, 100),
    bucketCount: fc.constantFrom(3, 5, 8),
    sum: fc.option(fc.nat(1000)),
    seed: fc.array(fc.nat(9), { minLength: 8, maxLength: 8 }),
  })
  .map(({ kind, high, bucketCount, sum, seed }) => {
    const bounds = histogramBounds(kind, [1, high], bucketCount)!;
    return { kind, bounds, counts: bounds.map((_, i) => seed[i]!), sum };
  });
const total = (histogram: HistogramData) => histogram.counts.reduce((a, b) => a + b, 0);

describe("mergeHistograms", () => {
  it("mergeHistograms([]) is null", () => {
    assert.equal(mergeHistograms([]), null);
  });
  it("mergeHistograms(list) adds counts and sums of equal layouts and shares their bounds", () => {
    const a: HistogramData = { kind: "linear", bounds: [0, 1, 4], counts: [1, 2, 0], sum: 2 };
    const merged = mergeHistograms([a, { ...a, bounds: [0, 1, 4], counts: [0, 1, 5], sum: 40 }]);
    assert.deepEqual(merged, { kind: "linear", bounds: [0, 1, 4], counts: [1, 3, 5], sum: 42 });
    assert.equal(merged?.bounds, a.bounds);
    assert.deepEqual(a.counts, [1, 2, 0]);
  });
  it("mergeHistograms([one]) does not share its counts", () => {
    const a: HistogramData = { kind: "flag", bounds: [0, 1, 2], counts: [0, 1, 0], sum: 1 };
    const merged = mergeHistograms([a]);
    assert.deepEqual(merged, a);
    assert.notEqual(merged?.counts, a.counts);
  });
  it("mergeHistograms(list) keeps every bound where layouts differ", () => {
    const a: HistogramData = { kind: "linear", bounds: [0, 4, 8], counts: [1, 2, 3], sum: 5 };
    const b: HistogramData = { kind: "linear", bounds: [0, 6, 8, 9], counts: [1, 1, 1, 1], sum: 6 };
    assert.deepEqual(mergeHistograms([a, b]), {
      kind: "linear",
      bounds: [0, 4, 6, 8, 9],
      counts: [2, 2, 1, 4, 1],
      sum: 11,
    });
  });
  it("mergeHistograms(list) has no sum if one that counted anything has none", () => {
    const known: HistogramData = { kind: "linear", bounds: [0, 1, 2], counts: [1, 0, 0], sum: 3 };
    const unknown: HistogramData = { ...known, sum: null };
    const empty: HistogramData = { ...known, counts: [0, 0, 0], sum: null };
    assert.equal(mergeHistograms([known, unknown])?.sum, null);
    assert.equal(mergeHistograms([empty, known])?.sum, 3);
    assert.equal(mergeHistograms([empty, empty])?.sum, null);
  });
  it("mergeHistograms(list) is associative and order-free, and loses no count", () => {
    fc.assert(
      fc.property(anyHistogram, anyHistogram, anyHistogram, (a, b, c) => {
        const all = mergeHistograms([a, b, c])!;
        assert.deepEqual(mergeHistograms([mergeHistograms([a, b])!, c]), all);
        assert.deepEqual(mergeHistograms([a, mergeHistograms([b, c])!]), all);
        assert.deepEqual(mergeHistograms([c, a, b]), all);
        assert.equal(total(all), total(a) + total(b) + total(c));
      }),
    );
  });
});
