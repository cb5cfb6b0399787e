import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { describe, it } from "node:test";
import { runStreamFuzz } from "./run-stream-fuzz.js";

describe("getPingsProperties, on JSON lines cut into chunks anywhere", () => {
  it("gives what JSON.parse makes of every line, with the seeds of every run", async () => {
    const counts = await runStreamFuzz(50, 0);
    assert.ok(counts.rows > 200 && counts.found > 60, JSON.stringify(counts));
  });

  it("gives the same with fresh seeds; a failure names its seed", async () => {
    assert.equal((await runStreamFuzz(50, randomInt(2 ** 31))).streams, 50);
  });
});
