import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { mannWhitneyU, normalCdf, normalQuantile, wilsonInterval } from "../../src/stats/index.js";

function assertNear(actual: number | undefined, expected: number, relative = 1e-13): void {
  assert.ok(Math.abs(actual! - expected) <= relative * Math.abs(expected), `${actual} is not ${expected}`);
}

describe("mannWhitneyU", () => {
  const first = new Map([
    [1, 5],
    [2, 20],
    [3, 12],
  ]);
  const second = new Map([
    [1, 8],
    [2, 10],
    [3, 20],
  ]);
  it("mannWhitneyU(a, b) agrees with python_moztelemetry, whose p is one-sided", () => {
    const result = mannWhitneyU(first, second)!;
    assert.equal(result.u, 616);
    assertNear(result.p / 2, 0.1605141173228274);
    assertNear(mannWhitneyU(first, second, { continuity: false })!.p / 2, 0.15911950537647856);
  });
  it("mannWhitneyU(a, b, {alternative}) agrees with scipy", () => {
    // scipy 1.17.1: mannwhitneyu(a, b, alternative=…, method="asymptotic")
    assertNear(mannWhitneyU(first, second, { alternative: "less" })?.p, 0.16051411732282744);
    assertNear(mannWhitneyU(first, second, { alternative: "greater" })?.p, 0.8422671450891883);
    const a = [1, 2, 3, null, 4, 5.5];
    const b = [2, 6, 7, 8, 9, Number.NaN, 10, 3.3];
    assert.deepEqual({ ...mannWhitneyU(a, b), p: 0 }, { u: 5.5, u1: 5.5, u2: 29.5, p: 0 });
    assertNear(mannWhitneyU(a, b)?.p, 0.06136325705015827);
    assertNear(mannWhitneyU(a, b, { alternative: "greater" })?.p, 0.9790016643741756);
    assertNear(mannWhitneyU(a, b, { alternative: "less", continuity: false })?.p, 0.025456578900921806);
  });
  it("mannWhitneyU(a, b) is the same for lists and for frequencies", () => {
    const list = [...first].flatMap(([value, count]) => new Array<number>(count).fill(value));
    assert.deepEqual(mannWhitneyU(list, second), mannWhitneyU(first, second));
  });
  it("mannWhitneyU(a, b) finds no difference between identical values, and nothing in an empty sample", () => {
    assert.deepEqual(mannWhitneyU([1, 1, 1], [1, 1]), { u: 3, u1: 3, u2: 3, p: 1 });
    assert.equal(mannWhitneyU([1], []), null);
    assert.equal(mannWhitneyU(new Map([[1, 0]]), [1]), null);
  });
  it("mannWhitneyU(a, b) rejects frequencies that are none", () => {
    assert.throws(
      () => mannWhitneyU(new Map([[1, -2]]), [1]),
      /frequency of 1 must be a whole number from 0 on/,
    );
  });
});

describe("normalCdf", () => {
  it("normalCdf(z) agrees with scipy, far into the tail", () => {
    // scipy 1.17.1: norm.cdf
    assertNear(normalCdf(-10), 7.61985302416047e-24);
    assertNear(normalCdf(-6), 9.865876450376946e-10);
    assertNear(normalCdf(-2.1), 0.017864420562816542);
    assertNear(normalCdf(-0.3), 0.3820885778110474);
    assertNear(normalCdf(1.96), 0.9750021048517795);
    assert.equal(normalCdf(0), 0.5);
    assert.equal(normalCdf(Number.POSITIVE_INFINITY), 1);
    assert.equal(normalCdf(Number.NEGATIVE_INFINITY), 0);
    assert.ok(Number.isNaN(normalCdf(Number.NaN)));
  });
});

describe("normalQuantile", () => {
  it("normalQuantile(p) agrees with scipy", () => {
    // scipy 1.17.1: norm.ppf
    assertNear(normalQuantile(0.975), 1.959963984540054);
    assertNear(normalQuantile(0.9995), 3.2905267314919255);
    assertNear(normalQuantile(1e-10), -6.361340902404056);
    assertNear(normalQuantile(1e-300), -37.0470962993612);
  });
  it("normalQuantile(p) rejects p outside (0, 1)", () => {
    assert.throws(() => normalQuantile(0), /p must be between 0 and 1, exclusive, got 0/);
    assert.throws(() => normalQuantile(1), RangeError);
  });
});

describe("wilsonInterval", () => {
  it("wilsonInterval(n, d) agrees with scipy", () => {
    // scipy 1.17.1: binomtest(n, d).proportion_ci(confidence_level, method="wilson")
    assertNear(wilsonInterval(96, 22349).low, 0.0035191208558978367);
    assertNear(wilsonInterval(96, 22349).high, 0.005242246649950633);
    assertNear(wilsonInterval(13148, 13332, { confidence: 0.99 }).low, 0.9833435747892756);
    assertNear(wilsonInterval(3, 7, { confidence: 0.9 }).high, 0.7105229089864072);
  });
  it("wilsonInterval(n, d) ends at 0 and 1 exactly", () => {
    assert.equal(wilsonInterval(0, 10).low, 0);
    assertNear(wilsonInterval(0, 10).high, 0.27753279986288926);
    assert.equal(wilsonInterval(10, 10).high, 1);
    assert.deepEqual(wilsonInterval(0, 0), { low: 0, high: 1 });
  });
  it("wilsonInterval(n, d) rejects what is no ratio", () => {
    assert.throws(() => wilsonInterval(3, 2), /a ratio needs whole numbers with 0 <= n <= d, got \[3,2\]/);
    assert.throws(() => wilsonInterval(0.5, 2), RangeError);
    assert.throws(
      () => wilsonInterval(1, 2, { confidence: 95 }),
      /confidence must be between 0 and 1, got 95/,
    );
  });
});
