import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runScan, type ScanPlan } from "../../src/scan/index.js";
import { openMemoryStore, type StoredObject } from "../../src/store/index.js";

const plan = (objects: readonly StoredObject[], onBadRecord: ScanPlan["onBadRecord"]): ScanPlan => ({
  objects,
  properties: [],
  exact: [],
  sample: null,
  limitRecords: null,
  onBadRecord,
});

describe("runScan", () => {
  it("runScan(plan) never reads another content than the one that was listed", async () => {
    const store = openMemoryStore({ "a/1": '{"id":"a"}\n', "a/2": '{"id":"b"}\n' });
    const objects: StoredObject[] = [];
    for await (const object of store.list("")) objects.push(object);
    // As long as the first, so that only its etag tells.
    await store.write("a/1", new TextEncoder().encode('{"id":"c"}\n'));
    const { account } = await runScan(plan(objects, "skip"), { store });
    assert.equal(account.records, 1);
    assert.deepEqual(account.damage, { store: 1 });
    assert.match(
      account.damageReports[0]?.message ?? "",
      /a\/1 in memory: it was replaced since it was listed/,
    );
    await assert.rejects(runScan(plan(objects, "fail"), { store }), {
      name: "StoreError",
      failure: "replaced",
    });
  });
});
