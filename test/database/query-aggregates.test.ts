import assert from "node:assert/strict";
import { before, it } from "node:test";
import {
  type AggregatesQuery,
  type Driver,
  descriptionOf,
  type GroupKey,
  listChannels,
  listDates,
  listOptions,
  type MergeRow,
  mergeDay,
  queryAggregates,
  searchMetrics,
} from "../../src/database/index.js";
import { aggregateRows } from "../support/aggregate-rows.js";
import { onEveryDatabase } from "../support/databases.js";

const rows = ["20150615", "20150616"].flatMap((submissionDate) =>
  aggregateRows({ submissionDate, versions: ["41", "42"], clients: true, most: 4_000_000_000 }),
);

const keyValue = (row: MergeRow, key: GroupKey): string =>
  key === "date" || key === "channel" || key === "version" ? row[key] : String(row.dimensions[key]);

/** The same answer, by adding rows one by one. */
function expected(query: AggregatesQuery): [string, string][] {
  const { groupBy = [], filters = {}, weight = "pings" } = query;
  const groups = new Map<string, bigint[]>();
  for (const row of rows) {
    if (row.kind !== query.by || row.dimensions["metric"] !== query.metric) continue;
    if (!query.channels.includes(row.channel)) continue;
    if (query.versions && !query.versions.includes(row.version)) continue;
    if (query.dates && !query.dates.includes(row.date)) continue;
    if (row.date < (query.from ?? "") || row.date > (query.to ?? "9")) continue;
    const passes = Object.entries(filters).every(([name, values]) =>
      values.includes(String(row.dimensions[name])),
    );
    if (!passes) continue;
    const key = JSON.stringify(groupBy.map((name) => keyValue(row, name)));
    const array = weight === "pings" ? row.histogram : row.clientHistogram!;
    const sum = groups.get(key);
    groups.set(
      key,
      Array.from(array, (n, i) => n + (sum?.[i] ?? 0n)),
    );
  }
  return [...groups].map(([key, sum]): [string, string] => [key, String(sum)]).sort();
}

onEveryDatabase("queryAggregates(driver, query)", (make) => {
  let driver: Driver;
  before(async () => {
    driver = await make();
    for (const submissionDate of ["20150615", "20150616"]) {
      await mergeDay(driver, {
        submissionDate,
        source: "telemetry",
        recipe: "head",
        objects: [],
        rows: rows.filter((row) => row.submissionDate === submissionDate),
        descriptions: new Map([["GC_MS", "Time spent running JS GC (ms)"]]),
      });
    }
  });

  const check = async (query: AggregatesQuery): Promise<number> => {
    const groups = await queryAggregates(driver, query);
    const keys = query.groupBy ?? [];
    const actual = groups.map((group): [string, string] => [
      JSON.stringify(keys.map((key) => group.by[key])),
      String([...group.histogram, group.sum, group.count]),
    ]);
    assert.deepEqual(actual.sort(), expected(query));
    return groups.length;
  };
  const gc = { by: "build_id", metric: "GC_MS", channels: ["nightly"] } as const;

  it("adds everything that is not asked to be apart", async () => {
    assert.equal(await check(gc), 1);
    assert.equal(await check({ ...gc, channels: ["nightly", "beta"], versions: ["42"] }), 1);
    assert.equal(await check({ ...gc, by: "submission_date", weight: "clients" }), 1);
  });

  it("filters by any of several values of each dimension, booleans and labels included", async () => {
    assert.equal(await check({ ...gc, filters: { os: ["Windows_NT"], child: ["true"] } }), 1);
    assert.equal(
      await check({ ...gc, filters: { os: ["Windows_NT", "Darwin"], child: ["false", "gpu"] } }),
      1,
    );
    assert.equal(await check({ ...gc, filters: { os: ["Linux"] } }), 0);
    const keyed = { ...gc, metric: "SCALARS_TELEMETRY.TEST.KEYED_UNSIGNED_INT" };
    assert.equal(await check({ ...keyed, filters: { label: ["FIRST"] }, groupBy: ["label"] }), 1);
    assert.equal(await check({ ...keyed, groupBy: ["label", "os"] }), 4);
  });

  it("groups by dates, versions, channels and dimensions", async () => {
    assert.equal(await check({ ...gc, groupBy: ["date"], from: "20150615", to: "20150616" }), 2);
    assert.equal(await check({ ...gc, groupBy: ["date"], dates: ["20150616", "20991231"] }), 1);
    assert.equal(
      await check({ ...gc, channels: ["nightly", "beta"], groupBy: ["channel", "version", "os", "child"] }),
      16,
    );
  });

  it("gives the keys in order, and none where there is no data", async () => {
    const groups = await queryAggregates(driver, { ...gc, groupBy: ["date", "os"] });
    assert.deepEqual(
      groups.map(({ by }) => [by.date, by.os]),
      ["20150614", "20150615", "20150616"].flatMap((date) => [
        [date, "Darwin"],
        [date, "Windows_NT"],
      ]),
    );
    assert.deepEqual(await queryAggregates(driver, { ...gc, metric: "NOPE" }), []);
    assert.deepEqual(await queryAggregates(driver, { ...gc, channels: ["'; DROP TABLE x; --"] }), []);
  });

  it("sorts keys by their characters, and those that aggregates lack last", async () => {
    const labels = ["", "a", "ab", "b", "\uffee", "\u{1f600}", null];
    const [row] = rows as [MergeRow];
    const { label: _, ...unlabelled } = row.dimensions;
    const odd = [...labels].reverse().map((label): MergeRow => {
      const dimensions = { ...unlabelled, metric: "ODD", ...(label === null ? {} : { label }) };
      return { ...row, channel: "odd", submissionDate: "20150630", dimensions };
    });
    const apart = await make();
    await mergeDay(apart, { submissionDate: "20150630", source: "odd", recipe: "", objects: [], rows: odd });
    const byLabel = { ...gc, channels: ["odd"], metric: "ODD", groupBy: ["label"] as const };
    assert.deepEqual(
      (await queryAggregates(apart, byLabel)).map(({ by }) => by.label),
      labels,
    );
  });

  it("refuses more groups than asked for", async () => {
    await assert.rejects(queryAggregates(driver, { ...gc, groupBy: ["date", "os"], maxGroups: 5 }), {
      code: "too-many-groups",
      message: "more than 5 histograms; group by less, or filter more",
    });
  });

  it("counts clients where they were weighed", async () => {
    const [group] = await queryAggregates(driver, gc);
    const weights = rows.filter(
      ({ kind, channel, dimensions }) =>
        kind === "build_id" && channel === "nightly" && dimensions["metric"] === "GC_MS",
    );
    const total = weights.reduce((sum, { clientHistogram }) => sum + clientHistogram!.at(-1)!, 0n);
    assert.equal(group!.clients, Number(total / 1000n) / 1000);
  });

  it("lists channels, dates, options and metrics", async () => {
    assert.deepEqual(await listChannels(driver, "build_id"), ["beta", "nightly"]);
    const dates = await listDates(driver, "build_id", "nightly");
    assert.deepEqual(dates[0], { version: "42", date: "20150616" });
    assert.equal(dates.length, 6);
    const options = await listOptions(driver, "nightly", "41");
    assert.deepEqual(options.get("osVersion"), ["Darwin,14.", "Windows_NT,6.1"]);
    assert.deepEqual(options.get("child"), ["false", "true"]);
    assert.deepEqual([...options.keys()].sort(), [
      "application",
      "architecture",
      "child",
      "metric",
      "osVersion",
    ]);
    const found = await searchMetrics(driver, { words: ["gc"], limit: 10 });
    assert.deepEqual(
      found.map(({ metric, kinds }) => [metric, kinds]),
      [
        ["GC_MAX_PAUSE_MS_2", ["linear"]],
        ["GC_MS", ["exponential"]],
      ],
    );
    const byDescription = await searchMetrics(driver, {
      words: ["running", "gc"],
      channels: ["beta"],
      limit: 10,
    });
    assert.deepEqual(byDescription, [
      { metric: "GC_MS", kinds: ["exponential"], description: "Time spent running JS GC (ms)" },
    ]);
    assert.equal((await searchMetrics(driver, { words: [], channels: ["release"], limit: 10 })).length, 0);
    assert.equal((await searchMetrics(driver, { words: [], limit: 3 })).length, 3);
    assert.equal(await descriptionOf(driver, "GC_MS"), "Time spent running JS GC (ms)");
    assert.equal(await descriptionOf(driver, "A_FLAG"), "");
  });

  it("lets the description's SQL give the same, by the original's names", async () => {
    const [{ sum }] = (await driver.query<{ sum: bigint[] }>(
      `select aggregate_histograms(histograms) as sum
       from build_id_nightly_41_20150615
       where dimensions @> '{"metric": "SIMPLE_MEASURES_UPTIME",
                             "application": "Firefox",
                             "os": "Windows_NT"}'::jsonb`,
    )) as [{ sum: bigint[] }];
    const query = { ...gc, metric: "SIMPLE_MEASURES_UPTIME", versions: ["41"], dates: ["20150615"] };
    const [, text] = expected({ ...query, filters: { os: ["Windows_NT"] } })[0]!;
    assert.equal(String(sum), text);
  });

  it("adds arrays of different lengths with sum and count apart", async () => {
    const [{ sum }] = (await driver.query<{ sum: bigint[] }>(
      "SELECT aggregate_histograms(h) AS sum FROM (VALUES ('{1,1,1,1}'::bigint[]), ('{1,1,1,1,1}'), (NULL), ('{}')) v(h)",
    )) as [{ sum: bigint[] }];
    assert.deepEqual(sum, [2n, 2n, 1n, 2n, 2n]);
    const [{ big }] = (await driver.query<{ big: bigint[] }>(
      `SELECT aggregate_histograms(h) AS big
       FROM (VALUES ('{9223372036854775807,9223372036854775807,1}'::bigint[]), ('{9223372036854775807,1,1}')) v(h)`,
    )) as [{ big: bigint[] }];
    assert.deepEqual(big, [2n ** 64n - 2n, 2n ** 63n, 2n]);
  });
});
