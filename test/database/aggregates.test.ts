import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { mergeDay, openDatabase } from "../../src/database/index.js";
import { Aggregates, Histogram } from "../../src/index.js";
import { aggregateRows } from "../support/aggregate-rows.js";

describe("Aggregates", () => {
  const folder = mkdtempSync(join(tmpdir(), "pingframe-aggregates-"));
  const database = join(folder, "aggregates");
  const rows = aggregateRows({ submissionDate: "20150615", clients: true });
  before(async () => {
    const driver = await openDatabase({ database, access: "write" });
    await mergeDay(driver, {
      submissionDate: "20150615",
      source: "telemetry",
      recipe: "",
      objects: [],
      rows,
    });
    await driver.close();
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("query(question) gives a frame with a histogram for each group", async () => {
    const frame = await Aggregates.query({
      database,
      metric: "GC_MS",
      channel: "nightly",
      where: { os: ["Windows_NT", "Darwin"], child: "true" },
      groupBy: ["date", "os"],
    });
    const groups = [...frame].map(({ date, os }) => `${date} ${os}`);
    assert.deepEqual(groups, [
      "20150614 Darwin",
      "20150614 Windows_NT",
      "20150615 Darwin",
      "20150615 Windows_NT",
    ]);
    const [first] = [...frame];
    const row = rows.find(
      ({ kind, channel, date, dimensions }) =>
        kind === "build_id" &&
        channel === "nightly" &&
        date === "20150614" &&
        dimensions["metric"] === "GC_MS" &&
        dimensions["os"] === "Darwin" &&
        dimensions["child"] === "true",
    )!;
    const numbers = Array.from(row.histogram, Number);
    assert.ok(first!.histogram instanceof Histogram);
    assert.deepEqual([...first!.histogram.counts, first!.sum, first!.count], numbers);
    assert.equal(first!.histogram.percentile(50), new Histogram(first!.histogram).median);
  });

  it("open(options) answers several questions, in clients too", async () => {
    const aggregates = await Aggregates.open({ database });
    try {
      assert.deepEqual(await aggregates.channels(), ["beta", "nightly"]);
      assert.equal((await aggregates.dates("nightly")).length, 2);
      assert.equal((await aggregates.metrics("gc")).length, 2);
      assert.equal((await aggregates.days())[0]!.rows, BigInt(rows.length));
      const question = { metric: "AN_ENUM", channel: ["nightly", "beta"], groupBy: [] } as const;
      const pings = await aggregates.query(question);
      const clients = await aggregates.query({ ...question, weight: "clients" });
      assert.equal(clients.length, 1);
      const [ping] = [...pings];
      const [client] = [...clients];
      assert.deepEqual(
        client!.histogram.counts,
        ping!.histogram.counts.map((n) => n / 1000),
      );
      assert.equal((await aggregates.query({ ...question, metric: "NOPE" })).length, 0);
    } finally {
      await aggregates.close();
    }
  });
});
