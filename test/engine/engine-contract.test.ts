import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it, type TestContext } from "node:test";
import { createLocalEngine } from "../../src/engine/index.js";
import { DecodeError, EngineError, StoreError } from "../../src/errors.js";
import { columnValues, Frame } from "../../src/frame/index.js";
import { parseProperties } from "../../src/ping/index.js";
import { type Engine, runScan, type ScanEvent, type ScanPlan } from "../../src/scan/index.js";
import { openFolderStore, type Store } from "../../src/store/index.js";
import { idOf, smallLakeInFolder, writeSmallLake } from "../support/small-lake.js";

const threaded = createLocalEngine({ threads: 2, threadedFromBytes: 0 });
// Every engine, and every plan once more through JSON, which proves that plans are data.
const engines: Engine[] = [
  createLocalEngine({ threads: 0 }),
  threaded,
  {
    name: "threads, plan through JSON",
    run: (plan, context) => threaded.run(JSON.parse(JSON.stringify(plan)) as ScanPlan, context),
    close: async () => {},
  },
];
after(() => threaded.close());

const properties = parseProperties([
  "id",
  "meta/Timestamp",
  "payload/reason",
  "payload/info/sessionLength",
  "payload/histograms/GC_MS",
]);

async function planOf(store: Store, changes: Partial<ScanPlan> = {}): Promise<ScanPlan> {
  const objects = [];
  for await (const object of store.list("")) objects.push(object);
  return {
    objects,
    properties,
    exact: ["meta/Timestamp"],
    sample: null,
    limitRecords: null,
    onBadRecord: "skip",
    ...changes,
  };
}

/** A lake with a plan of its objects that have etags, and a folder to keep columns in. */
async function cachedLake(test: TestContext): Promise<{ store: Store; folder: string; plan: ScanPlan }> {
  const folder = mkdtempSync(join(tmpdir(), "pingframe-"));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  const store = openFolderStore(join(folder, "lake"));
  await writeSmallLake(store);
  return { store, folder, plan: await planOf(store, { cache: { folder: join(folder, "cache") } }) };
}

function rowsOf(plan: ScanPlan, columns: readonly unknown[]): unknown[] {
  return new Frame(
    Object.fromEntries(plan.properties.map(({ name }, index) => [name, columns[index]])) as never,
  ).toObjects();
}

for (const engine of engines) {
  describe(`Engine ${engine.name}`, () => {
    it("gives the rows of runScan, in the same order, and the same account", async (test) => {
      const store = await smallLakeInFolder(test as never);
      const plan = await planOf(store);
      const expected = await runScan(plan, { store });
      const result = await engine.run(plan, { store });
      assert.deepEqual(rowsOf(plan, result.columns), rowsOf(plan, expected.columns));
      assert.deepEqual(result.account, expected.account);
      assert.equal(result.account.records, 240);
    });

    it("keeps the clients of a sample, on every date", async (test) => {
      const store = await smallLakeInFolder(test as never);
      const plan = await planOf(store, {
        sample: { percent: 30, seed: 7 },
        properties: parseProperties(["clientId"]),
        exact: [],
      });
      const { columns, account } = await engine.run(plan, { store });
      assert.equal(account.records + account.notSampled, 240);
      const clients = new Set(rowsOf(plan, columns).map((row) => (row as { clientId: string }).clientId));
      const all = await engine.run({ ...plan, sample: null }, { store });
      const kept = rowsOf(plan, all.columns).filter((row) =>
        clients.has((row as { clientId: string }).clientId),
      );
      assert.equal(kept.length, account.records);
      assert.ok(clients.size > 0 && clients.size < 37);
    });

    it("drops records outside the sets to keep, and those without what is required, and counts them", async (test) => {
      const store = await smallLakeInFolder(test as never);
      const all = await planOf(store);
      const wanted = new Set([3, 5, 11].map((client) => idOf(1_000_000 + client)));
      const conditions: Partial<ScanPlan> = {
        keep: [{ path: ["clientId"], values: [...wanted, "no such client"] }],
        require: parseProperties(["payload/info/sessionLength"]),
      };
      const plan = { ...all, ...conditions };
      const { columns, account } = await engine.run(plan, { store });
      const whole = await engine.run(
        { ...all, properties: [...properties, ...parseProperties(["clientId"])] },
        { store },
      );
      const rows = whole.account.records;
      const kept = rowsOf(
        { ...all, properties: [...properties, ...parseProperties(["clientId"])] },
        whole.columns,
      )
        .map((row) => row as { clientId: string; "payload/info/sessionLength": number | null })
        .filter(({ clientId }) => wanted.has(clientId));
      const expected = kept.filter((row) => row["payload/info/sessionLength"] !== null);
      assert.deepEqual(
        rowsOf(plan, columns),
        expected.map(({ clientId: _, ...row }) => row),
      );
      assert.ok(expected.length > 0 && expected.length < kept.length);
      assert.deepEqual(
        [account.records, account.notRequired, account.notKept],
        [expected.length, kept.length - expected.length, rows - kept.length],
      );
    });

    it("requires a value of the type that its column has", async (test) => {
      const store = await smallLakeInFolder(test as never, { days: 1 });
      const line = JSON.stringify({ id: 7, payload: { reason: { a: 1 }, empty: {} } });
      await store.write("lake/20170610/main/beta/part-1.json", new TextEncoder().encode(`${line}\n`));
      const plan = await planOf(store, { exact: [] });
      const count = async (require: string[]): Promise<number> => {
        const { account } = await engine.run({ ...plan, require: parseProperties(require) }, { store });
        assert.equal(account.records + account.notRequired, 81);
        return account.records;
      };
      assert.equal(await count(["payload/reason"]), 80);
      assert.equal(await count(["id"]), 80);
      assert.equal(await count(["payload/empty"]), 0);
      assert.equal(await count(["payload/histograms/GC_MS"]), 80);
    });

    it("combines a sample, a set and a limit: the limit counts rows", async (test) => {
      const store = await smallLakeInFolder(test as never);
      const sample = { percent: 60, seed: 1 };
      const keep = [{ path: ["payload", "reason"], values: ["startup"] }];
      const plan = await planOf(store, { sample, keep });
      const whole = await engine.run(plan, { store });
      const limited = await engine.run({ ...plan, limitRecords: 7 }, { store });
      assert.equal(whole.account.records + whole.account.notSampled + whole.account.notKept, 240);
      assert.ok(whole.account.notSampled > 0 && whole.account.notKept > 0);
      assert.deepEqual(rowsOf(plan, limited.columns), rowsOf(plan, whole.columns).slice(0, 7));
      assert.equal(limited.account.records, 7);
    });

    it("takes columns from its cache: same rows and account, and reads no object that has not changed", async (test) => {
      const { store, folder, plan } = await cachedLake(test as never);
      const { cache: _, ...uncached } = plan;
      const expected = await runScan(uncached, { store });
      const first = await engine.run(plan, { store });
      // Nothing is left to read.
      for (const { key } of plan.objects) rmSync(join(folder, "lake", key));
      const events: ScanEvent[] = [];
      const second = await engine.run(plan, { store, onEvent: (event) => events.push(event) });
      for (const result of [first, second]) {
        assert.deepEqual(rowsOf(plan, result.columns), rowsOf(plan, expected.columns));
        assert.deepEqual(result.account, expected.account);
      }
      const last = events.at(-1);
      assert.ok(last?.kind === "progress" && last.objectsDone === 12 && last.bytesDone === last.bytes);
      // Other names and another order of the same properties are the same columns; so is counting.
      const [id, time] = plan.properties;
      const renamed = { ...plan, properties: [{ ...time!, name: "t" }, id!], exact: ["t"] };
      const third = await engine.run(renamed, { store });
      assert.deepEqual(third.columns[1], second.columns[0]);
      assert.deepEqual([...columnValues(third.columns[0]!)], [...columnValues(second.columns[1]!)]);
      assert.equal(
        (await engine.run({ ...plan, properties: [], exact: [] }, { store })).account.records,
        240,
      );
    });

    it("keeps columns apart by etag, sample, sets, and exactness, and reads what it lacks", async (test) => {
      const { store, plan } = await cachedLake(test as never);
      await engine.run(plan, { store });
      const variants: Partial<ScanPlan>[] = [
        { sample: { percent: 40, seed: 0 } },
        { sample: { percent: 40, seed: 3 } },
        { keep: [{ path: ["payload", "reason"], values: ["startup"] }] },
        { keep: [{ path: ["payload", "reason"], values: ["shutdown"] }] },
        { require: parseProperties(["payload/info/sessionLength"]) },
        { exact: [] },
        { properties: [...properties, ...parseProperties(["clientId", "payload"])] },
        { limitRecords: 30 },
        { objects: plan.objects.map((object) => ({ ...object, etag: `${object.etag} changed` })) },
      ];
      for (const variant of variants) {
        const changed = { ...plan, ...variant };
        const { cache: _, ...uncached } = changed;
        const expected = await runScan(uncached, { store });
        for (const _ of [1, 2]) {
          const result = await engine.run(changed, { store });
          assert.deepEqual(rowsOf(changed, result.columns), rowsOf(changed, expected.columns));
          assert.deepEqual(result.account, expected.account);
        }
      }
    });

    it("keeps no object that could not be read, and none without an etag; damage is kept, and fails if it is to", async (test) => {
      const { store, folder, plan } = await cachedLake(test as never);
      const [first, second] = plan.objects;
      const path = join(folder, "lake", first!.key);
      const bytes = readFileSync(path);
      rmSync(path);
      assert.deepEqual((await engine.run(plan, { store })).account.damage, { store: 1 });
      writeFileSync(path, bytes);
      const { objects } = await planOf(store);
      assert.deepEqual((await engine.run({ ...plan, objects }, { store })).account.damage, {});
      const file = readFileSync(join(folder, "lake", second!.key));
      writeFileSync(join(folder, "lake", second!.key), file.subarray(0, file.length - 5));
      const truncated = (await planOf(store)).objects[1]!;
      const damaged = { ...plan, objects: [truncated] };
      for (const _ of [1, 2]) {
        const { account } = await engine.run(damaged, { store });
        assert.deepEqual([account.damage, account.damageReports.length], [{ truncation: 1 }, 1]);
      }
      await assert.rejects(engine.run({ ...damaged, onBadRecord: "fail" }, { store }), DecodeError);
      const { etag: _, ...untagged } = truncated;
      rmSync(join(folder, "lake", second!.key));
      const { account } = await engine.run({ ...plan, objects: [untagged] }, { store });
      assert.deepEqual(account.damage, { store: 1 });
    });

    it("stops after limitRecords, in reading order", async (test) => {
      const store = await smallLakeInFolder(test as never);
      const all = await planOf(store);
      const plan = { ...all, limitRecords: 27 };
      const limited = await engine.run(plan, { store });
      const whole = await engine.run(all, { store });
      assert.deepEqual(rowsOf(plan, limited.columns), rowsOf(plan, whole.columns).slice(0, 27));
    });

    it("counts damage by kind and names it, and keeps every other record", async (test) => {
      const store = await smallLakeInFolder(test as never, { days: 1 });
      const plan = await planOf(store);
      const { key } = plan.objects[1]!;
      const pieces: Uint8Array[] = [];
      for await (const chunk of store.read(key)) pieces.push(chunk);
      const bytes = new Uint8Array(Buffer.concat(pieces));
      await store.write(key, bytes.slice(0, bytes.length - 5));
      const { account } = await engine.run(await planOf(store), { store });
      assert.deepEqual(account.damage, { truncation: 1 });
      assert.equal(account.records, 79);
      assert.equal(account.damageReports[0]?.key, key);
      await assert.rejects(
        engine.run(await planOf(store, { onBadRecord: "fail" }), { store }),
        (error) => error instanceof DecodeError && error.key === key && error.kind === "truncation",
      );
    });

    it("counts an object that vanished, and one that shrank, and reads the others", async (test) => {
      const store = await smallLakeInFolder(test as never, { days: 1 });
      const plan = await planOf(store);
      const [first, , third] = plan.objects;
      await store.write(third!.key, new Uint8Array());
      const vanished = { ...first!, key: `${first!.key}.gone` };
      const changed = { ...plan, objects: [vanished, ...plan.objects.slice(1)] };
      const { account, columns } = await engine.run(changed, { store });
      assert.deepEqual(account.damage, { store: 2 });
      assert.equal(account.records, 40);
      assert.equal(rowsOf(plan, columns).length, 40);
      assert.deepEqual(
        account.damageReports.map(({ key }) => key),
        [vanished.key, third!.key],
      );
      await assert.rejects(engine.run({ ...changed, onBadRecord: "fail" }, { store }), StoreError);
    });

    it("takes a value of a wrong type as missing, counts it, and keeps the column's kind", async (test) => {
      const store = await smallLakeInFolder(test as never, { days: 1 });
      const line = JSON.stringify({ id: 7, meta: { Timestamp: "abc" }, payload: { reason: { a: 1 } } });
      await store.write("lake/20170610/main/beta/part-1.json", new TextEncoder().encode(`${line}\n`));
      const plan = await planOf(store, { exact: [] });
      const { columns, account } = await engine.run(plan, { store });
      assert.deepEqual(account.unexpectedTypes, { "meta/Timestamp": 1, "payload/reason": 1 });
      assert.deepEqual(
        columns.slice(1, 3).map(({ kind }) => kind),
        ["f64", "dictionary"],
      );
      assert.equal(account.records, 81);
    });

    it("rejects with the signal's reason when it is aborted, and can be used again", async (test) => {
      const store = await smallLakeInFolder(test as never);
      const plan = await planOf(store);
      const controller = new AbortController();
      const onEvent = (event: ScanEvent): void => {
        if (event.kind === "progress") controller.abort(new Error("stopped by the test"));
      };
      await assert.rejects(
        engine.run(plan, { store, signal: controller.signal, onEvent }),
        /stopped by the test/,
      );
      assert.equal((await engine.run(plan, { store })).account.records, 240);
    });

    it("reports progress that ends with all objects and bytes", async (test) => {
      const store = await smallLakeInFolder(test as never);
      const plan = await planOf(store);
      const events: ScanEvent[] = [];
      await engine.run(plan, { store, onEvent: (event) => events.push(event) });
      const last = events.at(-1);
      assert.equal(last?.kind, "progress");
      assert.deepEqual(
        last?.kind === "progress" && [last.objectsDone, last.records, last.bytesDone === last.bytes],
        [12, 240, true],
      );
    });
  });
}

describe("createLocalEngine", () => {
  it("rejects scans that are running when it is closed", async (test) => {
    const store = await smallLakeInFolder(test as never);
    const engine = createLocalEngine({ threads: 1, threadedFromBytes: 0 });
    const scan = engine.run(await planOf(store), { store });
    await Promise.all([assert.rejects(scan, EngineError), engine.close()]);
  });

  it("rejects a number of threads that is no whole number from 0", () => {
    assert.throws(() => createLocalEngine({ threads: -1 }), /threads must be a whole number from 0, got -1/);
  });
});
