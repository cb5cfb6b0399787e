// %% [markdown]
// # Roll-ups
//
// Aggregates are histograms that were added up a day at a time, by channel, version, build, system and process. Any
// question about them is a sum, so it is answered in no time, however many pings there were: how a measurement is
// distributed by operating system, and how it has changed from build to build.
//
// They lie in a database, PostgreSQL or a folder. To have some, make a lake of pings and roll it up:
//
// ```sh
// pingframe sample rollup-lake --rollups && pingframe rollup run --sources rollup-lake
// ```

// %%
import { Aggregates, dataHash, notebook, plotHistogram, plotLine, stats, version } from "pingframe";

const nb = notebook({
  title: "Roll-ups",
  summary:
    "The histogram of a metric by operating system, and its evolution over builds, from the database of aggregates.",
  parameters: {
    database: {
      type: "string",
      default: null,
      help: "A postgres:// URL, or a folder; by default $DATABASE_URL, else ./aggregates.",
    },
    metric: { type: "string", default: "GC_MS", help: "The metric; its buckets must be ranges of a number." },
    channel: { type: "string", default: "nightly", help: "Update channel." },
  },
});

// %% [markdown]
// ## What there is
//
// The ledger knows which submission dates are merged. Each is in it once.

// %%
const given = nb.parameters;
const place = given.database === null ? {} : { database: given.database };
const aggregates = await Aggregates.open(place);
const merged = (await aggregates.days()).filter(({ state }) => state === "merged").reverse();
const channels = await aggregates.channels();
const builds = await Promise.all(channels.map((name) => aggregates.dates(name)));
const metrics = await aggregates.metrics("", { channel: given.channel, limit: 10_000 });
// Nothing below keeps it open, so that a roll-up can go on while this notebook is looked at.
await aggregates.close();
if (merged.length === 0) {
  throw new Error(
    "no day is merged in this database; make a lake with `pingframe sample rollup-lake --rollups`, " +
      "and merge it with `pingframe rollup run --sources rollup-lake`",
  );
}
const looked = metrics.find(({ metric }) => metric === given.metric);
if (looked === undefined) {
  throw new RangeError(
    `no metric ${JSON.stringify(given.metric)} on channel ${JSON.stringify(given.channel)}; ` +
      `channels: ${channels.join(", ")}; metrics of this one: ` +
      `${metrics.length}${metrics[0] === undefined ? "" : `, such as ${metrics[0].metric}`}`,
  );
}

// %%
const submitted = [...new Set(merged.map(({ submissionDate }) => submissionDate))];
nb.section("What there is");
nb.text(
  `Merged so far: **${submitted.length}** submission dates, ${submitted[0]} to ${submitted.at(-1)}. ` +
    `On the channel **${given.channel}** they have ${metrics.length} metrics. ` +
    `We look at \`${given.metric}\`${looked.description === "" ? "." : `: ${looked.description}.`}`,
);
nb.show(
  channels.map((name, i) => {
    const dates = [...new Set(builds[i]?.map(({ date }) => date))].sort();
    return { channel: name, builds: dates.length, first: dates[0], last: dates.at(-1) };
  }),
  { title: "Channels, and the dates of their builds" },
);

// %% [markdown]
// ## The distribution by operating system
//
// One question gives a row with a histogram for each system; `count` is how many histograms were added, one a ping and
// process. The same over HTTP, where `pingframe serve` runs:
//
// ```sh
// curl "http://127.0.0.1:8080/v1/aggregates?metric=GC_MS&channel=nightly&group_by=os"
// ```

// %%
const bySystem = await Aggregates.query({
  ...place,
  metric: given.metric,
  channel: given.channel,
  groupBy: ["os"],
});

nb.section("The distribution by operating system");
nb.show(
  [...bySystem].map(({ os, count, histogram }) => ({
    system: os,
    histograms: count,
    values: histogram.count,
    mean: histogram.mean(),
    p50: histogram.percentile(50),
    p95: histogram.percentile(95),
  })),
  { title: `${given.metric} by operating system`, digits: 1 },
);

// %%
for (const { os, histogram } of bySystem) {
  nb.show(
    plotHistogram(histogram, { title: `${given.metric} on ${os ?? ""}`, label: given.metric, percent: true }),
  );
}

// %% [markdown]
// ## The evolution over builds
//
// The same question, grouped by date as well. Dates are those of the builds, so a line that jumps names the build that
// is to blame.

// %%
const byBuild = await Aggregates.query({
  ...place,
  metric: given.metric,
  channel: given.channel,
  groupBy: ["date", "os"],
});

function toDate(text: string): Date {
  return new Date(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}T00:00:00Z`);
}

const lines = new Map<string, [Date, number | null][]>();
for (const { date, os, histogram } of byBuild) {
  const points = lines.get(os ?? "") ?? [];
  points.push([toDate(date ?? ""), histogram.percentile(50)]);
  lines.set(os ?? "", points);
}
nb.section("The evolution over builds");
nb.show(
  plotLine(lines, { title: `Median of ${given.metric} by the date of the build`, label: given.metric }),
);

// %%
const all = await Aggregates.query({ ...place, metric: given.metric, channel: given.channel });
const medians = [...all].map(({ date, count, histogram }) => ({
  build: date ?? "",
  histograms: count,
  p50: histogram.percentile(50),
  p95: histogram.percentile(95),
}));
nb.show(medians, { title: `${given.metric} by build`, digits: 1 });

// %% [markdown]
// Which build is furthest from what is usual, the median of all builds' medians?

// %%
const known = medians.filter(({ p50 }) => p50 !== null && p50 > 0);
const p50s = known.map(({ p50 }) => p50 ?? 0);
const usual = stats.percentile(p50s, 50) ?? 0;

function distance(times: number): number {
  return Math.abs(Math.log(times));
}

const [furthest] = known
  .map(({ build, p50 }) => ({ build: build, times: (p50 ?? 0) / usual }))
  .sort((a, b) => distance(b.times) - distance(a.times));
if (furthest !== undefined) {
  const { build, times } = furthest;
  nb.text(
    distance(times) < distance(1.2)
      ? `No build stands out: all medians are near the usual ${usual.toFixed(1)}.`
      : `It is build **${build}**: its median is ${times.toFixed(1)} times the usual ${usual.toFixed(1)}.`,
  );
}

// %% [markdown]
// ## Where the numbers come from

// %%
nb.section("Where the numbers come from");
nb.provenance({
  metric: given.metric,
  channel: given.channel,
  sources: [...new Set(merged.map(({ source }) => source))],
  "submission dates": submitted,
  objects: merged.reduce((sum, { objects }) => sum + Number(objects), 0),
  "data hash": dataHash(bySystem, byBuild, all),
  pingframe: version,
});
await nb.finish();
