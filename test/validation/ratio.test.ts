import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { quantity, ratio } from "../../src/validation/index.js";

const of = "all pings";

describe("ratio", () => {
  it("ratio({n, d}) gives 100·n/d as the published analysis prints it", () => {
    assert.equal(ratio({ name: "startup", n: 78, d: 327, of }).percentage, (100.0 * 78) / 327);
  });

  it("ratio({n, d}) gives Wilson's interval in percent", () => {
    // The closed form in 40 decimal digits: 0.351912085589…, 0.524224664995….
    const interval = ratio({ name: "duplicates", n: 96, d: 22349, of }).interval;
    assert.ok(interval !== null);
    assert.ok(Math.abs(interval.low - 0.3519120855897836) < 1e-9, String(interval.low));
    assert.ok(Math.abs(interval.high - 0.5242246649950633) < 1e-9, String(interval.high));
    assert.equal(interval.confidence, 0.95);
  });

  it("ratio({confidence}) widens the interval with the confidence", () => {
    const wide = ratio({ name: "x", n: 5, d: 10, of, confidence: 0.99 }).interval;
    const narrow = ratio({ name: "x", n: 5, d: 10, of, confidence: 0.5 }).interval;
    assert.ok(wide !== null && narrow !== null && wide.low < narrow.low && wide.high > narrow.high);
  });

  it("ratio({d: 0}) has neither percentage nor interval", () => {
    const none = ratio({ name: "x", n: 0, d: 0, of });
    assert.equal(none.percentage, null);
    assert.equal(none.interval, null);
  });

  it("ratio() is frozen plain data", () => {
    const made = ratio({ name: "x", n: 1, d: 3, of });
    assert.ok(Object.isFrozen(made) && Object.isFrozen(made.interval));
    assert.deepEqual(JSON.parse(JSON.stringify(made)), made);
  });

  it("ratio() rejects counts that are not whole, negative, or more than there are", () => {
    assert.throws(() => ratio({ name: "x", n: 0.5, d: 1, of }), {
      name: "RangeError",
      message: 'ratio "x" needs a whole number as n, got 0.5',
    });
    assert.throws(() => ratio({ name: "x", n: -1, d: 1, of }), RangeError);
    assert.throws(() => ratio({ name: "x", n: 0, d: Number.NaN, of }), RangeError);
    assert.throws(() => ratio({ name: "x", n: 2, d: 1, of }), {
      message: 'ratio "x" has more in n than in d, got 2/1',
    });
  });

  it("ratio() demands a name and a definition of the denominator", () => {
    assert.throws(() => ratio({ name: "", n: 0, d: 1, of }), TypeError);
    assert.throws(() => ratio({ name: "x", n: 0, d: 1, of: "" }), /has no denominator; say what d counts/);
    // @ts-expect-error a ratio without a defined denominator is no ratio
    assert.ok(ratio({ name: "x", n: 0, d: 1 }));
  });
});

describe("quantity", () => {
  it("quantity({value: undefined}) has the value null", () => {
    assert.equal(quantity({ name: "median", value: undefined }).value, null);
  });

  it("quantity() keeps value, unit and definition", () => {
    const made = quantity({
      id: "p99",
      name: "99th percentile",
      value: 1836.6,
      unit: "days",
      of: "22,068 clients",
    });
    assert.deepEqual(
      { ...made },
      {
        kind: "quantity",
        id: "p99",
        name: "99th percentile",
        value: 1836.6,
        unit: "days",
        of: "22,068 clients",
        note: null,
      },
    );
  });

  it("quantity() rejects an empty name", () => {
    assert.throws(() => quantity({ name: "", value: 1 }), TypeError);
  });
});
