import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { mergeDay, openDatabase } from "../../src/database/index.js";
import { Histogram } from "../../src/histogram/index.js";
import { plantedRegression } from "../../src/synthetic/rollups/rollup-sessions.js";
import { root, runCli } from "../bin/run-cli.js";
import { aggregateRows } from "../support/aggregate-rows.js";
import { type Reported, reportOf } from "./run-notebook.js";

/** Rounded as the tables are. */
function toTenths(value: number | null): number {
  return Math.round(10 * value!) / 10;
}

describe("roll-ups", () => {
  const folder = mkdtempSync(join(tmpdir(), "pingframe-roll-ups-"));
  const rows = aggregateRows({ submissionDate: "20150616", builds: 3 });
  let report: Reported;
  before(async () => {
    const driver = await openDatabase({ database: folder, access: "write" });
    await mergeDay(driver, {
      submissionDate: "20150616",
      source: "telemetry",
      recipe: "",
      objects: [],
      rows,
    });
    await driver.close();
    report = await reportOf("roll-ups", "--database", folder);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const sumOf = (keep: (row: (typeof rows)[number]) => boolean): { count: number; histogram: Histogram } => {
    const kept = rows.filter(
      (row) =>
        row.kind === "build_id" &&
        row.channel === "nightly" &&
        row.dimensions["metric"] === "GC_MS" &&
        keep(row),
    );
    const total = (i: number): number => kept.reduce((sum, { histogram }) => sum + Number(histogram[i]), 0);
    const { bounds } = kept[0]!.layout;
    const histogram = new Histogram({
      kind: "exponential",
      bounds,
      counts: bounds.map((_, i) => total(i)),
      sum: total(50),
    });
    return { count: total(51), histogram };
  };

  it("shows the distribution by operating system", () => {
    const table = report.table("GC_MS by operating system");
    assert.deepEqual(
      table,
      ["Darwin", "Windows_NT"].map((os) => {
        const { count, histogram } = sumOf(({ dimensions }) => dimensions["os"] === os);
        const [mean, p50, p95] = [histogram.mean(), histogram.percentile(50), histogram.percentile(95)];
        const measured = { mean: toTenths(mean), p50: toTenths(p50), p95: toTenths(p95) };
        return { system: os, histograms: count, values: histogram.count, ...measured };
      }),
    );
  });

  it("shows each build", () => {
    const table = report.table("GC_MS by build");
    assert.deepEqual(
      table,
      ["20150614", "20150615", "20150616"].map((build) => {
        const { count, histogram } = sumOf(({ date }) => date === build);
        const [p50, p95] = [histogram.percentile(50), histogram.percentile(95)];
        return { build, histograms: count, p50: toTenths(p50), p95: toTenths(p95) };
      }),
    );
  });

  it("names the build with the sample lake's regression, and its factor, in the stored notebook", () => {
    const { buildId, factor } = plantedRegression;
    const stored = readFileSync(join(root, "notebooks/roll-ups.ipynb"), "utf8");
    assert.ok(stored.includes(`It is build ${buildId.slice(0, 8)}: its median is ${factor} times`));
  });

  it("says what to do where nothing is merged, and which metrics there are where one is unknown", async () => {
    const absent = await runCli(["report", "roll-ups", "--quiet", "--database", join(folder, "absent")]);
    assert.equal(absent.code, 1);
    assert.match(absent.stderr, /there is no database in folder ".*absent"; .*pingframe rollup run/);
    await (await openDatabase({ database: join(folder, "empty"), access: "write" })).close();
    const empty = await runCli(["report", "roll-ups", "--quiet", "--database", join(folder, "empty")]);
    assert.equal(empty.code, 1);
    assert.match(empty.stderr, /no day is merged .*pingframe sample \S+ --rollups.*pingframe rollup run/);
    const unknown = await runCli(["report", "roll-ups", "--quiet", "--database", folder, "--metric", "NOPE"]);
    assert.equal(unknown.code, 1);
    assert.match(
      unknown.stderr,
      /no metric "NOPE" on channel "nightly"; channels: beta, nightly; metrics of this one: \d+/,
    );
  });
});
