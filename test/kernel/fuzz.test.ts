import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { describe, it } from "node:test";
import { runFuzz } from "./run-fuzz.js";
import { runLongFuzz } from "./run-long-fuzz.js";

describe("projectors, against JSON.parse on random and mutated documents", () => {
  it("agree on acceptance and on every value, with the seeds of every run", () => {
    const counts = runFuzz(4000, 0);
    assert.ok(counts.valid > 1400 && counts.invalid > 1400);
    assert.ok(counts.found > 1200 && counts.sections > 80);
  });

  it("agree with fresh seeds; a failure names its seed", () => {
    const seed = randomInt(2 ** 31);
    assert.equal(runFuzz(4000, seed).documents, 4000);
  });

  it("agree on long documents with one mistake, with the seeds of every run and fresh ones", () => {
    for (const seed of [0, randomInt(2 ** 31)]) {
      const { valid, invalid } = runLongFuzz(2000, seed);
      assert.ok(valid > 600 && invalid > 600, `seed ${seed}: ${valid} are JSON, ${invalid} are not`);
    }
  });
});
