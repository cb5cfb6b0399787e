import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type AggregateRow, aggregateDay, type PingDocument } from "../../src/rollup/index.js";
import { dumpAggregates } from "../support/databases.js";
import { goldenIsMissing, goldenProfile, goldenTexts, readGolden } from "../support/golden-aggregates.js";
import { assertDocumented } from "../support/open-api.js";
import { type PostgresServer, postgresMissing, startPostgres } from "../support/postgres-server.js";
import { restateClient } from "../support/restated-client.js";
import { type ServedRows, serveRows } from "../support/serve-rows.js";

interface GoldenRow {
  readonly key: readonly string[];
  readonly dimensions: Readonly<Record<string, string>>;
  readonly histogram: string;
}
type Answer = {
  readonly data: readonly { date: string; label: string; count: number; sum: number; histogram: number[] }[];
  readonly kind: string;
  readonly buckets: readonly (number | string)[];
  readonly description: string;
};

describe("the API on the pings whose answers were recorded from the original", {
  skip: goldenIsMissing,
}, () => {
  let served: ServedRows;
  let server: PostgresServer | null = null;
  before(async () => {
    const rows: AggregateRow[] = [];
    const pings = readGolden<PingDocument>("pings");
    for (const submissionDate of ["20150630", "20150702"]) {
      const definitions = goldenTexts();
      const { aggregate } = await aggregateDay(pings, {
        profile: goldenProfile,
        submissionDate,
        definitions,
      });
      rows.push(...aggregate.rows());
    }
    server = postgresMissing() ? null : await startPostgres();
    served = await serveRows(rows, server === null ? {} : { database: server.createDatabase() });
  });
  after(async () => {
    await served.stop();
    await server?.stop();
  });

  // What the original's JavaScript client does: it asks which dates there are, and then for all of them.
  const evolution = async (
    metric: string,
    filters = "",
    prefix = "build_id",
    [channel, version] = ["nightly", "41"],
  ): Promise<Answer> => {
    const base = `/aggregates_by/${prefix}/channels/${channel}/`;
    const dates = (await (await served.get(`${base}dates/`)).json()) as { version: string; date: string }[];
    const all = dates.filter((entry) => entry.version === version).map(({ date }) => date);
    const url = `${base}?version=${version}&dates=${encodeURIComponent(all.join(","))}&metric=${metric}${filters}`;
    const response = await served.get(url);
    assert.equal(response.status, 200, url);
    return JSON.parse(await assertDocumented(base, response)) as Answer;
  };
  const counts = ({ data }: Answer): number[] => data.map(({ count }) => count);

  it("stores what the original's partial aggregates add up to, row for row", async () => {
    const sums = new Map<string, bigint[]>();
    for (const kind of ["build_id", "submission_date"]) {
      for (const { key, dimensions, histogram } of readGolden<GoldenRow>(`${kind}.rows`)) {
        const [submitted, channel, version, build = submitted] = key;
        const sorted = Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1));
        const name = JSON.stringify([kind, channel, version, build, sorted]);
        const values = histogram.slice(1, -1).split(",").map(BigInt);
        const before = sums.get(name);
        sums.set(name, before === undefined ? values : before.map((n, i) => n + values[i]!));
      }
    }
    const expected = [...sums].map(([name, values]) => `${name} {${values}}`).sort();
    const stored = (await dumpAggregates(served.driver)).map(
      ({ kind, channel, version, date, dimensions, histogram }) => {
        const sorted = Object.entries(JSON.parse(String(dimensions)) as object).sort(([a], [b]) =>
          a < b ? -1 : 1,
        );
        return `${JSON.stringify([kind, channel, version, date, sorted])} ${histogram}`;
      },
    );
    assert.deepEqual(stored.sort(), expected);
  });

  it("counts per version as the original's tests do", async () => {
    for (const prefix of ["build_id", "submission_date"]) {
      assert.deepEqual(counts(await evolution("GC_MAX_PAUSE_MS_2", "", prefix)), [320, 320]);
      assert.deepEqual(counts(await evolution("SIMPLE_MEASURES_UPTIME", "", prefix)), [384, 384]);
      assert.deepEqual(
        counts(await evolution("SCALARS_BROWSER.ENGAGEMENT.TOTAL_URI_COUNT", "", prefix)),
        [224, 224],
      );
      assert.deepEqual(counts(await evolution("GC_MAX_PAUSE_MS_2", "&child=parent", prefix)), [96, 96]);
    }
  });

  // Recorded from the original's client, on the original's server.
  it("gives the figures that the original's client showed", async () => {
    const client = restateClient(served.api.url);
    await client.init();
    assert.deepEqual(client.getVersions(), ["beta/40", "beta/41", "nightly/40", "nightly/41"]);
    const filters = { application: "Firefox", os: "Windows_NT" };
    const evolution = (await client.getEvolution("nightly", "41", "GC_MAX_PAUSE_MS_2", filters))[""]!;
    const near = (numbers: readonly number[]): number[] => numbers.map((n) => Number(n.toFixed(4)));
    assert.deepEqual(evolution.submissions(), [80, 80]);
    assert.deepEqual(evolution.sampleCounts(), [720, 720]);
    assert.deepEqual(near(evolution.means()), [57.8333, 57.8333]);
    assert.deepEqual(near(evolution.percentiles(50)), [27.25, 27.25]);
    assert.deepEqual(near(evolution.percentiles(95)), [283.55, 283.55]);
    const histogram = evolution.histogram();
    assert.deepEqual([histogram.count, histogram.submissions, histogram.sum], [1440, 160, 88_640]);
    assert.deepEqual(near([5, 25, 75].map((p) => histogram.percentile(p))), [3.3625, 12.8125, 58.75]);
    assert.equal(evolution.sanitized(), null);
    const metric = "SCALARS_TELEMETRY.TEST.KEYED_UNSIGNED_INT";
    const keyed = await client.getEvolution("nightly", "41", metric, { child: "parent" });
    assert.deepEqual(
      Object.entries(keyed).map(([label, of]) => [label, of.submissions()]),
      [
        ["FIRST", [96, 96]],
        ["SECOND", [96, 96]],
      ],
    );
  });

  it("lists versions and filters as the original did", async () => {
    const channels = (await (await served.get("/aggregates_by/build_id/channels/")).json()) as string[];
    assert.deepEqual(channels, ["beta", "nightly"]);
    const filters = (await (await served.get("/filters/?channel=nightly&version=41")).json()) as Record<
      string,
      string[]
    >;
    assert.deepEqual(Object.keys(filters).sort(), ["application", "architecture", "child", "metric", "os"]);
    assert.equal(filters["metric"]!.length, 16);
    assert.deepEqual(filters["child"], ["content", "gpu", "parent"]);
  });

  it("answers use counters, counts and categories with their buckets", async () => {
    const counter = await evolution("USE_COUNTER2_PROPERTY_FILL_PAGE");
    assert.deepEqual([counter.kind, counter.buckets], ["boolean", [0, 1, 2]]);
    const documents = await evolution("TOP_LEVEL_CONTENT_DOCUMENTS_DESTROYED");
    assert.equal(documents.kind, "count");
    for (const [i, { histogram }] of counter.data.entries()) {
      assert.equal(histogram[0]! + histogram[1]! + histogram[2]!, documents.data[i]!.sum);
    }
    const never = await evolution("USE_COUNTER2_NEVER_SEEN_PAGE");
    assert.deepEqual(
      never.data.map(({ histogram, sum }) => [...histogram, sum]),
      documents.data.map(({ sum }) => [sum, 0, 0, 0]),
    );
    const categorical = await evolution("TELEMETRY_TEST_CATEGORICAL");
    assert.equal(categorical.buckets.at(-1), "spill");
  });
});
