// %% [markdown]
// # Roll-ups
//
// Aggregates are histograms that were added up a day at a time, by channel, version, build, system and process. Any
// question about them is a sum, so it is answered in no time: how a measurement is distributed by operating system, and
// how it has changed from build to build.
//
// Make some first: `pingframe sample --rollups rollup-lake && pingframe rollup run --sources rollup-lake`.

// %%
import { Aggregates, notebook, plotHistogram, plotLine, version } from "pingframe";

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
const aggregates = await Aggregates.open(given.database === null ? {} : { database: given.database });
const merged = await aggregates.days();
const channels = await aggregates.channels();
nb.section("What there is");
nb.text(
  `${merged.length} submission dates are merged, the latest being ${merged[0]?.submissionDate ?? "none"}. ` +
    `There are aggregates of the channels ${channels.join(", ")}.`,
);

// %% [markdown]
// ## The distribution by operating system
//
// One question, a histogram for each system. Counts are of values; `count` of a row is how many histograms were added,
// one a ping and process.

// %%
const bySystem = await aggregates.query({ metric: given.metric, channel: given.channel, groupBy: ["os"] });
const systems = [...bySystem].map((row) => ({
  system: row.os ?? "",
  histograms: row.count,
  mean: row.histogram.mean(),
  p50: row.histogram.percentile(50),
  p95: row.histogram.percentile(95),
}));
nb.section("The distribution by operating system");
nb.show(systems, { title: `${given.metric} by operating system` });
for (const row of bySystem) {
  nb.show(
    plotHistogram(row.histogram, {
      title: `${given.metric} on ${row.os ?? ""}`,
      label: given.metric,
      percent: true,
    }),
  );
}

// %% [markdown]
// ## The evolution over builds
//
// The same question, grouped by date as well. Dates are those of the builds, so a line that jumps names the build that
// is to blame.

// %%
const byBuild = await aggregates.query({
  metric: given.metric,
  channel: given.channel,
  groupBy: ["date", "os"],
});
const toDate = (text: string): Date =>
  new Date(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}T00:00:00Z`);
const lines = new Map<string, [Date, number | null][]>();
for (const row of byBuild) {
  const points = lines.get(row.os ?? "") ?? [];
  points.push([toDate(row.date ?? ""), row.histogram.percentile(50)]);
  lines.set(row.os ?? "", points);
}
nb.section("The evolution over builds");
nb.show(
  plotLine(lines, { title: `Median of ${given.metric} by the date of the build`, label: given.metric }),
);
const builds = await aggregates.query({ metric: given.metric, channel: given.channel });
nb.show(
  [...builds].map((row) => ({
    build: row.date ?? "",
    histograms: row.count,
    p50: row.histogram.percentile(50),
    p95: row.histogram.percentile(95),
  })),
  { title: `${given.metric} by build` },
);

// %% [markdown]
// ## Where the numbers come from

// %%
nb.section("Where the numbers come from");
await aggregates.close();
nb.provenance({
  metric: given.metric,
  channel: given.channel,
  "submission dates": merged.map((day) => day.submissionDate),
  pingframe: version,
});
await nb.finish();
