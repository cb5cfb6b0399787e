import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { describe, it, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createLocalEngine, type LocalEngineOptions } from "../../src/engine/index.js";
import { openLocalEngine } from "../../src/engine/local/local-engine.js";
import { DecodeError, EngineError } from "../../src/errors.js";
import { parseProperties } from "../../src/ping/index.js";
import { type Engine, runPlan, type ScanEvent, type ScanPlan } from "../../src/scan/index.js";
import type { Store } from "../../src/store/index.js";
import { pingOf, smallLakeInFolder } from "../support/small-lake.js";

const oddWorker = new URL("./odd-worker.js", import.meta.url);

function engineOf(test: TestContext, options: LocalEngineOptions = {}, module?: URL): Engine {
  const all = { threads: 2, threadedFromBytes: 0, ...options };
  const engine = module === undefined ? createLocalEngine(all) : openLocalEngine(all, module);
  test.after(() => engine.close());
  return engine;
}

async function planOf(store: Store, changes: Partial<ScanPlan> = {}): Promise<ScanPlan> {
  const objects = [];
  for await (const object of store.list("")) objects.push(object);
  const properties = parseProperties(["id", "payload/reason", "payload/histograms/GC_MS"]);
  return {
    objects,
    properties,
    exact: [],
    sample: null,
    limitRecords: null,
    onBadRecord: "skip",
    ...changes,
  };
}

/** A lake of twelve objects, and a thirteenth, on which the odd worker does what its name says. */
async function oddLake(test: TestContext, name: string): Promise<{ store: Store; key: string }> {
  const store = await smallLakeInFolder(test as never);
  const key = `lake/20170611/main/beta/part-1-${name}.json`;
  await store.write(key, new TextEncoder().encode(`${JSON.stringify(pingOf(1))}\n`));
  return { store, key };
}

describe("an engine whose thread dies on an object", () => {
  for (const name of ["exits", "throws"]) {
    it(`counts the object as damage where it ${name}, and reads all others, in order`, async (test) => {
      const { store, key } = await oddLake(test, name);
      const plan = await planOf(store);
      const events: ScanEvent[] = [];
      const result = await engineOf(test, {}, oddWorker).run(plan, { store, onEvent: (e) => events.push(e) });
      const others = { ...plan, objects: plan.objects.filter((object) => object.key !== key) };
      const expected = await runPlan(others, { store });
      assert.deepEqual(result.columns, expected.columns);
      assert.deepEqual([result.account.objects, result.account.records], [13, 240]);
      assert.deepEqual(result.account.damage, { thread: 1 });
      assert.equal(result.account.damageReports[0]?.key, key);
      assert.match(result.account.damageReports[0].message, name === "exits" ? /code: 7/ : /thrown past/);
      const last = events.at(-1);
      assert.ok(last?.kind === "progress");
      assert.deepEqual([last.objectsDone, last.records, last.account.damage], [13, 240, { thread: 1 }]);
    });
  }

  it("names it in an error where bad records are to fail, and can be used again", async (test) => {
    const { store, key } = await oddLake(test, "exits");
    const plan = await planOf(store, { onBadRecord: "fail" });
    const engine = engineOf(test, {}, oddWorker);
    await assert.rejects(
      engine.run(plan, { store }),
      (error) => error instanceof EngineError && error.message.startsWith(`cannot read ${key}: `),
    );
    const others = { ...plan, objects: plan.objects.filter((object) => object.key !== key) };
    assert.equal((await engine.run(others, { store })).account.records, 240);
  });

  it("counts an object that needs more heap than a thread has", async (test) => {
    const { store } = await oddLake(test, "");
    const key = "lake/20170612/main/beta/part-2.json";
    const list = `[${"[],".repeat(1_000_000)}[]]`;
    await store.write(key, new TextEncoder().encode(`{"id":"a","payload":{"reason":${list}}}\n`));
    const plan = await planOf(store, { properties: parseProperties(["id", "payload/list", "payload"]) });
    const { account } = await engineOf(test, { heapMebibytes: 32 }).run(plan, { store });
    assert.deepEqual([account.damage, account.records], [{ thread: 1 }, 241]);
    assert.equal(account.damageReports[0]?.key, key);
    assert.match(account.damageReports[0].message, /memory/);
  });

  it("fails where threads can't even start", async (test) => {
    const { store } = await oddLake(test, "");
    const engine = engineOf(test, {}, new URL("./no-such-worker.js", import.meta.url));
    await assert.rejects(
      engine.run(await planOf(store), { store }),
      (error) => error instanceof EngineError && /no-such-worker/.test(error.message),
    );
  });
});

/** Objects that are a part each: larger ones later, so that they begin first. */
async function lakeOfParts(test: TestContext, damaged: readonly number[] = []): Promise<Store> {
  const store = await smallLakeInFolder(test as never, { days: 0 });
  const padding = "x".repeat(300_000);
  for (let part = 0; part < 6; part++) {
    const lines = Array.from({ length: 4 + part }, (_, i) =>
      JSON.stringify({ ...pingOf(part * 100 + i), padding }),
    );
    if (damaged.includes(part)) lines[1] = "{";
    const bytes = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(""));
    await store.write(`lake/part-${part}.json`, bytes);
  }
  return store;
}

describe("an engine with more parts than threads", () => {
  it("gives the rows and the damage in the order of the keys, and adds up progress", async (test) => {
    const store = await lakeOfParts(test, [1, 4]);
    const plan = await planOf(store);
    const expected = await runPlan(plan, { store });
    const events: ScanEvent[] = [];
    const result = await engineOf(test).run(plan, { store, onEvent: (event) => events.push(event) });
    assert.deepEqual(result, expected);
    assert.deepEqual(
      result.account.damageReports.map(({ key }) => key),
      ["lake/part-1.json", "lake/part-4.json"],
    );
    const counts = events.flatMap((event) => (event.kind === "progress" ? [event.objectsDone] : []));
    assert.deepEqual(counts, [1, 2, 3, 4, 5, 6]);
    const last = events.at(-1);
    assert.ok(last?.kind === "progress" && last.bytesDone === last.bytes && last.records === 37);
  });

  it("fails with the earliest damage, though later parts begin first", async (test) => {
    const store = await lakeOfParts(test, [1, 2, 4, 5]);
    const plan = await planOf(store, { onBadRecord: "fail" });
    const engine = engineOf(test);
    await assert.rejects(
      engine.run(plan, { store }),
      (error) => error instanceof DecodeError && error.key === "lake/part-1.json",
    );
    const whole = await engine.run({ ...plan, onBadRecord: "skip" }, { store });
    assert.equal(whole.account.damage.json, 4);
  });
});

describe("an engine that is aborted", () => {
  it("rejects while its only thread hangs, and replaces the thread", async (test) => {
    const { store, key } = await oddLake(test, "hangs");
    const plan = await planOf(store);
    const engine = engineOf(test, { threads: 1 }, oddWorker);
    const controller = new AbortController();
    const channel = new BroadcastChannel("odd-worker");
    test.after(() => channel.close());
    channel.onmessage = () => controller.abort(new Error("enough"));
    await assert.rejects(engine.run(plan, { store, signal: controller.signal }), /enough/);
    const others = { ...plan, objects: plan.objects.filter((object) => object.key !== key) };
    assert.equal((await engine.run(others, { store })).account.records, 240);
  });

  it("rejects plans that still wait for a thread, and runs those of others", async (test) => {
    const { store } = await oddLake(test, "");
    const plan = await planOf(store);
    const engine = engineOf(test, { threads: 1 });
    const controller = new AbortController();
    const first = engine.run(plan, { store });
    const second = engine.run(plan, { store, signal: controller.signal });
    const third = engine.run(plan, { store });
    controller.abort(new Error("not wanted any more"));
    await assert.rejects(second, /not wanted any more/);
    assert.deepEqual((await third).columns, (await first).columns);
    await assert.rejects(engine.run(plan, { store, signal: controller.signal }), /not wanted any more/);
  });
});

describe("an engine that is left open", () => {
  it("does not keep the program from ending", async (test) => {
    const store = await lakeOfParts(test);
    const description = store.describe();
    assert.ok(description?.kind === "folder");
    const program = fileURLToPath(new URL("./leave-open.js", import.meta.url));
    // What does not end by itself is killed, and then rejects.
    const { stdout } = await promisify(execFile)(process.execPath, [program, description.path], {
      timeout: 60_000,
    });
    assert.equal(stdout, "39");
  });
});

describe("an engine that was closed", () => {
  it("refuses plans", async (test) => {
    const { store } = await oddLake(test, "");
    const engine = createLocalEngine({ threads: 1, threadedFromBytes: 0 });
    await engine.close();
    await assert.rejects(engine.run(await planOf(store), { store }), /the engine was closed; make another/);
  });
});
