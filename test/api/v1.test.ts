import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { openApiDocument } from "../../src/api/index.js";
import { percentileOfBuckets } from "../../src/histogram/index.js";
import { aggregateRows, layouts } from "../support/aggregate-rows.js";
import { assertDocumented } from "../support/open-api.js";
import { type ServedRows, serveRows } from "../support/serve-rows.js";

const rows = ["20150615", "20150616"].flatMap((submissionDate) =>
  aggregateRows({ submissionDate, channels: ["nightly", "release"], versions: ["9", "41"], clients: true }),
);
// Event counts are for those with a token, search counts for nobody; one metric is only in release, and one is counted too.
const special = (metric: string, like: keyof typeof layouts, channel = "nightly"): void => {
  const row = rows.find(
    ({ dimensions, ...of }) => dimensions["metric"] === like && of.channel === channel && of.version === "41",
  )!;
  rows.push({ ...row, dimensions: { ...row.dimensions, metric } });
};
special("SCALARS_TELEMETRY.EVENT_COUNTS", "SCALARS_TELEMETRY.TEST.KEYED_UNSIGNED_INT");
special("[[COUNT]]_SEARCH_COUNTS", "[[COUNT]]_EVENT_COUNT");
special("[[COUNT]]_A_FLAG", "[[COUNT]]_EVENT_COUNT");
special("ONLY_IN_RELEASE", "A_FLAG", "release");
const token = { headers: { Authorization: "Bearer secret" } };

interface Group {
  readonly date?: string;
  readonly os?: string;
  readonly count: number;
  readonly sum: number;
  readonly clients: number;
  readonly suppressed: boolean;
  readonly mean: number | null;
  readonly histogram: readonly number[];
  readonly percentiles: Readonly<Record<string, number | null>>;
}

describe("the routes under /v1/", () => {
  let served: ServedRows;
  before(async () => {
    served = await serveRows(rows, { tokens: ["secret"], minClients: 1 });
  });
  after(() => served.stop());
  const get = async (path: string, init?: RequestInit): Promise<{ status: number; text: string }> => {
    const response = await served.get(path, init);
    return { status: response.status, text: await assertDocumented(path.split("?")[0]!, response) };
  };
  const json = async (path: string, init?: RequestInit): Promise<Record<string, unknown>> =>
    JSON.parse((await get(path, init)).text) as Record<string, unknown>;
  const groupsOf = async (query: string, init?: RequestInit): Promise<readonly Group[]> =>
    (await json(`/v1/aggregates?${query}`, init))["groups"] as readonly Group[];
  const total = (metric: string, keep: (row: (typeof rows)[number]) => boolean, at: number): number =>
    Number(
      rows
        .filter((row) => row.kind === "build_id" && row.dimensions["metric"] === metric && keep(row))
        .reduce((sum, { histogram }) => sum + histogram.at(at)!, 0n),
    );

  it("add over everything, or group by what is asked for", async () => {
    const [all] = await groupsOf("metric=GC_MS&channel=nightly");
    assert.equal(
      all!.count,
      total("GC_MS", ({ channel }) => channel === "nightly", -1),
    );
    assert.equal(
      all!.sum,
      total("GC_MS", ({ channel }) => channel === "nightly", -2),
    );
    const groups = await groupsOf(
      "metric=GC_MS&channel=nightly&group_by=date,os&version=41&from=20150615&to=20150616",
    );
    assert.deepEqual(
      groups.map(({ date, os }) => `${date} ${os}`),
      ["20150615 Darwin", "20150615 Windows_NT", "20150616 Darwin", "20150616 Windows_NT"],
    );
    const one = await groupsOf(
      "metric=GC_MS&channel=nightly&os=Windows_NT&os=Darwin&child=content&date=20150615,20150616",
    );
    assert.equal(
      one[0]!.count,
      total(
        "GC_MS",
        ({ channel, date, dimensions }) =>
          channel === "nightly" && date >= "20150615" && dimensions["child"] === "true",
        -1,
      ),
    );
  });

  it("estimate percentiles by a named method, and none of categories", async () => {
    const answer = await json("/v1/aggregates?metric=GC_MS&channel=nightly&percentiles=50,95&percentiles=0");
    assert.match(String(answer["percentileMethod"]), /^linear within the bucket/);
    const [group] = answer["groups"] as readonly Group[];
    const expected = (p: number): number | null =>
      percentileOfBuckets(layouts["GC_MS"]!.bounds, group!.histogram, p);
    assert.deepEqual(group!.percentiles, { 0: expected(0), 50: expected(50), 95: expected(95) });
    const categories = await groupsOf("metric=A_CATEGORICAL&channel=nightly&percentiles=50&histogram=false");
    assert.deepEqual(categories[0]!.percentiles, { 50: null });
    assert.equal("histogram" in categories[0]!, false);
    assert.equal(categories[0]!.mean, null);
  });

  it("weigh clients alike when asked to", async () => {
    const [pings] = await groupsOf("metric=GC_MS&channel=nightly");
    const [clients] = await groupsOf("metric=GC_MS&channel=nightly&weight=clients");
    assert.equal(clients!.clients, pings!.clients);
    assert.deepEqual(
      clients!.histogram,
      pings!.histogram.map((n) => n * 1000),
    );
  });

  it("find counts by the name that the browser has for them", async () => {
    assert.equal((await groupsOf("metric=EVENT_COUNT&channel=nightly")).length, 1);
    assert.deepEqual(await groupsOf("metric=NOPE&channel=nightly"), []);
  });

  it("list channels, versions by number, options, metrics and merged days", async () => {
    assert.deepEqual((await json("/v1/channels"))["channels"], ["nightly"]);
    assert.deepEqual((await json("/v1/channels", token))["channels"], ["nightly", "release"]);
    const { versions } = (await json("/v1/versions?channel=nightly")) as {
      versions: { version: string; dates: string[] }[];
    };
    assert.deepEqual(
      versions.map(({ version }) => version),
      ["41", "9"],
    );
    assert.deepEqual(versions[0]!.dates, ["20150614", "20150615", "20150616"]);
    const options = await json("/v1/options?channel=nightly&version=41");
    assert.deepEqual(options["systems"], [
      { os: "Darwin", osVersion: "14." },
      { os: "Windows_NT", osVersion: "6.1" },
    ]);
    assert.deepEqual((options["dimensions"] as Record<string, unknown>)["child"], ["false", "true"]);
    const metrics = await json("/v1/metrics?search=running+gc&channel=nightly");
    assert.deepEqual(metrics, {
      metrics: [{ metric: "GC_MS", kinds: ["exponential"], description: "Time spent running JS GC (ms)" }],
      more: false,
    });
    assert.equal((await json("/v1/metrics?limit=2"))["more"], true);
    const freshness = await json("/v1/freshness");
    assert.equal(freshness["latest"], "20150616");
    assert.equal((freshness["days"] as unknown[]).length, 2);
  });

  it("answer 400 to what they don't take, with the nearest name", async () => {
    const message = async (query: string): Promise<unknown> => {
      const { status, text } = await get(`/v1/aggregates${query}`);
      return [
        status,
        (JSON.parse(text) as { error: { message: string } }).error.message.split(" parameters: ")[0],
      ];
    };
    assert.deepEqual(await message("?metrc=GC_MS"), [
      400,
      'unknown parameter "metrc"; did you mean "metric"?',
    ]);
    assert.deepEqual(await message("?metric=GC_MS"), [400, 'parameter "channel" is missing']);
    assert.deepEqual(await message("?metric=A&metric=B&channel=x"), [
      400,
      'parameter "metric" takes one value, got 2',
    ]);
    assert.deepEqual(await message("?metric=A&channel=x&from=2015"), [
      400,
      'parameter "from" is not valid: must be a date as yyyymmdd, got "2015"',
    ]);
    for (const query of [
      "percentiles=101",
      "percentiles=x",
      "group_by=metric",
      "by=day",
      "os=a%00b",
      "weight=",
      "date=",
    ]) {
      assert.equal((await get(`/v1/aggregates?metric=A&channel=x&${query}`)).status, 400, query);
    }
    assert.equal((await get("/v1/metrics?limit=0")).status, 400);
  });

  it("want a token for what is protected, and hide what nobody may see", async () => {
    const path = "/v1/aggregates?metric=GC_MS&channel=nightly&channel=release";
    assert.equal((await get(path)).status, 403);
    assert.equal((await get(path, token)).status, 200);
    assert.equal((await get("/v1/versions?channel=release")).status, 403);
    assert.equal((await get("/v1/options?channel=release&version=41")).status, 403);
    assert.equal((await get("/v1/metrics?channel=release")).status, 403);
    assert.equal((await get("/v1/metrics?channel=release", token)).status, 200);
    assert.equal((await get("/v1/aggregates?metric=SEARCH_COUNTS&channel=nightly", token)).status, 404);
    assert.equal((await get("/v1/options?channel=nightly&version=1")).status, 404);
  });

  it("list the metrics that options tell of, each once, in pages that are full", async () => {
    interface Metrics {
      readonly metrics: readonly { readonly metric: string; readonly kinds: readonly string[] }[];
      readonly more: boolean;
    }
    const listed = async (query: string, init?: RequestInit): Promise<string[]> =>
      ((await json(`/v1/metrics${query}`, init)) as unknown as Metrics).metrics
        .map(({ metric }) => metric)
        .sort();
    const options = async (channel: string, init?: RequestInit): Promise<unknown> =>
      (await json(`/v1/options?channel=${channel}&version=41`, init))["metrics"];
    const seen = await listed("?channel=nightly");
    assert.deepEqual(seen, await options("nightly"));
    assert.deepEqual(await listed(""), seen);
    assert.ok(!seen.includes("SCALARS_TELEMETRY.EVENT_COUNTS"));
    const withToken = await listed("?channel=nightly", token);
    assert.deepEqual(withToken, await options("nightly", token));
    assert.deepEqual(
      withToken.filter((metric) => !seen.includes(metric)),
      ["SCALARS_TELEMETRY.EVENT_COUNTS"],
    );
    assert.deepEqual(await listed("?channel=release", token), await options("release", token));
    assert.deepEqual(
      (await listed("", token)).filter((metric) => !withToken.includes(metric)),
      ["ONLY_IN_RELEASE"],
    );
    const flag = (await json("/v1/metrics?search=flag&limit=1")) as unknown as Metrics;
    assert.deepEqual(flag, {
      metrics: [{ metric: "A_FLAG", kinds: ["count", "flag"], description: "" }],
      more: false,
    });
    for (const limit of [1, seen.length - 1, seen.length]) {
      const page = (await json(`/v1/metrics?limit=${limit}`)) as unknown as Metrics;
      assert.deepEqual([page.metrics.length, page.more], [limit, limit < seen.length]);
    }
  });

  it("suppress groups of too few clients, and say so", async () => {
    const strict = await serveRows(
      rows.filter(({ channel }) => channel === "nightly"),
      { minClients: 3 },
    );
    try {
      const path = "/v1/aggregates?metric=A_BOOLEAN&channel=nightly&group_by=os,child,version,date";
      const { groups } = JSON.parse(await assertDocumented("/v1/aggregates", await strict.get(path))) as {
        groups: Group[];
      };
      assert.ok(groups.length > 0 && groups.every(({ suppressed }) => suppressed));
      assert.ok(groups.every((group) => !("histogram" in group) && !("count" in group)));
      const original =
        "/aggregates_by/build_id/channels/nightly/?version=41&dates=20150615&metric=A_BOOLEAN&os=Darwin";
      assert.equal((await strict.get(original)).status, 404);
    } finally {
      await strict.stop();
    }
  });

  it("may be kept by browsers for a minute", async () => {
    for (const [path, init, expected] of [
      ["/v1/aggregates?metric=GC_MS&channel=nightly", {}, "max-age=60"],
      ["/v1/freshness", token, "private, max-age=60"],
    ] as const) {
      assert.equal((await served.get(path, init)).headers.get("cache-control"), expected);
    }
  });

  it("describe themselves, every route and its answers", async () => {
    const document = await json("/v1/openapi.json");
    assert.equal(document["openapi"], "3.1.0");
    assert.deepEqual(
      Object.keys(document["paths"] as object),
      Object.keys(openApiDocument("x")["paths"] as object),
    );
    const health = await json("/v1/health");
    assert.deepEqual(health, { status: "ok", revision: 2 });
    assert.equal((await json("/v1/version"))["source"], "pingframe");
    for (const path of ["/status", "/__heartbeat__", "/__version__", "/__lbheartbeat__", "/filters"])
      await get(path);
    const example = "/aggregates_by/build_id/channels/nightly/?version=41&dates=20150615&metric=GC_MS";
    assert.equal((await get(example)).status, 200);
    for (const path of [
      "/aggregates_by/build_id/channels/",
      "/aggregates_by/build_id/channels/nightly/dates/",
      "/filters/?channel=nightly&version=41",
      `${example}&nope=1`,
      "/aggregates_by/build_id/channels/release/dates/",
    ]) {
      await get(path);
    }
  });
});
