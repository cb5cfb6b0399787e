import assert from "node:assert/strict";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { countBy, type Document, documentsIn, percentileOf, reportOf, smallLake } from "./run-notebook.js";

/** The sum of the raw histograms of a probe, over processes and pings: their counts by lower bound, and their sum. */
function addUp(histograms: Document[]): { values: Record<string, number>; sum: number } {
  const values: Record<string, number> = {};
  for (const histogram of histograms) {
    for (const [bound, count] of Object.entries(histogram.values as Record<string, number>)) {
      values[bound] = (values[bound] ?? 0) + count;
    }
  }
  return { values, sum: histograms.reduce((sum, histogram) => sum + histogram.sum, 0) };
}
const countIn = (values: Record<string, number>): number =>
  Object.values(values).reduce((sum, n) => sum + n, 0);
const tenths = (value: number): number => Number((Math.round(10 * value) / 10).toFixed(1));

describe("hello-telemetry", async () => {
  const lake = await smallLake();
  const date = "20170616";
  const report = await reportOf("hello-telemetry", "--sources", lake, "--date", date);
  const documents = await documentsIn(join(lake, "data/telemetry-2", date, "telemetry/4/main"));
  const mains = documents.filter((ping) => ping.meta.appUpdateChannel === "beta");

  it("says how much it reads, and what properties there are", () => {
    const folder = join(lake, "data/telemetry-2", date, "telemetry/4/main");
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
      (name) => name.includes("/beta/") && statSync(join(folder, name)).isFile(),
    );
    assert.equal(report.figure("objects-to-read"), files.length);
    const cores = report
      .table("Properties of the system")
      .find(({ path }) => path === "environment/system/cpu/cores");
    assert.equal(cores?.["count"], Math.min(200, mains.length));
  });

  it("counts reasons by system", () => {
    const expected = countBy(mains, (ping) => [ping.environment.system.os.name, ping.payload.info.reason]);
    const found = report
      .table("Pings by operating system and reason")
      .map(({ system, reason, count }) => [`${system},${reason}`, count]);
    assert.deepEqual(Object.fromEntries(found), expected);
  });

  it("counts systems that few clients have as one, where the run asks for it", async () => {
    const clients = new Map<string, Set<string>>();
    for (const ping of mains) {
      const { name } = ping.environment.system.os;
      clients.set(name, (clients.get(name) ?? new Set()).add(ping.clientId));
    }
    const sizes = [...clients.values()].map((ids) => ids.size).sort((a, b) => a - b);
    assert.ok(sizes.length >= 3 && sizes[1]! < sizes[2]!, `${sizes}`);
    const minClients = sizes[1]! + 1;
    const args = [
      "--sources",
      lake,
      "--date",
      date,
      "--publish",
      "--fold-rare",
      "--min-clients",
      `${minClients}`,
    ];
    const folded = await reportOf("hello-telemetry", ...args);
    const expected = countBy(mains, ({ environment, payload }) => {
      const { name } = environment.system.os;
      return [clients.get(name)!.size < minClients ? "other" : name, payload.info.reason];
    });
    const found = folded
      .table("Pings by operating system and reason")
      .map(({ system, reason, count }) => [`${system},${reason}`, count]);
    assert.deepEqual(Object.fromEntries(found), expected);
  });

  it("takes one ping of each client for the first paint", () => {
    const firsts = new Map<string, Document>();
    for (const ping of mains) {
      if (ping.payload.simpleMeasurements?.firstPaint >= 0 && !firsts.has(ping.clientId))
        firsts.set(ping.clientId, ping);
    }
    const rows = report.table("First paint in milliseconds");
    assert.ok(rows.length >= 2);
    for (const { system, clients, p25, p50, p75 } of rows) {
      const times = [...firsts.values()]
        .filter((ping) => ping.environment.system.os.name === system)
        .map((ping) => ping.payload.simpleMeasurements.firstPaint as number);
      assert.equal(clients, times.length);
      const expected = [25, 50, 75].map((p) => percentileOf(times, p));
      for (const [i, found] of [p25, p50, p75].entries())
        assert.ok(Math.abs(Number(found) - expected[i]!) < 1e-6);
    }
  });

  it("adds a histogram up over pings and processes", () => {
    const ofParent = mains.flatMap((ping) => ping.payload.histograms?.GC_MS ?? []);
    const ofChildren = mains.flatMap((ping) =>
      Object.entries(ping.payload.processes ?? {}).flatMap(([name, process]: [string, Document]) =>
        name === "parent" ? [] : (process.histograms?.GC_MS ?? []),
      ),
    );
    const expected = { all: [...ofParent, ...ofChildren], main: ofParent, children: ofChildren };
    const rows = report.table("Garbage collections by process");
    assert.deepEqual(
      rows.map(({ process }) => process),
      ["all", "main", "children"],
    );
    for (const { process, collections, mean } of rows) {
      const { values, sum } = addUp(expected[process as keyof typeof expected]);
      assert.equal(collections, countIn(values));
      assert.equal(mean, tenths(sum / countIn(values)));
    }
  });

  it("adds a keyed histogram up label by label", () => {
    const byLabel: Record<string, Document[]> = {};
    for (const { payload } of mains) {
      for (const container of [payload, ...Object.values<Document>(payload.processes ?? {})]) {
        const keyed = container.keyedHistograms?.HTTP_PAGE_MS_BY_KIND ?? {};
        for (const [label, histogram] of Object.entries(keyed)) {
          byLabel[label] ??= [];
          byLabel[label].push(histogram);
        }
      }
    }
    const rows = report.table("HTTP_PAGE_MS_BY_KIND");
    assert.ok(rows.length > 3);
    assert.deepEqual(rows.map(({ label }) => label).sort(), Object.keys(byLabel).sort());
    for (const { label, requests, mean } of rows) {
      const { values, sum } = addUp(byLabel[String(label)]!);
      assert.equal(requests, countIn(values));
      assert.equal(mean, tenths(sum / countIn(values)));
    }
  });

  it("shows no identifier", () => {
    const text = JSON.stringify(report.json);
    for (const ping of documents) assert.ok(!text.includes(ping.clientId) && !text.includes(ping.id));
  });
});
