import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import fc from "fast-check";
import { bucketOf, exponentialBounds, histogramBounds, linearBounds } from "../../src/histogram/index.js";

describe("exponentialBounds", () => {
  it("exponentialBounds(1, 1000, 10) is what Firefox's build scripts give", () => {
    // python_moztelemetry, parse_histograms.exponential_buckets
    assert.deepEqual(exponentialBounds(1, 1000, 10), [0, 1, 2, 5, 12, 29, 70, 170, 412, 1000]);
  });
  it("exponentialBounds(low, high, n) agrees with CPython for the layouts of the 2017 probes", () => {
    // CPython 3 with the formula of Firefox's histogram_tools.py; sha256 of "low,high,n:b0,b1,…\n".
    const layouts: readonly (readonly [number, number, number])[] = [
      [50, 60000, 20],
      [1, 10000, 50],
      [32768, 16777216, 100],
      [1, 30000, 50],
      [1000, 150000, 29],
      [1, 2147483646, 75],
    ];
    const lines = layouts.map((one) => `${one.join(",")}:${exponentialBounds(...one).join(",")}\n`);
    assert.equal(
      createHash("sha256").update(lines.join("")).digest("hex"),
      "16a1764472e0b1833fe8c2ef084163ddb36ca86d68ebdb57e89a5ee35c76b108",
    );
  });
  it("exponentialBounds(low, high, n) always ascends, however many buckets are asked for", () => {
    assert.deepEqual(exponentialBounds(1, 3, 7), [0, 1, 2, 3, 4, 5, 6]);
    assert.deepEqual(exponentialBounds(0, 1000, 10), exponentialBounds(1, 1000, 10));
  });
  it("exponentialBounds(low, high, n) makes n bounds also for one and two", () => {
    assert.deepEqual(exponentialBounds(5, 10, 1), [0]);
    assert.deepEqual(exponentialBounds(5, 10, 2), [0, 5]);
    assert.deepEqual(exponentialBounds(5, 10, 3), [0, 5, 10]);
  });
  it("exponentialBounds(low, high, n) rejects what is no layout", () => {
    assert.throws(() => exponentialBounds(1, 10, 0), /bucketCount must be a whole number from 1 on, got 0/);
    assert.throws(() => exponentialBounds(1, Number.POSITIVE_INFINITY, 5), RangeError);
  });
});

describe("linearBounds", () => {
  it("linearBounds(1, 10, 5) is what Firefox's build scripts give", () => {
    assert.deepEqual(linearBounds(1, 10, 5), [0, 1, 4, 7, 10]);
  });
  it("linearBounds(0, 15, 16) repeats 0, as the original does", () => {
    assert.deepEqual(linearBounds(0, 15, 16), [0, 0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15]);
  });
  it("linearBounds(low, high, n) makes n bounds also for one and two", () => {
    assert.deepEqual(linearBounds(5, 10, 1), [0]);
    assert.deepEqual(linearBounds(5, 10, 2), [0, 5]);
  });
  it("linearBounds(low, high, n) rejects what is no layout", () => {
    assert.throws(() => linearBounds(1, 10, 2.5), /bucketCount must be a whole number from 1 on, got 2.5/);
    assert.throws(() => linearBounds(Number.NaN, 10, 5), RangeError);
  });
});

describe("histogramBounds", () => {
  it("histogramBounds(kind, range, n) gives the same array for the same description", () => {
    const bounds = histogramBounds("exponential", [1, 1000], 10);
    assert.equal(histogramBounds("exponential", [1, 1000], 10), bounds);
    assert.deepEqual(bounds, exponentialBounds(1, 1000, 10));
    assert.ok(Object.isFrozen(bounds));
  });
  it("histogramBounds(kind, …) takes flags, counts and booleans as three buckets, whatever they say", () => {
    for (const kind of ["boolean", "flag", "count"] as const) {
      assert.deepEqual(histogramBounds(kind, [Number.NaN, 7], -1), [0, 1, 2]);
    }
  });
  it("histogramBounds(kind, range, n) takes a lower limit of 0 as 1, as Firefox does", () => {
    assert.deepEqual(histogramBounds("linear", [0, 15], 16), histogramBounds("linear", [1, 15], 16));
  });
  it("histogramBounds(kind, range, n) is null for a description that can't be true", () => {
    assert.equal(histogramBounds("linear", [1, 10], 1e9), null);
    assert.equal(histogramBounds("linear", [1, Number.NaN], 5), null);
    assert.equal(histogramBounds("exponential", [-1, 10], 5), null);
    assert.equal(histogramBounds("exponential", [10, 1], 5), null);
    assert.equal(histogramBounds("linear", [1, 10], 0), null);
  });
  it("histogramBounds(kind, range, n) ascends strictly from 0", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("linear" as const, "exponential" as const, "categorical" as const),
        fc.nat(100_000),
        fc.nat(100_000),
        fc.integer({ min: 1, max: 200 }),
        (kind, low, width, count) => {
          const bounds = histogramBounds(kind, [low, low + width], count)!;
          assert.equal(bounds[0], 0);
          assert.ok(bounds.every((bound, i) => i === 0 || bound > bounds[i - 1]!));
        },
      ),
    );
  });
});

describe("bucketOf", () => {
  it("bucketOf(bounds, value) is the last bucket that starts at or below the value", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(50), { minLength: 1 }),
        fc.integer({ min: -5, max: 60 }),
        (list, value) => {
          const bounds = list.sort((a, b) => a - b);
          assert.equal(
            bucketOf(bounds, value),
            Math.max(
              0,
              bounds.findLastIndex((bound) => bound <= value),
            ),
          );
        },
      ),
    );
  });
});
