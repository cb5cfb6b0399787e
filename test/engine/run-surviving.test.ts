import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runSurviving } from "../../src/engine/local/run-surviving.js";
import { ThreadDeath } from "../../src/engine/local/thread-death.js";
import { EngineError } from "../../src/errors.js";
import { parseProperties } from "../../src/ping/index.js";
import { runPlan, type ScanPlan } from "../../src/scan/index.js";
import { smallLakeInFolder } from "../support/small-lake.js";

describe("runSurviving", () => {
  it("tries once more where a thread died before it read anything, and then says so", async (test) => {
    const store = await smallLakeInFolder(test as never);
    const objects = [];
    for await (const object of store.list("")) objects.push(object);
    const plan: ScanPlan = {
      ...{ objects, properties: parseProperties(["id"]), exact: [], sample: null },
      ...{ limitRecords: null, onBadRecord: "skip" },
    };
    const dying =
      (deaths: number): typeof runPlan =>
      (part) =>
        deaths-- > 0
          ? Promise.reject(new ThreadDeath(-1, new Error("out of memory")))
          : runPlan(part, { store });
    const expected = await runPlan(plan, { store });
    assert.deepEqual(await runSurviving(plan, { store }, dying(1) as never), expected);
    await assert.rejects(
      runSurviving(plan, { store }, dying(2) as never),
      (error) => error instanceof EngineError && /out of memory/.test(error.message),
    );
  });
});
