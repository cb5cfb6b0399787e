import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Pace } from "../../src/store/pace.js";

/** Keeps the thread busy. */
function work(ms: number): number {
  const startedAt = performance.now();
  while (performance.now() - startedAt < ms);
  return 1;
}

describe("Pace", () => {
  it("runAtOnce(act) does nothing where things are done elsewhere, until these are done", async () => {
    const pace = new Pace(-1);
    let times = 0;
    const act = (): number => ++times;
    assert.equal(pace.runAtOnce(act), 1);
    assert.ok(pace.isSlow);
    for (let i = 0; pace.isSlow; i++) {
      assert.ok(i < 100);
      assert.equal(pace.runAtOnce(act), null);
      await pace.run(act, async () => 0);
    }
    assert.equal(times, 1);
    assert.equal(pace.runAtOnce(act), 2);
  });

  it("runAtOnce(act) leaves it to run(act), in which others have their turn, when that is due", async () => {
    const pace = new Pace(Number.POSITIVE_INFINITY);
    let turns = 0;
    const count = (): void => {
      turns++;
      timer = setImmediate(count);
    };
    let timer = setImmediate(count);
    let refused = 0;
    for (let i = 0; i < 20; i++) {
      if (pace.runAtOnce(() => work(2)) !== null) continue;
      refused++;
      const before = turns;
      await pace.run(
        () => work(2),
        async () => 0,
      );
      assert.ok(turns > before);
    }
    clearImmediate(timer);
    assert.ok(refused > 0 && refused < 20, `${refused} of 20`);
  });

  it("runAtOnce(act) throws what act throws", () => {
    const pace = new Pace();
    assert.throws(() => pace.runAtOnce(() => assert.fail("odd")), /odd/);
  });
});
