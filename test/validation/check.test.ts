import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { compareShare } from "../../src/validation/compare-share.js";
import { check, ratio, type Verdict, verdictOf } from "../../src/validation/index.js";

const claim = "few duplicates";
const share = (n: number, d: number) => ratio({ name: "duplicates", n, d, of: "all pings" });
const counts = fc
  .tuple(fc.nat({ max: 5000 }), fc.nat({ max: 5000 }))
  .map(([a, b]) => ({ n: Math.min(a, b), d: Math.max(a, b, 1) }));

describe("check", () => {
  it("check({atMost}) passes when the whole interval keeps to the threshold", () => {
    const made = check({ id: "x", claim, ratio: share(96, 22349), atMost: 0.01 });
    assert.equal(made.verdict, "pass");
    assert.equal(made.isMet, true);
    assert.equal(made.judgedBy, "interval");
  });

  it("check({atMost}) fails when no part of the interval does", () => {
    assert.equal(check({ id: "x", claim, ratio: share(96, 22349), atMost: 0.003 }).verdict, "fail");
  });

  it("check({atMost}) is inconclusive when the threshold lies inside the interval, on either side of n/d", () => {
    const above = check({ id: "x", claim, ratio: share(5, 100), atMost: 0.06 });
    const below = check({ id: "x", claim, ratio: share(5, 100), atMost: 0.04 });
    assert.deepEqual([above.verdict, above.isMet], ["inconclusive", true]);
    assert.deepEqual([below.verdict, below.isMet], ["inconclusive", false]);
  });

  it("check({atLeast}) mirrors check({atMost}) of the rest", () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 99 }), ({ n, d }, percent) => {
        const most = check({ id: "x", claim, ratio: share(n, d), atMost: percent / 100 });
        const least = check({ id: "x", claim, ratio: share(d - n, d), atLeast: (100 - percent) / 100 });
        assert.equal(least.isMet, most.isMet);
        // Interval ends may round differently on the two sides; only a tie could tell.
        assert.equal(least.verdict, most.verdict);
      }),
    );
  });

  it("check({atMost}) never gets better with more in n", () => {
    const order: Verdict[] = ["pass", "inconclusive", "fail"];
    fc.assert(
      fc.property(counts, fc.double({ min: 0.001, max: 0.999, noNaN: true }), ({ n, d }, atMost) => {
        fc.pre(n < d);
        const fewer = check({ id: "x", claim, ratio: share(n, d), atMost });
        const more = check({ id: "x", claim, ratio: share(n + 1, d), atMost });
        assert.ok(order.indexOf(more.verdict) >= order.indexOf(fewer.verdict));
      }),
    );
  });

  it("check() without a denominator has no data", () => {
    const made = check({ id: "x", claim, ratio: share(0, 0), atMost: 0.5 });
    assert.deepEqual([made.verdict, made.isMet], ["no data", null]);
    assert.equal(check({ id: "x", claim, ratio: share(0, 0), atMost: 0 }).verdict, "no data");
  });

  it("check({atMost: 0}) and check({atLeast: 1}) are judged by counts", () => {
    assert.equal(check({ id: "x", claim, ratio: share(0, 10), atMost: 0 }).verdict, "pass");
    assert.equal(check({ id: "x", claim, ratio: share(1, 100000), atMost: 0 }).verdict, "fail");
    assert.equal(check({ id: "x", claim, ratio: share(10, 10), atLeast: 1 }).verdict, "pass");
    assert.equal(check({ id: "x", claim, ratio: share(9, 10), atLeast: 1 }).verdict, "fail");
  });

  it('check({judgeBy: "counts"}) compares n/d alone, exactly', () => {
    // 0.29 * 100 is 28.999999999999996.
    const made = check({ id: "x", claim, ratio: share(29, 100), atMost: 0.29, judgeBy: "counts" });
    assert.equal(made.verdict, "pass");
    assert.equal(
      check({ id: "x", claim, ratio: share(30, 100), atMost: 0.29, judgeBy: "counts" }).verdict,
      "fail",
    );
  });

  it("check() rejects a threshold that is no share", () => {
    assert.throws(() => check({ id: "x", claim, ratio: share(1, 2), atMost: 5 }), {
      name: "RangeError",
      message: 'check "x" has a threshold outside [0, 1], got 5; give a share, not a percentage',
    });
    assert.throws(() => check({ id: "x", claim, ratio: share(1, 2), atLeast: Number.NaN }), RangeError);
  });

  it("check() takes exactly one threshold", () => {
    // @ts-expect-error a check without a threshold checks nothing
    assert.throws(() => check({ id: "x", claim, ratio: share(1, 2) }), TypeError);
    // @ts-expect-error one threshold a check
    assert.throws(() => check({ id: "x", claim, ratio: share(1, 2), atMost: 0.1, atLeast: 0.1 }), TypeError);
  });
});

describe("compareShare", () => {
  it("compareShare(n, d, share) agrees with the decimal that the share prints as", () => {
    assert.equal(compareShare(29, 100, 0.29), 0);
    assert.equal(compareShare(1, 3, 0.3333333333333333), 1);
    assert.equal(compareShare(1, 10 ** 9, 1e-9), 0);
    assert.equal(compareShare(1, 2, 0.5), 0);
    assert.equal(compareShare(0, 5, 0), 0);
    assert.equal(compareShare(5, 5, 1), 0);
  });

  it("compareShare(n, d, k/1000) agrees with whole numbers", () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 1e6 }),
        fc.integer({ min: 1, max: 1e6 }),
        fc.nat({ max: 1000 }),
        (n, d, k) => {
          assert.equal(compareShare(n, d, k / 1000), Math.sign(n * 1000 - k * d));
        },
      ),
    );
  });
});

describe("verdictOf", () => {
  it("verdictOf(checks) is the worst of them", () => {
    const all: Verdict[] = ["pass", "inconclusive", "no data", "fail"];
    for (const [i, worst] of all.entries()) {
      assert.equal(verdictOf(all.slice(0, i + 1).map((verdict) => ({ verdict }))), worst);
    }
  });

  it("verdictOf([]) has no data", () => {
    assert.equal(verdictOf([]), "no data");
  });
});
