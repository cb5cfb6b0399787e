import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { SpillingSum } from "../../src/rollup/day/spilling-sum.js";
import { head, PartialAggregate } from "../../src/rollup/index.js";

describe("SpillingSum", () => {
  const folder = mkdtempSync(join(tmpdir(), "pingframe-spilling-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const task = { profile: head, byClient: false };

  it("add(aggregate) twice at once makes one folder, which discard() removes", async () => {
    const sum = new SpillingSum(task, folder, -1);
    await Promise.all([sum.add(PartialAggregate.empty(head)), sum.add(PartialAggregate.empty(head))]);
    const made = readdirSync(folder);
    assert.equal(made.length, 1);
    assert.deepEqual(readdirSync(join(folder, made[0]!)).sort(), ["run-0", "run-1"]);
    await sum.discard();
    assert.deepEqual(readdirSync(folder), []);
  });

  it("discard() is quiet after a folder that could not be made", async () => {
    const sum = new SpillingSum(task, join(folder, "absent"), -1);
    await assert.rejects(sum.add(PartialAggregate.empty(head)), { code: "ENOENT" });
    await sum.discard();
  });
});
