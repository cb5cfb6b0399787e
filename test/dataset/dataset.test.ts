import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { between } from "../../src/catalog/index.js";
import { bindDataset, getOnePingPerClient, getPingsProperties, Pings } from "../../src/dataset/index.js";
import { encodeHeka } from "../../src/decode/index.js";
import { createLocalEngine } from "../../src/engine/index.js";
import { holdsIds } from "../../src/frame/index.js";
import { mergeHistograms } from "../../src/histogram/index.js";
import type { MainPing } from "../../src/ping/index.js";
import type { ScanEvent } from "../../src/scan/index.js";
import { openFolderStore, type Store } from "../../src/store/index.js";
import { dimensions, pingOf, smallLakeInMemory } from "../support/small-lake.js";

const events: ScanEvent[] = [];
const Dataset = bindDataset(() => ({
  engine: createLocalEngine({ threads: 0 }),
  onEvent: (event) => events.push(event),
}));
const open = (store: Store) => Dataset.fromStore(store, dimensions, { prefix: "lake" });

describe("Dataset.where", () => {
  it("keeps what all clauses keep, in either spelling, and lists nothing that one excludes", async () => {
    const store = await smallLakeInMemory();
    const listings = store.costs.listings;
    const dataset = open(store)
      .where({ submissionDate: between("20170610", "20170612") })
      .where({ docType: "new-profile", channel: (value) => value !== "nightly" })
      .where({ submissionDate: (value) => value !== "20170611" });
    const summaries = await dataset.summaries();
    assert.deepEqual(
      summaries.map(({ key }) => key),
      ["lake/20170610/new_profile/beta/part-0.heka"],
    );
    // The dates, one date's doc types, one doc type's channels, one channel's objects.
    assert.equal(store.costs.listings - listings, 4);
    assert.equal(store.costs.reads, 0);
  });

  it("leaves the dataset it was called on as it was", async () => {
    const dataset = open(await smallLakeInMemory());
    dataset.where({ docType: "main" });
    assert.equal((await dataset.summaries()).length, 12);
  });

  it("names the nearest dimension when there is none of the name", async () => {
    const dataset = open(await smallLakeInMemory()).where({ doctype: "main" });
    await assert.rejects(dataset.summaries(), /unknown dimension "doctype".*did you mean "docType"/);
    await assert.rejects(dataset.records().count(), /unknown dimension/);
  });

  it("warns when a condition matches nothing, naming what there is", async () => {
    events.length = 0;
    const pings = open(await smallLakeInMemory())
      .where({ docType: "newprofile" })
      .records();
    assert.equal(await pings.count(), 0);
    const warning = events.find(({ kind }) => kind === "warning");
    assert.match(
      warning?.kind === "warning" ? warning.message : "",
      /newprofile.*main, new_profile|new_profile/,
    );
  });
});

describe("Dataset.fromSource", () => {
  it("finds a source that was described after the first try", async (test) => {
    const folder = mkdtempSync(join(tmpdir(), "pingframe-"));
    (test as unknown as { after(done: () => void): void }).after(() => rmSync(folder, { recursive: true }));
    const pings = Dataset.fromSource("telemetry", { sources: folder }).records();
    await assert.rejects(pings.count(), /no sources\.json/);
    writeFileSync(
      join(folder, "sources.json"),
      JSON.stringify({ telemetry: { bucket: "data", prefix: "t", metadata_prefix: "t" } }),
    );
    mkdirSync(join(folder, "t"));
    mkdirSync(join(folder, "data"));
    const schema = { version: 1, dimensions: [{ field_name: "docType", allowed_values: "*" }] };
    writeFileSync(join(folder, "t", "schema.json"), JSON.stringify(schema));
    assert.equal(await pings.count(), 0);
  });
});

describe("Dataset.values, schema and explain", () => {
  it("list what there is", async () => {
    const dataset = open(await smallLakeInMemory());
    assert.deepEqual(await dataset.schema, dimensions);
    assert.deepEqual(await dataset.values("docType"), ["main", "new_profile"]);
    await assert.rejects(dataset.values("docTyp"), /did you mean "docType"/);
    const text = String(await dataset.where({ docType: "main" }).explain());
    assert.match(text, /docType/);
    assert.match(text, /new_profile/);
  });
});

describe("Dataset.records", () => {
  it("are read in the order of keys, whatever asks for them", async () => {
    const store = await smallLakeInMemory();
    const pings = open(store).where({ docType: "main" }).records();
    const ids: unknown[] = [];
    for await (const ping of pings) ids.push(ping.id);
    const frame = await getPingsProperties(pings, ["id"]);
    assert.deepEqual(frame.column("id").toArray(), ids);
    assert.equal(await pings.count(), 120);
    assert.equal(ids.length, 120);
    assert.deepEqual(
      (await pings.take(3)).map((ping) => ping.id),
      ids.slice(0, 3),
    );
  });

  it("count what a sample by client, files and records leave", async () => {
    const dataset = open(await smallLakeInMemory());
    assert.equal(await dataset.records({ limitRecords: 7 }).count(), 7);
    assert.equal((await dataset.records({ limitRecords: 7 }).take(100)).length, 7);
    assert.equal(await dataset.records({ limitFiles: 2 }).count(), 40);
    assert.equal(await dataset.records({ limitFiles: 0 }).count(), 0);
    assert.equal(await dataset.records({ sample: 0.5, sampleBy: "file" }).count(), 120);
    const halves = [0, 50].map((seed) => dataset.records({ sample: 0.5, seed }).count());
    const [low = 0, high = 0] = await Promise.all(halves);
    assert.equal(low + high, 240);
  });

  it("refuse options that can't be meant", async () => {
    const dataset = open(await smallLakeInMemory({ days: 1 }));
    assert.throws(() => dataset.records({ sample: 0.001 }), /at least 0.01.*sampleBy: "file"/);
    assert.throws(() => dataset.records({ sample: 0 }), /above 0 and at most 1, got 0/);
    assert.throws(() => dataset.records({ sample: 1.5 }), RangeError);
    assert.throws(() => dataset.records({ limitFiles: -1 }), /limitFiles must be a whole number/);
    assert.throws(() => dataset.records({ limitRecords: 0.5 }), /limitRecords/);
    assert.throws(
      () => dataset.records({ sampleBy: "ping" as never }),
      /sampleBy must be one of client, file/,
    );
    assert.throws(() => dataset.records({ onBadRecord: "Fail" as never }), /onBadRecord must be one of/);
    await assert.rejects(dataset.summaries({ limit: -1 }), RangeError);
  });

  it("warn about a sample of files", async () => {
    events.length = 0;
    await open(await smallLakeInMemory())
      .records({ sample: 0.5, sampleBy: "file" })
      .count();
    assert.ok(
      events.some((event) => event.kind === "warning" && /not a representative sample/.test(event.message)),
    );
  });

  it("stop when the signal aborts", async () => {
    const pings = open(await smallLakeInMemory()).records({ signal: AbortSignal.abort(new Error("enough")) });
    await assert.rejects(pings.count(), /enough/);
    await assert.rejects(pings.take(1), /enough/);
  });
});

describe("Dataset.select", () => {
  it("makes records of JMESPath expressions, with null for what is absent, and adds up", async () => {
    const dataset = open(await smallLakeInMemory({ days: 1, perObject: 2 })).where({ docType: "main" });
    const selected = dataset
      .select("payload.reason", { length: "payload.info.sessionLength" })
      .select({ no: "x.y" });
    assert.deepEqual(await selected.records().take(2), [
      { "payload.reason": "startup", length: null, no: null },
      { "payload.reason": "shutdown", length: 10, no: null },
    ]);
  });

  it("takes any name, also __proto__, and names the expression that fails on data", async () => {
    const dataset = open(await smallLakeInMemory({ days: 1, perObject: 1 }));
    const [record] = await dataset
      .select({ ["__proto__"]: "type" })
      .records()
      .take(1);
    assert.deepEqual(Object.entries(record!), [["__proto__", "main"]]);
    const failing = dataset.select({ x: "abs(id)" }).records().take(1);
    await assert.rejects(failing, /cannot evaluate "abs\(id\)"/);
  });

  it("hides identifiers that were selected under other names, and nothing else", async () => {
    const dataset = open(await smallLakeInMemory({ days: 1, perObject: 2 })).where({ docType: "main" });
    const hidden = {
      who: "clientId",
      session: "payload.info.sessionId || id",
      first: "values(@)[1]",
      part: "join('-', [type, id])",
      both: "[id, type]",
      application: "{ who: clientId }",
    };
    const shown = {
      kind: "type",
      reason: "payload.reason",
      loud: "upper(payload.reason)",
      isKnown: "clientId != null",
    };
    const selected = dataset.select({ ...hidden, ...shown }).records();
    const names = [...Object.keys(hidden), ...Object.keys(shown)];
    for (const pings of [selected, selected.filter(() => true), selected.union(selected), selected.cache()]) {
      const frame = await getPingsProperties(pings, names);
      assert.deepEqual(
        [...frame.data].filter(([, column]) => holdsIds(column)).map(([name]) => name),
        Object.keys(hidden),
      );
      assert.doesNotMatch(frame.toString(), /0000-4000/);
      assert.equal(frame.length, frame.where({ isKnown: true }).length);
    }
    // What a function makes of the pings has names of its own.
    const mapped = await getPingsProperties(
      selected.map(() => ({ who: "everyone" })),
      ["who"],
    );
    assert.equal(holdsIds(mapped.data.get("who")!), false);
  });

  it("rejects what is not JMESPath, and a name that is taken", async () => {
    const dataset = open(await smallLakeInMemory({ days: 1 }));
    assert.throws(() => dataset.select("a["), /cannot read "a\[" as JMESPath/);
    assert.throws(() => dataset.select("id").select({ id: "clientId" }), /property already selected: "id"/);
  });
});

describe("Pings", () => {
  it("filter refuses an async function, whose promises would keep every ping", async () => {
    const pings = Pings.of([{ type: "main" }]).filter((async () => false) as never);
    await assert.rejects(pings.count(), {
      name: "TypeError",
      message:
        "filter needs a synchronous function, got one that gives a promise; await what it needs beforehand",
    });
  });

  it("filter, map, union and cache give what arrays would", async () => {
    const pings = open(await smallLakeInMemory({ days: 1 })).records();
    const documents = await pings.take(1000);
    const isMain = (ping: { readonly [name: string]: unknown }): boolean => ping["type"] === "main";
    assert.deepEqual(await pings.filter(isMain).take(1000), documents.filter(isMain));
    assert.deepEqual(
      await pings.map((ping) => ping.id).take(1000),
      documents.map((ping) => ping.id),
    );
    assert.equal(await pings.union(pings.filter(isMain)).count(), 120);
    assert.deepEqual(await getPingsProperties(pings.union(pings), ["id"]).then((frame) => frame.length), 160);
  });

  it("properties() lists the paths found", async () => {
    const found = await open(await smallLakeInMemory({ days: 1 }))
      .records()
      .properties();
    assert.ok(found.column("path").toArray().includes("payload/info/sessionLength"));
  });

  it("lastAccount says what was read", async () => {
    const pings = open(await smallLakeInMemory({ days: 1 })).records();
    const before = pings.lastAccount;
    await pings.count();
    const { records, objects } = pings.lastAccount!;
    assert.deepEqual([before, records, objects], [null, 80, 4]);
  });
});

describe("getPingsProperties", () => {
  it("gives the same from plans, documents and unions", async () => {
    const pings = open(await smallLakeInMemory()).records();
    const paths = ["id", "meta/Timestamp", "payload/info/sessionLength", "payload/histograms/GC_MS"] as const;
    const planned = await getPingsProperties(pings, paths, { exact: ["meta/Timestamp"] });
    const streamed = await getPingsProperties(
      pings.filter(() => true),
      paths,
      { exact: ["meta/Timestamp"] },
    );
    assert.deepEqual(planned.toObjects(), streamed.toObjects());
    assert.equal(planned.length, 240);
  });

  it("reads receive times exactly on request, and as the nearest number otherwise", async () => {
    const pings = open(await smallLakeInMemory({ days: 1, perObject: 1 })).records();
    const exact = await getPingsProperties(pings, { time: "meta/Timestamp" }, { exact: ["time"] });
    assert.equal(exact.column("time").at(0), 1_497_398_400_000_000_000n);
    const near = await getPingsProperties(pings, { time: "meta/Timestamp" });
    assert.equal(near.column("time").at(0), 1_497_398_400_000_000_000);
    await assert.rejects(getPingsProperties(pings, ["id"], { exact: ["time"] }), /exact names a column/);
  });

  it("gives histograms as objects with methods, from every engine and from documents", async (test) => {
    const count = (value: number) => ({
      range: [1, 100],
      bucket_count: 5,
      histogram_type: 0,
      sum: value * 3,
      values: { 1: value },
    });
    const documents = Array.from({ length: 6 }, (_, i) => ({
      ...pingOf(i),
      payload: {
        histograms: i === 5 ? {} : { GC_MS: count(i + 1) },
        keyedHistograms: { X: { "a/b": count(1), [`only ${i}`]: count(i) } },
        processes: { content: { histograms: { GC_MS: count(10) } } },
      },
    }));
    const folder = mkdtempSync(join(tmpdir(), "pingframe-"));
    const threaded = createLocalEngine({ threads: 2, threadedFromBytes: 0 });
    test.after(async () => {
      await threaded.close();
      rmSync(folder, { recursive: true, force: true });
    });
    const store = openFolderStore(folder);
    for (const part of [0, 1, 2]) {
      const bytes = encodeHeka(documents.slice(part * 2, part * 2 + 2), { snappy: true });
      await store.write(`lake/2017061${part}/main/beta/part-0.heka`, bytes);
    }
    const inThread = open(store).records();
    const inWorkers = bindDataset(() => ({ engine: threaded, onEvent: () => {} }))
      .fromStore(store, dimensions, { prefix: "lake" })
      .records();
    const paths = { gc: "payload/histograms/GC_MS", keyed: "payload/keyedHistograms/X" } as const;
    const sources = [inThread, inWorkers, inThread.filter(() => true), Pings.of(documents)] as const;
    for (const pings of sources) {
      const frame = await getPingsProperties(pings as Pings<MainPing>, paths, { withProcesses: true });
      assert.deepEqual(frame.columns, [
        "gc",
        "gc_parent",
        "gc_children",
        "keyed",
        "keyed_parent",
        "keyed_children",
      ]);
      const rows = frame.toObjects();
      assert.deepEqual(
        rows.map(({ gc, gc_parent, gc_children }) => [gc?.count, gc_parent?.count, gc_children?.mean()]),
        [1, 2, 3, 4, 5, undefined].map((n) => [(n ?? 0) + 10, n, 3]),
      );
      assert.equal(rows[2]?.gc?.mean(), 3);
      assert.deepEqual(
        rows.map(({ keyed }, i) => [
          keyed?.get("a/b")?.count,
          keyed?.get(`only ${i}`)?.count,
          keyed?.get("x"),
        ]),
        rows.map((_, i) => [1, i, null]),
      );
      assert.equal(rows[0]?.keyed_children, null);
      assert.equal(frame.filter((row) => (row.gc?.count ?? 0) > 12).length, 3);
      const means = frame.derive({ mean: (row) => row.gc?.mean() ?? null }).column("mean");
      assert.deepEqual(means.toArray(), [3, 3, 3, 3, 3, 3]);

      // One histogram of all pings, two ways.
      const merged = frame.column("gc").merge();
      assert.deepEqual([merged?.count, merged?.mean()], [75, 3]);
      const cells = frame
        .column("gc")
        .toArray()
        .filter((gc) => gc !== null);
      assert.deepEqual(merged?.toJSON(), mergeHistograms(cells));
      assert.equal(frame.column("keyed").merge()?.get("a/b")?.count, 6);
      assert.equal(frame.column("keyed").merge()?.labels().length, 7);
    }
  });

  it("keeps and counts pings without payload", async () => {
    const frame = await getPingsProperties(Pings.of([{ id: "a" }, { id: "b", payload: { reason: "x" } }]), [
      "payload/reason",
    ]);
    assert.deepEqual(frame.toObjects(), [{ "payload/reason": null }, { "payload/reason": "x" }]);
  });
});

describe("getOnePingPerClient", () => {
  it("keeps the first ping of each client and drops pings without one, each time it is read", async () => {
    const pings = Pings.of([pingOf(1), { id: "no client" }, pingOf(38), pingOf(2)]);
    const first = getOnePingPerClient(pings);
    assert.equal(await first.count(), 2);
    assert.equal(await first.count(), 2);
  });
});
