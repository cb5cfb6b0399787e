import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Driver, listDays, openDatabase } from "../../src/database/index.js";
import { Dataset } from "../../src/index.js";
import { type RollUpOptions, rollUpInto } from "../../src/merging/index.js";
import { head } from "../../src/rollup/index.js";
import { openMemoryStore } from "../../src/store/index.js";
import { writeRollupLake } from "../../src/synthetic/index.js";

const submissionDate = "20150616";
const options: RollUpOptions = { profile: head, submissionDate };
const dimensions = ["submissionDate", "sourceName", "sourceVersion", "docType"];

describe("rollUpInto", () => {
  const store = openMemoryStore();
  let driver: Driver;
  let dataset: ReturnType<typeof Dataset.fromStore>;
  before(async () => {
    await writeRollupLake({ store, scale: 0.02 });
    dataset = Dataset.fromStore(store, dimensions, { prefix: "data/telemetry-2", onEvent: null }).where({
      docType: "main",
    });
    driver = await openDatabase({ database: ":memory:", access: "write" });
  });
  after(() => driver.close());

  it("rollUpInto(driver, pings, day) merges a day once, under its source, and tells what it read", async () => {
    const found: number[] = [];
    const pings = dataset.where({ submissionDate }).records();
    const day = { ...options, source: "here", onFound: (objects: number) => void found.push(objects) };
    const report = await rollUpInto(driver, pings, day);
    assert.equal(report.outcome, "merged");
    assert.ok(report.pings > 0 && report.rows > report.pings);
    assert.deepEqual((await rollUpInto(driver, pings, day)).outcome, "already merged");
    assert.deepEqual(found, [report.objects]);
    const days = await listDays(driver);
    assert.deepEqual(
      days.map(({ source, objects, rows }) => [source, objects, rows]),
      [["here", BigInt(report.objects), BigInt(report.rows)]],
    );
  });

  it("rollUpInto(driver, pings, day) notes nothing of a day without objects", async () => {
    const pings = dataset.where({ submissionDate: "20150601" }).records();
    const day = { ...options, submissionDate: "20150601", mode: "replace" } as const;
    assert.equal((await rollUpInto(driver, pings, day)).outcome, "no objects");
    assert.ok((await listDays(driver)).every((merged) => merged.submissionDate !== "20150601"));
  });

  it("rollUpInto(driver, pings, day) refuses pings that are not all of what is stored", async () => {
    const view = dataset.where({ submissionDate });
    for (const pings of [[], view.records({ sample: 0.5 }), view.records({ require: ["clientId"] })]) {
      await assert.rejects(
        rollUpInto(driver, pings, options),
        new TypeError(
          "pings of a roll-up must be all that is stored, neither documents nor a part of them; give those of a dataset with conditions only",
        ),
      );
    }
  });

  it('rollUpInto(driver, pings, { mode: "late" }) adds what came, and refuses where numbers depend on all objects', async () => {
    const { objects } = await dataset.where({ submissionDate }).explain();
    const early = { store, objects: objects.slice(0, 4) };
    const all = { store, objects };
    const late = { ...options, source: "late", mode: "late" } as const;
    assert.equal((await rollUpInto(driver, early, late)).outcome, "merged");
    await assert.rejects(rollUpInto(driver, all, { ...options, source: "late" }), /; --late adds them, /);
    const added = await rollUpInto(driver, all, late);
    assert.deepEqual([added.outcome, added.objects], ["added", objects.length - 4]);
    for (const way of [{ dedupe: true }, { clientWeights: true }]) {
      const day = { ...options, ...way, source: `late ${Object.keys(way)}` };
      await rollUpInto(driver, early, day);
      await assert.rejects(rollUpInto(driver, all, day), /1?\d objects came since; use --replace$/);
      await assert.rejects(rollUpInto(driver, all, { ...day, mode: "late" }), {
        name: "TypeError",
        message: /depend on all of its objects, so late ones can't be added; use mode "replace"$/,
      });
    }
  });

  it("rollUpInto(driver, pings, { profile }) takes a changed profile of the same name for another recipe", async () => {
    const pings = dataset.where({ submissionDate }).records();
    const day = { ...options, source: "profiles" };
    await rollUpInto(driver, pings, day);
    await assert.rejects(rollUpInto(driver, pings, { ...day, profile: { ...head, channels: ["beta"] } }), {
      name: "DatabaseError",
      message: /merged already, and profile or options are others; use --replace$/,
    });
  });
});
