import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Limiter } from "../../src/store/limiter.js";

describe("Limiter", () => {
  it("run(act, weight) starts acts in their order, within places and weight, and a heavy one alone", async () => {
    const limiter = new Limiter(3, 10);
    const weights = Array.from({ length: 5000 }, (_, index) => (index % 97 === 0 ? 25 : index % 7));
    const started: number[] = [];
    let running = 0;
    let weight = 0;
    await Promise.all(
      weights.map((own, index) =>
        limiter.run(async () => {
          started.push(index);
          running++;
          weight += own;
          assert.ok(
            running <= 3 && (weight <= 10 || weight === own || weight - own === 0),
            `${running}, ${weight}`,
          );
          await Promise.resolve();
          running--;
          weight -= own;
        }, own),
      ),
    );
    assert.deepEqual(
      started,
      weights.map((_, index) => index),
    );
  });

  it("run(act) gives the act's value or failure, and a failed act's place to the next", async () => {
    const limiter = new Limiter(1);
    const failed = limiter.run(async () => Promise.reject(new Error("no")));
    const next = limiter.run(async () => 7);
    await assert.rejects(failed, /no/);
    assert.equal(await next, 7);
  });
});
