import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bindDataset, getPingsProperties, type Pings } from "../../src/dataset/index.js";
import { encodeHeka } from "../../src/decode/index.js";
import { createLocalEngine } from "../../src/engine/index.js";
import type { Store } from "../../src/store/index.js";
import { dimensions, pingOf, smallLakeInMemory } from "../support/small-lake.js";
import { withEtags } from "../support/with-etags.js";

const Dataset = bindDataset(() => ({ engine: createLocalEngine({ threads: 0 }) }));
const open = (store: Store, options = {}) =>
  Dataset.fromStore(store, dimensions, { prefix: "lake" }).records(options);

async function take(pings: Pings<never>, paths: unknown): Promise<object[]> {
  return (await getPingsProperties(pings as Pings<object>, paths as never)).toObjects();
}

describe("Pings.cache()", () => {
  it("reads columns once, whatever their names and order, and counts without reading", async () => {
    const store = await smallLakeInMemory();
    const pings = open(store).cache() as unknown as Pings<never>;
    const rows = await take(pings, ["id", "payload/reason", "meta/docType"]);
    const account = pings.lastAccount;
    assert.equal(store.costs.reads, 12);
    assert.deepEqual(await take(pings, ["id", "payload/reason", "meta/docType"]), rows);
    assert.deepEqual(pings.lastAccount, account);
    const renamed = await take(pings, { why: "payload/reason", id: "id" });
    assert.deepEqual(
      renamed,
      (rows as Record<string, unknown>[]).map((row) => ({ why: row["payload/reason"], id: row["id"] })),
    );
    assert.equal(await pings.count(), 240);
    assert.equal(store.costs.reads, 12);
  });

  it("reads each column once for readings at the same time, and forgets none", async () => {
    const store = await smallLakeInMemory();
    const pings = open(store).cache() as unknown as Pings<never>;
    const counts = await Promise.all([pings.count(), pings.count(), pings.count()]);
    assert.deepEqual(counts, [240, 240, 240]);
    assert.equal(store.costs.reads, 12);
    await Promise.all([take(pings, ["id"]), take(pings, ["payload/reason"])]);
    assert.equal(store.costs.reads, 36);
    await take(pings, ["id", "payload/reason"]);
    assert.equal(store.costs.reads, 36);
  });

  it("reads what it lacks: with etags that alone, else all that was asked for", async () => {
    for (const isTagged of [true, false]) {
      const lake = await smallLakeInMemory();
      const store = isTagged ? lake : withEtags(lake, () => undefined);
      const pings = open(store).cache() as unknown as Pings<never>;
      assert.equal(await pings.count(), 240);
      await take(pings, ["id"]);
      assert.equal(store.costs.reads, 24);
      const both = await take(pings, ["payload/reason", "id"]);
      assert.deepEqual(both, await take(open(store) as never, ["payload/reason", "id"]));
      const reads = store.costs.reads;
      assert.deepEqual(await take(pings, ["payload/reason", "id"]), both);
      assert.equal(store.costs.reads, reads);
    }
  });

  it("reads all again where an object was changed in place, rather than joining two states", async () => {
    const lake = await smallLakeInMemory();
    // A store that breaks its promise: the etags stay as they are.
    const store = withEtags(lake, () => "the same");
    const pings = open(store, { onBadRecord: "skip" }).cache() as unknown as Pings<never>;
    await take(pings, ["id"]);
    const key = "lake/20170610/main/beta/part-0.heka";
    await lake.write(key, encodeHeka([pingOf(9001)]));
    const both = await take(pings, ["id", "payload/reason"]);
    assert.deepEqual(both, await take(pings, ["id", "payload/reason"]));
    assert.notEqual(both.length, 240);
  });

  it("keeps documents where documents are read, and takes columns from them", async () => {
    const store = await smallLakeInMemory();
    const pings = open(store).cache();
    for await (const _ of pings);
    for await (const _ of pings);
    assert.equal((await getPingsProperties(pings, ["id", "payload/reason"])).length, 240);
    assert.equal(await pings.count(), 240);
    assert.equal(store.costs.reads, 12);
    const filtered = open(store)
      .filter(() => true)
      .cache();
    await filtered.count();
    assert.equal((await getPingsProperties(filtered, ["id"])).length, 240);
    assert.equal(store.costs.reads, 24);
  });

  it("keeps the columns of a union, and of the parts of one", async () => {
    const store = await smallLakeInMemory();
    const main = Dataset.fromStore(store, dimensions, { prefix: "lake" }).where({ docType: "main" });
    const whole = open(store).union(main.records()).cache() as unknown as Pings<never>;
    const ofParts = open(store).cache().union(main.records().cache()) as unknown as Pings<never>;
    for (const pings of [whole, ofParts]) {
      const before = store.costs.reads;
      const rows = await take(pings, ["id"]);
      assert.deepEqual([rows.length, store.costs.reads - before], [360, 18]);
      const { lastAccount } = pings;
      assert.deepEqual(await take(pings, ["id"]), rows);
      assert.deepEqual([store.costs.reads - before, pings.lastAccount], [18, lastAccount]);
    }
  });

  it("keeps nothing of a reading that fails or is stopped", async () => {
    const store = withEtags(await smallLakeInMemory(), () => "the same");
    const key = "lake/20170610/main/beta/part-0.heka";
    const controller = new AbortController();
    const pings = open(store, { onBadRecord: "fail", signal: controller.signal }).cache();
    const chunks: Uint8Array[] = [];
    for await (const chunk of store.read(key)) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    await store.write(key, Buffer.concat([bytes.subarray(0, 50), Buffer.alloc(bytes.length - 50)]));
    await assert.rejects(pings.count());
    assert.equal(pings.lastAccount?.partial, true);
    await store.write(key, bytes);
    assert.equal(await pings.count(), 240);
    controller.abort(new Error("stopped by the test"));
    assert.equal(await pings.count(), 240);
    await assert.rejects(getPingsProperties(pings, ["id"]), /stopped by the test/);
  });
});
