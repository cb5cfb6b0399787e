import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { type RunningApi, serveApi } from "../../src/api/index.js";
import { type Driver, openDatabase } from "../../src/database/index.js";
import type { RollupTruth } from "../../src/synthetic/index.js";
import { runCli } from "../bin/run-cli.js";
import {
  type ClientEvolution,
  loadOriginalClient,
  type MakeClient,
  type OriginalClient,
  originalClientIsMissing,
} from "../support/original-client.js";
import { restateClient } from "../support/restated-client.js";

const folder = mkdtempSync(join(tmpdir(), "pingframe-original-client-"));
const [lake, database] = [join(folder, "lake"), join(folder, "aggregates")];
let driver: Driver;
let api: RunningApi;
let truth: RollupTruth;

before(async () => {
  for (const args of [
    ["sample", lake, "--rollups", "--scale", "0.1"],
    ["rollup", "run", "--sources", lake, "--database", database, "--threads", "0"],
  ]) {
    const { code, stderr } = await runCli([...args, "--quiet"]);
    assert.equal(code, 0, stderr);
  }
  truth = JSON.parse(readFileSync(join(lake, "rollup-truth.json"), "utf8"));
  driver = await openDatabase({ database });
  api = await serveApi({ driver, now: () => Date.UTC(2015, 5, 20), port: 0 });
});
after(async () => {
  await api.stop();
  await driver.close();
  rmSync(folder, { recursive: true, force: true });
});

/** GC_MS in the truth's days, by what a histogram's channel, version, build and day give. */
function gcMsBy(keyOf: (build: string, day: string) => string | null): Record<string, Truth> {
  const added: Record<string, Truth> = {};
  for (const [day, { main }] of Object.entries(truth.days)) {
    for (const [build, { values, sum, count }] of Object.entries(main?.gcMs ?? {})) {
      const key = keyOf(build, day);
      if (key === null) continue;
      added[key] ??= { values: {}, sum: 0, count: 0 };
      added[key].sum += sum;
      added[key].count += count;
      for (const [bucket, n] of Object.entries(values))
        added[key].values[bucket] = (added[key].values[bucket] ?? 0) + n;
    }
  }
  return added;
}
interface Truth {
  values: Record<string, number>;
  sum: number;
  count: number;
}

/** Values of another realm are of other classes; as JSON they are alike. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const daysOf = (evolution: ClientEvolution): string[] =>
  plain(evolution.dates()).map((date) => String(date).slice(0, 10).replaceAll("-", ""));
const shown = (evolution: ClientEvolution): unknown => {
  const { values, sum, submissions, count } = evolution.histogram();
  return plain({ values, sum, submissions, count, dates: daysOf(evolution) });
};

function serves(name: string, make: MakeClient, skip: string | false): void {
  describe(`the API serves ${name}`, { skip }, () => {
    let client: OriginalClient;
    let made: Promise<void> | null = null;
    const ready = async (): Promise<void> => {
      if (made === null) {
        client = make(api.url);
        made = client.init();
      }
      await made;
    };

    it("which starts with the channels, and the dates of each by build and by submission", async () => {
      await ready();
      const channels = ["aurora", "beta", "nightly"];
      assert.deepEqual(client.requests, [
        "/aggregates_by/build_id/channels/",
        ...channels.flatMap((channel) => [
          `/aggregates_by/build_id/channels/${channel}/dates/`,
          `/aggregates_by/submission_date/channels/${channel}/dates/`,
        ]),
      ]);
      const versions = Object.keys(gcMsBy((build) => build.split("/").slice(0, 2).join("/"))).sort();
      const visible = versions.filter((version) => !version.startsWith("release/"));
      assert.deepEqual(client.getVersions(), visible);
      assert.deepEqual(client.getVersions("nightly/41", "nightly/99"), ["nightly/41"]);
    });

    it("which lists the filters there are, and none of a version that is not there", async () => {
      await ready();
      const options = plain(await client.getFilterOptions("nightly", "41"));
      assert.deepEqual(Object.keys(options).sort(), ["application", "architecture", "child", "metric", "os"]);
      assert.ok(options["metric"]?.includes("GC_MS"));
      assert.deepEqual(options["child"], ["content", "parent"]);
      assert.deepEqual(plain(await client.getFilterOptions("nightly", "99")), {});
    });

    it("which draws the evolution of a metric over builds, to the last count", async () => {
      await ready();
      const filters = { child: "parent", application: "Firefox" };
      const evolution = (await client.getEvolution("nightly", "41", "GC_MS", filters))[""]!;
      const builds = gcMsBy((build) => /^nightly\/41\/(.*)$/.exec(build)?.[1] ?? null);
      const dates = Object.keys(builds).sort();
      assert.ok(dates.length > 3);
      assert.deepEqual(daysOf(evolution), dates);
      assert.deepEqual(
        plain(evolution.submissions()),
        dates.map((date) => builds[date]!.count),
      );
      assert.deepEqual(
        plain(evolution.sampleCounts()),
        dates.map((date) => Object.values(builds[date]!.values).reduce((sum, n) => sum + n, 0)),
      );
      const [all] = Object.values(gcMsBy((build) => (build.startsWith("nightly/41/") ? "all" : null)));
      const { values, sum, submissions } = evolution.histogram();
      const counted = evolution.buckets.map((bound, i) => [String(bound), values[i]!] as const);
      assert.deepEqual(Object.fromEntries(counted.filter(([, n]) => n > 0)), all!.values);
      assert.deepEqual([sum, submissions], [all!.sum, all!.count]);
      // The planted regression is what a dashboard would show.
      const medians = evolution.percentiles(50);
      const worst = [...medians].sort((a, b) => b - a)[0]!;
      assert.equal(dates[medians.indexOf(worst)], truth.regression.buildId.slice(0, 8));
    });

    it("which draws it over submission dates, asking in two halves where the address is too long", async () => {
      await ready();
      const filters = { child: "parent", application: "Firefox" };
      const days = gcMsBy((build, day) => (build.startsWith("nightly/41/") ? day : null));
      const whole = (await client.getEvolution("nightly", "41", "GC_MS", filters, true))[""]!;
      assert.deepEqual(daysOf(whole), Object.keys(days).sort());
      assert.deepEqual(
        plain(whole.submissions()),
        Object.keys(days)
          .sort()
          .map((day) => days[day]!.count),
      );
      const asked = client.requests.length;
      const { maxUrlLength } = client;
      client.maxUrlLength = api.url.length + client.requests.at(-1)!.length - 1;
      const halves = (await client.getEvolution("nightly", "41", "GC_MS", filters, true))[""]!;
      client.maxUrlLength = maxUrlLength;
      assert.equal(client.requests.length, asked + 2);
      assert.deepEqual(shown(halves), shown(whole));
    });

    it("which takes several values of a filter", async () => {
      await ready();
      const submissions = async (os: string | string[]): Promise<number> =>
        (await client.getEvolution("nightly", "41", "GC_MS", { os }))[""]!.histogram().submissions;
      const [linux, darwin] = [await submissions("Linux"), await submissions("Darwin")];
      assert.ok(linux > 0 && darwin > 0);
      assert.equal(await submissions(["Linux", "Darwin"]), linux + darwin);
    });

    it("which takes what has no data, is unknown or no filter of theirs for nothing to draw", async () => {
      await ready();
      const ask = async (metric: string, filters?: Record<string, string>): Promise<string[]> =>
        Object.keys(await client.getEvolution("nightly", "41", metric, filters));
      assert.deepEqual(await ask("NOPE"), []);
      assert.deepEqual(await ask("GC_MS", { os: "Plan9" }), []);
      assert.deepEqual(await ask("GC_MS", { e10sEnabled: "true" }), []);
      assert.deepEqual(await ask("SEARCH_COUNTS"), []);
    });

    it("which draws every metric that it is offered, each label of keyed ones, both by build and submission", async () => {
      await ready();
      const { metric: metrics = [] } = await client.getFilterOptions("nightly", "41");
      assert.ok(metrics.length > 30, String(metrics.length));
      let labels = 0;
      for (const metric of metrics) {
        const [byBuild, bySubmission] = [
          await client.getEvolution("nightly", "41", metric),
          await client.getEvolution("nightly", "41", metric, {}, true),
        ];
        assert.ok(Object.keys(byBuild).length > 0, metric);
        assert.deepEqual(Object.keys(byBuild).sort(), Object.keys(bySubmission).sort(), metric);
        for (const [label, evolution] of Object.entries(byBuild)) {
          labels += 1;
          const { values, sum, submissions } = evolution.histogram();
          const other = bySubmission[label]!.histogram();
          assert.deepEqual(
            plain({ values, sum, submissions }),
            plain({ values: other.values, sum: other.sum, submissions: other.submissions }),
            `${metric} ${label}`,
          );
          assert.equal(evolution.means().length, evolution.dates().length);
          assert.ok(evolution.sanitized() === null || evolution.sanitized()!.kind === evolution.kind);
        }
      }
      assert.ok(labels > metrics.length, "there are keyed metrics");
    });

    it("which is told a metric's kind, description and buckets", async () => {
      await ready();
      const [kind, description, buckets, dates] = await client.getHistogramInfo("nightly", "41", "GC_MS");
      assert.deepEqual(
        [kind, description, buckets.length],
        ["exponential", "Time spent running JS GC (ms)", 50],
      );
      assert.equal(dates, Object.keys(truth.days).sort().reverse().join(","));
    });
  });
}

serves("what is restated here of the original's client", restateClient, false);
serves("the original's client itself, unmodified", loadOriginalClient, originalClientIsMissing);

describe("what is restated of the original's client", { skip: originalClientIsMissing }, () => {
  it("asks the same and makes the same of the answers, to the last digit", async () => {
    const [restated, original] = [restateClient(api.url), loadOriginalClient(api.url)];
    await Promise.all([restated.init(), original.init()]);
    const { metric: metrics = [] } = await original.getFilterOptions("nightly", "41");
    await restated.getFilterOptions("nightly", "41");
    for (const metric of metrics) {
      for (const useSubmissionDate of [false, true]) {
        const ask = (client: OriginalClient): Promise<Record<string, ClientEvolution>> =>
          client.getEvolution("nightly", "41", metric, { os: ["Windows_NT", "Linux"] }, useSubmissionDate);
        const [ours, theirs] = [await ask(restated), await ask(original)];
        const figures = (evolutions: Record<string, ClientEvolution>): unknown =>
          Object.entries(evolutions).map(([label, evolution]) => [
            label,
            shown(evolution),
            plain(evolution.submissions()),
            rounded(evolution.means()),
            // Buckets with names have no percentiles.
            evolution.kind === "categorical" ? null : rounded(evolution.percentiles(50)),
            evolution.sanitized() === null ? null : shown(evolution.sanitized()!),
          ]);
        assert.deepEqual(figures(ours), figures(theirs), metric);
      }
    }
    assert.deepEqual(restated.requests, original.requests);
  });
});

/** To twelve digits: sums are made in another order. */
function rounded(numbers: readonly number[]): string[] {
  return [...numbers].map((n) => n.toPrecision(12));
}
