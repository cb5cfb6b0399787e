import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bindDataset, type DatasetContext, getPingsProperties, type Pings } from "../../src/dataset/index.js";
import type { PingDocument } from "../../src/decode/index.js";
import { createLocalEngine, type LocalEngineOptions } from "../../src/engine/index.js";
import { type Column, columnValues } from "../../src/frame/index.js";
import type { ScanEvent } from "../../src/scan/index.js";
import type { Store } from "../../src/store/index.js";
import { dimensions, smallLakeInFolder, smallLakeInMemory } from "../support/small-lake.js";

/** A dataset whose scans are accompanied: their events, and a button that stops the one that runs. */
function accompanied(
  store: Store,
  engine: LocalEngineOptions = { threads: 0 },
  more: Partial<DatasetContext> = {},
) {
  const events: ScanEvent[] = [];
  const running = new Set<AbortController>();
  const state = { begun: 0, stopAt: Number.POSITIVE_INFINITY };
  const onEvent = (event: ScanEvent): void => {
    events.push(event);
    if (event.kind !== "progress" || event.objectsDone < state.stopAt) return;
    for (const controller of running) controller.abort(new Error("interrupted by the test"));
  };
  const Dataset = bindDataset(() => ({
    engine: createLocalEngine(engine),
    beginScan: () => {
      const controller = new AbortController();
      running.add(controller);
      state.begun += 1;
      return { signal: controller.signal, onEvent, end: () => void running.delete(controller) };
    },
    ...more,
  }));
  const open = (options = {}) => Dataset.fromStore(store, dimensions, { prefix: "lake", ...options });
  return { open, events, running, state };
}

const readings: Record<string, (pings: Pings<never>) => Promise<unknown>> = {
  "count()": (pings) => pings.count(),
  getPingsProperties: (pings) => getPingsProperties(pings, ["id", "meta/reason"] as never),
  "an iteration": async (pings) => {
    for await (const _ of pings);
  },
  "a filter": (pings) => pings.filter(() => true).count(),
};

describe("a scan that is interrupted", () => {
  for (const [name, read] of Object.entries(readings)) {
    it(`rejects with the reason in ${name}, tells what it counted, and reads whole the next time`, async () => {
      const store = await smallLakeInMemory();
      const { open, events, running, state } = accompanied(store);
      const pings = open().records() as unknown as Pings<never>;
      state.stopAt = 3;
      await assert.rejects(read(pings), /interrupted by the test/);
      const last = events.at(-1);
      assert.ok(last?.kind === "stopped");
      assert.deepEqual(
        [last.because, last.objects, last.account.objects, last.account.records],
        ["interrupt", 12, 3, 60],
      );
      assert.equal(last.account.partial, true);
      if (name !== "a filter") assert.deepEqual(pings.lastAccount, last.account);
      const reads = store.costs.reads;
      await new Promise((resolve) => setImmediate(resolve));
      assert.equal(store.costs.reads, reads);
      state.stopAt = Number.POSITIVE_INFINITY;
      await read(pings);
      assert.equal(events.at(-1)?.kind, "done");
      if (name !== "a filter") assert.equal(pings.lastAccount?.partial, undefined);
      assert.deepEqual([running.size, state.begun], [0, 2]);
    });
  }

  it("stops its threads, and tells nothing more", async (test) => {
    const store = await smallLakeInFolder(test as never);
    const { open, events, state } = accompanied(store, { threads: 2, threadedFromBytes: 0 });
    state.stopAt = 2;
    const pings = open().records();
    await assert.rejects(pings.count(), /interrupted by the test/);
    assert.equal(pings.lastAccount?.partial, true);
    assert.ok(pings.lastAccount.objects >= 2 && pings.lastAccount.objects <= 12);
    const told = events.length;
    state.stopAt = Number.POSITIVE_INFINITY;
    assert.equal(await pings.count(), 240);
    assert.equal(events.slice(0, told).at(-1)?.kind, "stopped");
    assert.equal(events[told]?.kind, "found");
  });

  it("adds up what whole and stopped scans of a union counted", async () => {
    const { open, events, state } = accompanied(await smallLakeInMemory());
    const [main, whole] = [open().where({ docType: "main" }).records(), open().records()];
    const union = main.union(whole);
    state.stopAt = 7;
    await assert.rejects(union.count(), /interrupted/);
    const done = events.find(({ kind }) => kind === "done");
    assert.ok(done?.kind === "done");
    assert.equal(union.lastAccount?.objects, done.account.objects + 7);
    assert.equal(union.lastAccount?.partial, true);
  });
});

describe("a scan that is left or fails", () => {
  it("is told as stopped by the caller where he takes a few", async () => {
    const { open, events, running } = accompanied(await smallLakeInMemory());
    const pings = open().records();
    assert.equal((await pings.take(3)).length, 3);
    const last = events.at(-1);
    assert.ok(last?.kind === "stopped");
    assert.deepEqual([last.because, pings.lastAccount?.partial, running.size], ["caller", true, 0]);
  });

  it("is told as failed, and its account as partial", async () => {
    const store = await smallLakeInMemory();
    const { open, events, running } = accompanied(store);
    const [first] = await open().summaries({ limit: 1 });
    await store.write(first!.key, new TextEncoder().encode("not a record"));
    const pings = open().records({ onBadRecord: "fail" });
    await assert.rejects(pings.count());
    const last = events.at(-1);
    assert.ok(last?.kind === "stopped");
    assert.deepEqual([last.because, pings.lastAccount?.partial, running.size], ["failure", true, 0]);
  });

  it("has no account if it never came to reading", async () => {
    const { open, events, running } = accompanied(await smallLakeInMemory());
    const pings = open().where({ nope: "x" }).records();
    await assert.rejects(pings.count(), /unknown dimension/);
    await assert.rejects(pings.take(1), /unknown dimension/);
    assert.deepEqual([pings.lastAccount, events, running.size], [null, [], 0]);
  });
});

describe("what accompanies a scan", () => {
  it("leaves the events to a caller who wants them, and can still stop it", async () => {
    const mine: ScanEvent[] = [];
    const { open, events, state } = accompanied(await smallLakeInMemory());
    await open({ onEvent: (event: ScanEvent) => mine.push(event) })
      .records()
      .count();
    await open({ onEvent: null }).records().count();
    assert.deepEqual([events, mine.at(-1)?.kind, state.begun], [[], "done", 2]);
  });

  it("stops the listing of explain() and summaries() too", async () => {
    const controller = new AbortController();
    controller.abort(new Error("at once"));
    let ended = 0;
    const { open } = accompanied(
      await smallLakeInMemory(),
      {},
      {
        beginScan: () => ({ signal: controller.signal, end: () => void ended++ }),
      },
    );
    await assert.rejects(open().explain(), /at once/);
    await assert.rejects(open().summaries(), /at once/);
    assert.equal(ended, 2);
  });

  it("hears of each source before it is read, and of all columns, filtered or not", async () => {
    const columns: (readonly Column[])[] = [];
    const sources: string[] = [];
    const { open } = accompanied(
      await smallLakeInMemory(),
      {},
      {
        onColumns: (read) => columns.push(read),
        onSource: ({ synthetic }) => sources.push(String(synthetic)),
      },
    );
    const pings = open().records();
    await getPingsProperties(pings, ["id"]);
    assert.deepEqual(
      columns.map((read) => read.map(({ kind }) => kind)),
      [["uuid"]],
    );
    await getPingsProperties(
      pings.filter(() => true),
      ["clientId", "type"],
    );
    assert.deepEqual(
      columns.at(-1)?.map(({ kind }) => kind),
      ["uuid", "dictionary"],
    );
    assert.deepEqual(sources, ["false"]);
  });

  it("hears of the identifiers in pings that are read whole, or of which others were selected", async () => {
    const seen = new Set<unknown>();
    const { open } = accompanied(
      await smallLakeInMemory({ days: 1, perObject: 2 }),
      {},
      { onColumns: ([column]) => [...columnValues(column!)].map((value) => seen.add(value)) },
    );
    const [first] = (await open().records().take(1)) as PingDocument[];
    assert.deepEqual(
      [first?.["id"], first?.["clientId"]].map((id) => seen.has(id)),
      [true, true],
    );
    seen.clear();
    await open().select({ kind: "type" }).records().take(1);
    assert.ok(seen.has(first?.["clientId"]));
  });
});
