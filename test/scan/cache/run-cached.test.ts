import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { parseProperties } from "../../../src/ping/index.js";
import { runPlan, type ScanPlan } from "../../../src/scan/index.js";
import { openFolderStore } from "../../../src/store/index.js";
import { writeSmallLake } from "../../support/small-lake.js";

describe("runPlan with a cache", () => {
  it("tells of each object when its turn comes, also of those that need no reading", async (test) => {
    const folder = mkdtempSync(join(tmpdir(), "pingframe-"));
    test.after(() => rmSync(folder, { recursive: true, force: true }));
    const store = openFolderStore(join(folder, "lake"));
    await writeSmallLake(store);
    const objects: ScanPlan["objects"][number][] = [];
    for await (const object of store.list("")) objects.push(object);
    const plan: ScanPlan = {
      objects,
      properties: parseProperties(["id"]),
      exact: [],
      sample: null,
      limitRecords: null,
      onBadRecord: "skip",
      cache: { folder: join(folder, "cache") },
    };
    await runPlan(plan, { store });
    const { reads } = store.costs;
    const told: string[] = [];
    await runPlan(plan, { store, onObject: (key) => told.push(key) });
    assert.equal(store.costs.reads, reads);
    assert.deepEqual(
      told,
      objects.map(({ key }) => key),
    );
  });
});
