import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runFuzz } from "./run-fuzz.js";

describe("decodeObject(mutated)", () => {
  it("keeps every record that no mutation touched", async () => {
    const counts = await runFuzz(1200, 0);
    assert.ok(counts.untouched > 3000);
    assert.ok(Object.keys(counts.damages).length >= 7);
  });
});
