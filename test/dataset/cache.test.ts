import assert from "node:assert/strict";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { bindDataset, getPingsProperties, type RecordsOptions } from "../../src/dataset/index.js";
import { encodeHeka } from "../../src/decode/index.js";
import { createLocalEngine } from "../../src/engine/index.js";
import { type ScanEvent, trimCache } from "../../src/scan/index.js";
import { openFolderStore, type Store } from "../../src/store/index.js";
import { dimensions, pingOf, smallLakeInMemory, writeSmallLake } from "../support/small-lake.js";
import { withEtags } from "../support/with-etags.js";

const events: ScanEvent[] = [];
const Dataset = bindDataset(() => ({
  engine: createLocalEngine({ threads: 0 }),
  onEvent: (event) => events.push(event),
}));

const open = (store: Store, options: RecordsOptions) =>
  Dataset.fromStore(store, dimensions, { prefix: "lake" }).records(options);

const paths = ["id", "clientId", "payload/reason", "payload/histograms/GC_MS"] as const;

async function lakeAndFolder(test: TestContext): Promise<{ store: Store; cacheDir: string }> {
  const folder = mkdtempSync(join(tmpdir(), "pingframe-"));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  const store = openFolderStore(join(folder, "lake"), { durable: false });
  await writeSmallLake(store);
  return { store, cacheDir: join(folder, "cache") };
}

/** Reads the properties, and tells the rows, the account and how many objects were read. */
async function read(store: Store, options: RecordsOptions, wanted: readonly string[] = paths) {
  const before = store.costs.reads;
  const pings = open(store, options);
  const frame = await getPingsProperties(pings as never, wanted as never);
  return { rows: frame.toObjects(), account: pings.lastAccount, reads: store.costs.reads - before };
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".columns"))
    .map((name) => join(folder, name));

describe("records({ cacheDir })", () => {
  it("reads no object the second time, and gives the same rows and the same account", async (test) => {
    const { store, cacheDir } = await lakeAndFolder(test);
    const uncached = await read(store, {});
    const first = await read(store, { cacheDir });
    const second = await read(store, { cacheDir });
    assert.deepEqual([uncached.reads, first.reads, second.reads], [12, 12, 0]);
    assert.deepEqual(second, { ...uncached, reads: 0 });
    assert.deepEqual(first, uncached);
    assert.equal(filesIn(cacheDir).length, 12);
  });

  it("reads again an object that has changed, alone, and one that is new", async (test) => {
    const { store, cacheDir } = await lakeAndFolder(test);
    const before = await read(store, { cacheDir });
    const [first] = await Dataset.fromStore(store, dimensions, { prefix: "lake" }).summaries({ limit: 1 });
    await store.write(first!.key, encodeHeka([pingOf(7001), pingOf(7002)]));
    await store.write("lake/20170619/main/beta/part-0.heka", encodeHeka([pingOf(7003)]));
    const after = await read(store, { cacheDir });
    assert.equal(after.reads, 2);
    assert.deepEqual(after.rows, (await read(store, {})).rows);
    assert.equal(after.rows.length, before.rows.length - 20 + 3);
  });

  it("reads objects for properties that it lacks, and then has both", async (test) => {
    const { store, cacheDir } = await lakeAndFolder(test);
    await read(store, { cacheDir }, ["id"]);
    const more = [...paths, "payload/info/sessionLength"];
    assert.equal((await read(store, { cacheDir }, more)).reads, 12);
    const again = await read(store, { cacheDir }, ["payload/info/sessionLength", "id"]);
    assert.equal(again.reads, 0);
    assert.deepEqual(again.rows, (await read(store, {}, ["payload/info/sessionLength", "id"])).rows);
    assert.equal(filesIn(cacheDir).length, 12);
  });

  it("ignores files that are damaged or foreign, and writes them anew", async (test) => {
    const { store, cacheDir } = await lakeAndFolder(test);
    const first = await read(store, { cacheDir });
    const [cut, swapped, garbled, ...others] = filesIn(cacheDir);
    writeFileSync(cut!, readFileSync(cut!).subarray(0, 100));
    writeFileSync(swapped!, readFileSync(others[0]!));
    const bytes = readFileSync(garbled!);
    bytes[bytes.length - 10]! ^= 1;
    writeFileSync(garbled!, bytes);
    const second = await read(store, { cacheDir });
    assert.equal(second.reads, 3);
    assert.deepEqual(second.rows, first.rows);
    assert.equal((await read(store, { cacheDir })).reads, 0);
  });

  it("keeps nothing of a store that lives in this process only", async (test) => {
    const { cacheDir } = await lakeAndFolder(test);
    const store = await smallLakeInMemory();
    for (const _ of [1, 2]) assert.equal((await read(store, { cacheDir })).reads, 12);
    assert.equal(existsSync(cacheDir), false);
  });

  it("reads each time what has no etag, and what a record limit cuts", async (test) => {
    const { store, cacheDir } = await lakeAndFolder(test);
    assert.equal((await read(store, { cacheDir, limitRecords: 30 })).reads, 2);
    assert.equal((await read(store, { cacheDir, limitRecords: 30 })).reads, 2);
    const untagged = withEtags(store, () => undefined);
    for (const _ of [1, 2]) assert.equal((await read(untagged, { cacheDir })).reads, 12);
  });

  it("counts every reading as use, with cacheBytes or without: what was used last stays", async (test) => {
    const { store, cacheDir } = await lakeAndFolder(test);
    await read(store, { cacheDir });
    const files = filesIn(cacheDir);
    const old = new Date(2020, 0);
    for (const path of files) utimesSync(path, old, old);
    // The first object's file is used, and so must outlive eleven that are otherwise as old.
    const used = await read(store, { cacheDir, limitFiles: 1 });
    assert.equal(used.reads, 0);
    const kept = files.filter((path) => statSync(path).mtimeMs !== old.getTime());
    assert.equal(kept.length, 1);
    await trimCache({ folder: cacheDir, maxBytes: statSync(kept[0]!).size });
    assert.deepEqual(filesIn(cacheDir), kept);
  });

  it("keeps to cacheBytes", async (test) => {
    const { store, cacheDir } = await lakeAndFolder(test);
    await read(store, { cacheDir });
    const sizes = filesIn(cacheDir).map((path) => readFileSync(path).length);
    const half = sizes.reduce((sum, size) => sum + size, 0) / 2;
    await read(store, { cacheDir, cacheBytes: Math.floor(half) });
    const left = filesIn(cacheDir).length;
    assert.ok(left >= 4 && left <= 8, String(left));
    assert.equal((await read(store, { cacheDir })).reads, 12 - left);
  });

  it("warns once where it can't write, and reads", async (test) => {
    const { store, cacheDir } = await lakeAndFolder(test);
    writeFileSync(cacheDir, "a file, not a folder");
    events.length = 0;
    const { rows } = await read(store, { cacheDir });
    assert.equal(rows.length, 240);
    const warnings = events.flatMap((event) => (event.kind === "warning" ? [event.message] : []));
    assert.deepEqual(warnings.length, 1);
    assert.match(warnings[0]!, /^columns are not kept for the next time: cannot write .*/);
  });

  it("refuses what names no folder, and a size without one", async (test) => {
    const { store } = await lakeAndFolder(test);
    assert.throws(() => open(store, { cacheDir: "" }), /cacheDir must name a folder, got ""/);
    assert.throws(() => open(store, { cacheBytes: 5 }), /cacheBytes needs cacheDir/);
    assert.throws(() => open(store, { cacheDir: "x", cacheBytes: -1 }), RangeError);
  });
});
