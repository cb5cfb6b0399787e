import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import fc from "fast-check";
import { Histogram, type HistogramData, percentileOfBuckets } from "../../src/histogram/index.js";

const data: HistogramData = { kind: "linear", bounds: [0, 2, 4, 8], counts: [1, 2, 0, 1], sum: 14 };

describe("percentileOfBuckets", () => {
  it("percentileOfBuckets(bounds, counts, p) spreads values evenly within a bucket", () => {
    assert.equal(percentileOfBuckets([0, 2, 4, 8], [1, 2, 0, 1], 50), 3);
    // python_moztelemetry: a single value in the bucket [5, 12)
    assert.equal(percentileOfBuckets([0, 5, 12], [0, 1, 0], 50), 8.5);
    assert.equal(percentileOfBuckets([0, 5, 12], [0, 1, 0], 100), 12);
  });
  it("percentileOfBuckets(bounds, counts, 0) is the lower edge of the first bucket that holds anything", () => {
    assert.equal(percentileOfBuckets([0, 5, 12], [0, 1, 0], 0), 5);
  });
  it("percentileOfBuckets(bounds, counts, p) reports the open last bucket as its lower edge", () => {
    assert.equal(percentileOfBuckets([0, 2, 4, 8], [1, 2, 0, 1], 100), 8);
    assert.equal(percentileOfBuckets([0], [3], 50), 0);
  });
  it("percentileOfBuckets(bounds, counts, p) is null when nothing was counted", () => {
    assert.equal(percentileOfBuckets([0, 1], [0, 0], 50), null);
  });
  it("percentileOfBuckets(bounds, counts, 7) stays in the bucket that ends there", () => {
    // 7 / 100 * 100 is 7.000000000000001
    assert.equal(percentileOfBuckets([0, 10, 20, 30], [7, 0, 93, 0], 7), 10);
  });
  it("percentileOfBuckets(bounds, counts, p) rejects p outside [0, 100]", () => {
    for (const p of [-1, 101, Number.NaN]) {
      assert.throws(() => percentileOfBuckets([0], [1], p), /p must be from 0 to 100, got/);
    }
  });
  it("percentileOfBuckets(bounds, counts, p) is monotone in p", () => {
    const counts = fc.array(fc.nat(1000), { minLength: 4, maxLength: 4 });
    const p = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(counts, p, p, (list, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((one) =>
          percentileOfBuckets([0, 1, 7, 30], list, one),
        );
        assert.ok(low === null || low! <= high! + 1e-9);
      }),
    );
  });
});

describe("Histogram", () => {
  it("new Histogram(data) counts, averages and estimates", () => {
    const histogram = new Histogram(data);
    assert.equal(histogram.count, 4);
    assert.equal(histogram.mean(), 3.5);
    assert.equal(histogram.percentile(50), 3);
    assert.equal(histogram.median, 3);
  });
  it("new Histogram(data) answers null where nothing was counted or the sum is unknown", () => {
    const empty = new Histogram({ ...data, counts: [0, 0, 0, 0], sum: 0 });
    assert.equal(empty.mean(), null);
    assert.equal(empty.median, null);
    assert.equal(new Histogram({ ...data, sum: null }).mean(), null);
  });
  it("new Histogram(data) rejects counts that don't fit the bounds", () => {
    assert.throws(() => new Histogram({ ...data, counts: [1] }), {
      name: "RangeError",
      message: "a histogram needs one count for each of its bounds, got [4,1] of them",
    });
    assert.throws(() => new Histogram({ ...data, bounds: [], counts: [] }), RangeError);
  });
  it("histogram.percentile(p) refuses kinds whose buckets are no quantities", () => {
    for (const kind of ["categorical", "flag", "count"] as const) {
      assert.throws(() => new Histogram({ ...data, kind }).percentile(50), {
        name: "TypeError",
        message: `a ${kind} histogram has no percentiles; use buckets() or value()`,
      });
    }
  });
  it("histogram.value() is a number for counts, a boolean for flags and itself otherwise", () => {
    const of = (histogram_type: number, values: Record<string, number>) =>
      Histogram.from({ histogram_type, values, bucket_count: 3, range: [1, 2] })!;
    assert.equal(of(4, { "0": 12 }).value(), 12);
    assert.equal(of(3, { "0": 0, "1": 1 }).value(), true);
    assert.equal(of(3, { "0": 1 }).value(), false);
    const other = of(1, { "1": 1 });
    assert.equal(other.value(), other);
  });
  it("histogram.merge(other) keeps a flag set in both set", () => {
    // The original compares the merged count with 1, and so reads two set flags as not set.
    const set = Histogram.from({ histogram_type: 3, values: { "1": 1 } })!;
    const merged = set.merge(set);
    assert.deepEqual(merged.counts, [0, 2, 0]);
    assert.equal(merged.value(), true);
    assert.deepEqual(set.counts, [0, 1, 0]);
  });
  it("histogram.buckets() gives every bucket, the last without an end", () => {
    assert.deepEqual(
      [...new Histogram(data).buckets()],
      [
        { start: 0, end: 2, count: 1 },
        { start: 2, end: 4, count: 2 },
        { start: 4, end: 8, count: 0 },
        { start: 8, end: null, count: 1 },
      ],
    );
  });
  it("JSON.stringify(histogram) is the plain data", () => {
    assert.deepEqual(JSON.parse(JSON.stringify(new Histogram(data))), data);
  });
  it("Histogram.from(raw) is null for what is no histogram", () => {
    assert.equal(Histogram.from([1, 2]), null);
  });
  it("inspect(histogram) draws the buckets that hold anything, and nested stays on one line", () => {
    const histogram = new Histogram({ ...data, counts: [0, 2, 0, 4] });
    assert.equal(
      inspect(histogram),
      [
        "Histogram(linear, 6 values, mean 2.333)",
        `  [2, 4)  2 ${"█".repeat(20)}`,
        "  [4, 8)  0",
        `      8+  4 ${"█".repeat(40)}`,
      ].join("\n"),
    );
    assert.equal(inspect([histogram]), "[ Histogram(linear, 6 values, mean 2.333) ]");
    assert.equal(inspect(new Histogram({ ...data, counts: [0, 0, 0, 0] })), "Histogram(linear, 0 values)");
  });
});
