import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { Dataset } from "../../src/index.js";
import {
  type AggregateDayOptions,
  type AggregateRow,
  aggregateDay,
  type DayAggregate,
  head,
  PartialAggregate,
  seed,
} from "../../src/rollup/index.js";
import { openFolderStore, openMemoryStore, type StoredObject } from "../../src/store/index.js";
import { type RollupTruth, writeRollupLake } from "../../src/synthetic/index.js";

const day = "20150616";
const options: AggregateDayOptions = { profile: head, submissionDate: day };

function shown(rows: Iterable<AggregateRow>): string[] {
  return [...rows].map(({ histogram, clientHistogram, layout, ...row }) =>
    JSON.stringify([row, layout.id, `${histogram}`, `${clientHistogram}`]),
  );
}

describe("aggregateDay", () => {
  let folder: string;
  let truth: RollupTruth;
  const objects: StoredObject[] = [];
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "pingframe-rollup-test-"));
    const store = openFolderStore(folder);
    ({ truth } = await writeRollupLake({ store, scale: 0.08 }));
    for await (const object of store.list(`data/telemetry-2/${day}/`)) objects.push(object);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const stored = (): { store: ReturnType<typeof openFolderStore>; objects: StoredObject[] } => ({
    store: openFolderStore(folder),
    objects,
  });
  const run = async (
    more: Partial<AggregateDayOptions> = {},
  ): Promise<{ rows: string[]; result: DayAggregate }> => {
    const result = await aggregateDay(stored(), { ...options, ...more });
    const rows = shown(result.aggregate.rows());
    await result.aggregate.close();
    return { rows, result };
  };

  it("aggregateDay(stored pings) finds the truth of the lake, by build and by submission date", async () => {
    const { aggregate, account, scan } = await aggregateDay(stored(), options);
    const { main, saved_session } = truth.days[day]!;
    assert.equal(account.pings, main!.pings - main!.fennec);
    assert.deepEqual(account.droppedPings, {
      ...(main!.fennec > 0 ? { "other-application": main!.fennec } : {}),
      "other-doc-type": saved_session!.pings,
    });
    assert.equal(scan?.records, main!.pings + saved_session!.pings);
    const gcMs = new Map<string, { values: Record<string, number>; sum: number; count: number }>();
    const sums = { uptime: 0n, uris: 0n };
    const searches: Record<string, bigint> = {};
    for (const { channel, version, date, dimensions, layout, histogram } of aggregate.rows("build_id")) {
      const sum = histogram.at(-2)!;
      if (dimensions["metric"] === "SIMPLE_MEASURES_UPTIME") sums.uptime += sum;
      if (dimensions["metric"] === "SCALARS_BROWSER.ENGAGEMENT.TOTAL_URI_COUNT") sums.uris += sum;
      if (dimensions["metric"] === "[[COUNT]]_SEARCH_COUNTS") {
        const label = dimensions["label"] as string;
        searches[label] = (searches[label] ?? 0n) + sum;
      }
      if (dimensions["metric"] !== "GC_MS" || dimensions["child"] !== "false") continue;
      const build = `${channel}/${version}/${date}`;
      const found = gcMs.get(build) ?? { values: {}, sum: 0, count: 0 };
      layout.bounds.forEach((bound, i) => {
        if (histogram[i]! > 0n) found.values[bound] = (found.values[bound] ?? 0) + Number(histogram[i]);
      });
      gcMs.set(build, {
        ...found,
        sum: found.sum + Number(sum),
        count: found.count + Number(histogram.at(-1)),
      });
    }
    assert.deepEqual(Object.fromEntries(gcMs), main!.gcMs);
    assert.equal(sums.uptime, BigInt(main!.uptime.sum));
    assert.equal(sums.uris, BigInt(main!.uris.sum));
    assert.deepEqual(
      searches,
      Object.fromEntries(Object.entries(main!.searches).map(([key, { sum }]) => [key, BigInt(sum)])),
    );
  });

  it("aggregateDay(stored pings) with the profile seed takes the saved sessions, by e10sEnabled", async () => {
    const { aggregate, account } = await aggregateDay(stored(), { ...options, profile: seed });
    assert.equal(account.pings, truth.days[day]!["saved_session"]!.pings);
    const [row] = aggregate.rows("build_id");
    assert.deepEqual(Object.keys(row!.dimensions).slice(2), [
      "application",
      "architecture",
      "os",
      "osVersion",
      "e10sEnabled",
      "child",
    ]);
    const values = [...aggregate.rows("build_id")].map(({ dimensions }) => [
      typeof dimensions["e10sEnabled"],
      typeof dimensions["child"],
    ]);
    assert.deepEqual([...new Set(values.map(String))], ["boolean,boolean"]);
  });

  it("aggregateDay gives the same rows and account of objects, of a dataset's pings, and of documents", async () => {
    const { rows, result } = await run();
    const pings = Dataset.fromSource("telemetry", { sources: folder, onEvent: null })
      .where({ submissionDate: day })
      .records();
    const ofDataset = await aggregateDay(pings, options);
    assert.notEqual(ofDataset.scan, null);
    assert.deepEqual(shown(ofDataset.aggregate.rows()), rows);
    const documents = (await pings.take(100_000)) as Record<string, unknown>[];
    const ofDocuments = await aggregateDay(documents, options);
    assert.deepEqual(shown(ofDocuments.aggregate.rows()), rows);
    assert.deepEqual(ofDocuments.account, result.account);
  });

  it("aggregateDay(pings) aggregates only what the dataset's options keep, and fails where they do", async () => {
    const dataset = Dataset.fromSource("telemetry", { sources: folder, onEvent: null }).where({
      submissionDate: day,
      docType: "main",
    });
    const some = await dataset.records().take(50);
    const { clientId } = some.find(({ application }) => application.name !== "Fennec")!;
    const records = { require: ["clientId"], keep: { clientId: [clientId!] } };
    const pings = dataset.records(records);
    const kept = await aggregateDay(pings, options);
    assert.equal(kept.scan, null);
    assert.equal(kept.account.pings, await pings.count());
    const all = await aggregateDay(dataset.records(), options);
    assert.ok(kept.account.pings > 0 && kept.account.pings < all.account.pings);
    const bad = openMemoryStore({ "lake/20150616/bad.json": '{"a":1}\n{"a":\n' });
    const damaged = Dataset.fromStore(bad, ["submissionDate"], { prefix: "lake", onEvent: null });
    await assert.rejects(aggregateDay(damaged.records({ onBadRecord: "fail" }), options), {
      name: "DecodeError",
      key: "lake/20150616/bad.json",
    });
    const skipping = { ...options, onBadRecord: "skip" } as const;
    const { scan } = await aggregateDay(damaged.records({ onBadRecord: "fail" }), skipping);
    assert.deepEqual(scan?.damage, { json: 1 });
  });

  it("aggregateDay(…, { threads }) gives the same bytes, and tells its progress", async () => {
    const progress: number[] = [];
    const alone = await aggregateDay(stored(), options);
    const threaded = await aggregateDay(stored(), {
      ...options,
      threads: 2,
      onProgress: ({ objectsDone }) => progress.push(objectsDone),
    });
    assert.ok(alone.aggregate instanceof PartialAggregate && threaded.aggregate instanceof PartialAggregate);
    assert.deepEqual(threaded.aggregate.toBytes(), alone.aggregate.toBytes());
    assert.deepEqual(threaded.scan, alone.scan);
    assert.deepEqual(
      progress,
      objects.map((_, i) => i + 1),
    );
  });

  for (const clientWeights of [false, true]) {
    it(`aggregateDay(…, { spill }) gives the same rows from disk, and leaves nothing there (clients: ${clientWeights})`, async () => {
      const spilled = await mkdtemp(join(tmpdir(), "pingframe-spill-test-"));
      try {
        const { rows, result } = await run({ clientWeights });
        const { aggregate, account } = await aggregateDay(stored(), {
          ...options,
          clientWeights,
          spill: { folder: spilled, fromBytes: 100_000 },
        });
        const [written] = await readdir(spilled);
        assert.ok((await readdir(join(spilled, written!))).length > 3);
        assert.deepEqual(shown(aggregate.rows()), rows);
        assert.deepEqual(account, result.account);
        await aggregate.close();
        assert.deepEqual(await readdir(spilled), []);
      } finally {
        await rm(spilled, { recursive: true, force: true });
      }
    });
  }

  it("aggregateDay(…, { dedupe }) counts each document once", async () => {
    const { main } = truth.days[day]!;
    for (const threads of [0, 2]) {
      const { account } = await aggregateDay(stored(), { ...options, dedupe: true, threads });
      const left = account.pings + (account.droppedPings["other-application"] ?? 0);
      assert.equal(left, main!.pings - main!.copies);
      assert.ok(account.droppedPings["duplicate-document"]! >= main!.copies);
    }
    const twice = [{ id: "a" }, { id: "a" }, { id: "b" }, {}, {}];
    const { account } = await aggregateDay(twice, { ...options, dedupe: true });
    assert.equal(account.droppedPings["duplicate-document"], 1);
  });

  it("aggregateDay counts damaged records and goes on, or stops at the first", async () => {
    const store = openFolderStore(folder);
    await store.write("data/bad.json", new TextEncoder().encode('{"type":"main"}\n{"broken\n'));
    const bad = { store, objects: [{ key: "data/bad.json", byteLength: 25 }] };
    const { scan } = await aggregateDay(bad, options);
    assert.deepEqual([scan?.records, scan?.damage], [1, { json: 1 }]);
    for (const threads of [0, 1]) {
      await assert.rejects(aggregateDay(bad, { ...options, onBadRecord: "fail", threads }), {
        name: "DecodeError",
        key: "data/bad.json",
        byteOffset: 16,
      });
    }
  });

  it("aggregateDay rejects with the signal's reason, and refuses wrong options", async () => {
    const reason = new Error("enough");
    await assert.rejects(aggregateDay(stored(), { ...options, signal: AbortSignal.abort(reason) }), reason);
    const controller = new AbortController();
    const onProgress = (): void => controller.abort(reason);
    await assert.rejects(
      aggregateDay(stored(), { ...options, threads: 2, onProgress, signal: controller.signal }),
      reason,
    );
    await assert.rejects(aggregateDay([], { ...options, submissionDate: "today" }), {
      name: "RangeError",
      message: 'submissionDate must be a day as YYYYMMDD, got "today"',
    });
    await assert.rejects(aggregateDay([], { ...options, threads: 1.5 }), RangeError);
  });
});
