// %% [markdown]
// # Hello, telemetry
//
// A first look at a source of pings: what there is, what a ping says, and how to go from millions of documents to a
// table, a box plot and a histogram. Each cell is short; change something and run it again.

// %%
import {
  atLeast,
  count,
  Dataset,
  damagedRecords,
  dataHash,
  desc,
  getPingsProperties,
  mean,
  notebook,
  percentile,
  plotBars,
  plotBox,
  plotHistogram,
  quantity,
  version,
} from "pingframe";

const nb = notebook({
  title: "Hello, telemetry",
  summary: "What a source holds, what its pings say, and how to aggregate properties and histograms of them.",
  parameters: {
    source: { type: "string", default: "telemetry", help: "The source to read." },
    date: {
      type: "date",
      default: null,
      help: "The submission date to read; by default the first that the source's own reports start from, else the newest.",
    },
    channel: {
      type: "string",
      default: null,
      help: "Update channel; by default the source's own, else all.",
    },
  },
});

// %% [markdown]
// ## What there is
//
// A source stores its pings by **dimension**: each dimension is a level of folders. Nothing is read to list them.

// %%
const telemetry = Dataset.fromSource(nb.parameters.source);
const { description, defaults = {}, synthetic } = await telemetry.describe();
const dates = await telemetry.values("submissionDate");
const date = nb.parameters.date ?? defaults["from"] ?? dates.at(-1) ?? "";
const channel = nb.parameters.channel ?? defaults["channel"] ?? null;

nb.section("What there is");
nb.text(
  `The source \`${nb.parameters.source}\`${description === undefined ? "" : ` (${description})`} has pings of ` +
    `**${dates.length}** days, from ${dates[0] ?? "none"} to ${dates.at(-1) ?? "none"}. We look at one of them, **${date}**.`,
);

// %%
const day = telemetry.where({ submissionDate: date });
const { levels } = await day.explain();
nb.show(
  levels.map(({ dimension, kept }) => ({
    dimension: dimension,
    values: kept.length,
    such:
      kept
        .slice(0, 4)
        .map(({ value }) => value)
        .join(", ") + (kept.length > 4 ? " …" : ""),
  })),
  { title: "Dimensions, and how many values each has on that day" },
);

// %%
const docTypes = levels.find(({ dimension }) => dimension === "docType")?.kept ?? [];
nb.show(
  plotBars(
    docTypes.map(({ value, objects }) => ({ label: value, value: objects })),
    { title: "What is stored on that day, by document type", of: "objects" },
  ),
);

// %% [markdown]
// ## Which pings we want
//
// `where` narrows a dataset. A condition is a value, a list, a range (`between`), a pattern or a function; only folders
// that match are listed, and `explain` says what would be read before anything is.

// %%
const mains = day.where({ docType: "main", ...(channel === null ? {} : { appUpdateChannel: channel }) });
const { objects, listings } = await mains.explain();

nb.section("Which pings we want");
nb.figures(`Main pings of ${date}${channel === null ? "" : ` on ${channel}`}`, [
  quantity({ name: "objects to read", value: objects.length, unit: "objects" }),
  quantity({ name: "folders that were listed to find them", value: listings, unit: "folders" }),
]);

// %% [markdown]
// ## What a ping says
//
// Pings are deep documents. `properties` looks at some of them and lists the paths it found.

// %%
const pings = mains.records();
const properties = await pings.properties({ sampleRecords: 200 });

nb.section("What a ping says");
nb.text(
  `Two hundred pings have **${properties.length}** different properties. These are the ones about the machine's ` +
    "processor and operating system; `count` says in how many of the pings each has a value.",
);
nb.show(
  properties
    .filter(({ path }) => /^environment\/system\/(cpu|os|memoryMB)/.test(path))
    .derive({ types: ({ types }) => types.join(" or ") })
    .drop("share"),
  { title: "Properties of the system", maxRows: 24 },
);

// %% [markdown]
// ## A table of properties
//
// `getPingsProperties` reads the pings and keeps just what it is asked for, as typed columns. An accessor such as
// `(ping) => ping.payload.info.reason` names a property: it completes as you type, and a wrong one doesn't compile.

// %%
const everyRow = await getPingsProperties(pings, {
  client: (ping) => ping.clientId,
  system: (ping) => ping.environment.system.os.name,
  memory: (ping) => ping.environment.system.memoryMB,
  reason: (ping) => ping.payload.info.reason,
  sessionLength: (ping) => ping.payload.info.sessionLength,
  firstPaint: (ping) => ping.payload.simpleMeasurements.firstPaint,
});

// A system that few clients have may tell who they are; --fold-rare counts such systems as "other" from here on.
const rows = nb.foldRare(everyRow, "system", "client");

nb.section("A table of properties");
nb.show(rows, {
  title: "Main pings",
  caption: "Identifiers are hidden wherever they are shown.",
  maxRows: 6,
});

// %% [markdown]
// ## Counting
//
// `countBy` counts rows by the values of one or more columns.

// %%
nb.section("Counting");
nb.show(plotBars(rows.countBy("reason"), { title: "Why main pings are sent", of: "pings", percent: true }));
nb.show(rows.countBy("system", "reason"), { title: "Pings by operating system and reason" });

// %% [markdown]
// ## A measurement by operating system
//
// How long does Firefox take until it first paints its window? Some clients send many pings a day and would count many
// times, so we keep one ping of each. A missing measurement is `null`; `where` never matches it with a comparison.

// %%
const clients = rows.where({ firstPaint: atLeast(0) }).dedupe("client", { onNull: "drop" });

nb.section("A measurement by operating system");
nb.text(
  `**${clients.length.toLocaleString("en-US")}** clients sent a main ping that says when the first window was painted, counted in ` +
    `milliseconds from the start of the process. ${clients.dropped.duplicates} further pings of theirs are left out.`,
);
nb.show(
  plotBox(clients.groupBy("system").column("firstPaint"), {
    title: "Time until the first window is painted",
    label: "first paint",
    unit: "ms",
    of: "clients",
  }),
);

// %%
const bySystem = clients
  .groupBy("system")
  .aggregate({
    clients: count(),
    p25: percentile("firstPaint", 25),
    p50: percentile("firstPaint", 50),
    p75: percentile("firstPaint", 75),
    "mean MB of memory": mean("memory"),
  })
  .derive({ "mean MB of memory": (row) => Math.round(row["mean MB of memory"] ?? Number.NaN) })
  .orderBy(desc("clients"));
nb.show(bySystem, { title: "First paint in milliseconds: quartiles, one ping a client" });

// %% [markdown]
// ## A histogram over pings and processes
//
// Firefox counts many measurements into histograms, one in each of its processes. A path to a histogram reads the sum
// over the processes of a ping; `withProcesses` adds the main process and its children apart. `merge` sums a column of
// histograms over all rows.

// %%
const histograms = await getPingsProperties(
  pings,
  {
    pause: (ping) => ping.payload.histograms.GC_MS,
    page: (ping) => ping.payload.keyedHistograms.HTTP_PAGE_MS_BY_KIND,
  },
  { withProcesses: true },
);
const pauses = histograms.column("pause").merge();

nb.section("A histogram over pings and processes");
nb.text(
  `\`GC_MS\` counts how long the garbage collector runs, in milliseconds. Of ${histograms.length.toLocaleString("en-US")} pings ` +
    `**${histograms.length - histograms.column("pause").nullCount}** have it.`,
);
if (pauses !== null) {
  nb.show(
    plotHistogram(pauses, {
      title: "Garbage collections by duration",
      label: "GC_MS",
      unit: "ms",
      of: "collections",
    }),
  );
}

// %%
function toTenths(value: number | null | undefined): number | null {
  return value == null ? null : Math.round(10 * value) / 10;
}

const processes = [
  { process: "all", histogram: pauses },
  { process: "main", histogram: histograms.column("pause_parent").merge() },
  { process: "children", histogram: histograms.column("pause_children").merge() },
];
nb.show(
  processes.map(({ process, histogram }) => ({
    process: process,
    collections: histogram?.count ?? 0,
    mean: toTenths(histogram?.mean()),
    p50: toTenths(histogram?.percentile(50)),
    p95: toTenths(histogram?.percentile(95)),
  })),
  {
    title: "Garbage collections by process, durations in milliseconds",
    caption: "Percentiles are estimated within buckets. A client that collects often counts often.",
  },
);

// %% [markdown]
// ## Keyed histograms by label
//
// A keyed histogram is a family of histograms, one for each label that came up. `merge` sums label by label.

// %%
const pages = histograms.column("page").merge();
const labels = (pages?.labels() ?? []).map((label) => ({ label: label, histogram: pages!.get(label)! }));
const mostFirst = [...labels].sort((a, b) => b.histogram.count - a.histogram.count);

nb.section("Keyed histograms by label");
nb.show(
  mostFirst.map(({ label, histogram }) => ({
    label: label,
    requests: histogram.count,
    mean: toTenths(histogram.mean()),
    p50: toTenths(histogram.percentile(50)),
    p95: toTenths(histogram.percentile(95)),
  })),
  { title: "HTTP_PAGE_MS_BY_KIND: durations in milliseconds by label" },
);

// %%
const oneLabel = "google.urlbar";
const ofLabel = pages?.get(oneLabel) ?? null;
if (ofLabel !== null) {
  nb.show(
    plotHistogram(ofLabel, {
      title: `Requests labelled ${oneLabel}, by duration`,
      label: "HTTP_PAGE_MS_BY_KIND",
      unit: "ms",
      of: "requests",
      percent: true,
    }),
  );
}

// %% [markdown]
// ## Where the numbers come from

// %%
nb.section("Where the numbers come from");
nb.provenance({
  source: `${nb.parameters.source}${synthetic ? " (synthetic)" : ""}`,
  "main pings": {
    "submission date": date,
    channel: channel ?? "all",
    objects: objects.length,
    records: pings.lastAccount?.records ?? 0,
    "damaged records": pings.lastAccount === null ? 0 : damagedRecords(pings.lastAccount),
    "data hash": dataHash(rows, histograms),
  },
  pingframe: version,
});
await nb.finish();
