// %% [markdown]
// # Your own Firefox
//
// Firefox keeps a copy of the pings it sends, for two months, in your profile. We import them and look at what they say:
// which there are, how long your sessions were, what one histogram counted. Nothing leaves this machine, and the copy
// that is made for reading is deleted in the end.
//
// You find your profile's folder in Firefox under `about:profiles`; pass it as the parameter `profile`. Without it, this
// notebook looks at a made-up profile.

// %%
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  count,
  Dataset,
  dataHash,
  desc,
  getPingsProperties,
  type Histogram,
  importPings,
  max,
  notebook,
  plotBars,
  plotHistogram,
  plotLine,
  quantity,
  sum,
  version,
  writeSampleProfile,
} from "pingframe";

const nb = notebook({
  title: "Your own Firefox",
  summary:
    "What the pings that Firefox sent from one profile say: how many, of which kinds, about which sessions.",
  parameters: {
    profile: {
      type: "string",
      default: null,
      help: "The folder of a Firefox profile, or of its archived pings; by default a made-up profile.",
    },
    probe: {
      type: "string",
      default: null,
      help: "The histogram to look at; by default the one that most pings have.",
    },
  },
});

// %% [markdown]
// ## Importing
//
// `importPings` reads Firefox's archive and writes a source like any other: stored by dimension, readable with
// `Dataset`. What can't be read is counted and named, and stops nothing.

// %%
const folder = await mkdtemp(join(tmpdir(), "your-own-firefox-"));
const profile = nb.parameters.profile ?? join(folder, "made-up-profile");
if (nb.parameters.profile === null) await writeSampleProfile(profile, { days: 28 });
const imported = await importPings({ inputs: [profile], out: join(folder, "lake") });
if (imported.imported === 0) {
  await rm(folder, { recursive: true });
  throw new Error(
    `nothing could be imported: ${imported.skipped[0]?.reason ?? "the profile holds no pings"}`,
  );
}

nb.section("Importing");
nb.text(
  nb.parameters.profile === null
    ? "This is a **made-up profile**: nobody sent these pings. Pass the folder of a real one as the parameter `profile`."
    : "These are the pings that Firefox archived in the profile.",
);
nb.figures("What was imported", [
  quantity({ id: "files", name: "archived pings", value: imported.files, unit: "files" }),
  quantity({ id: "imported", name: "imported", value: imported.imported, unit: "pings" }),
  quantity({
    id: "skipped",
    name: "could not be read",
    value: imported.skippedCount,
    unit: "files or pings",
  }),
]);

// %% [markdown]
// ## Which pings there are

// %%
const telemetry = Dataset.fromSource("telemetry", { sources: join(folder, "lake"), onEvent: null });
const pings = await getPingsProperties(telemetry.records(), {
  docType: "meta/docType",
  day: "meta/submissionDate",
  reason: "meta/reason",
});

nb.section("Which pings there are");
nb.show(plotBars(pings.countBy("docType"), { title: "Pings by type", of: "pings" }));
nb.show(pings.countBy("docType", "reason"), { title: "Pings by type and reason" });

// %%
/** Midnight, in UTC, of a day as `YYYYMMDD`. */
function dateOf(day: string): Date {
  return new Date(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}T00:00:00Z`);
}

const daily = pings.groupBy("day").aggregate({ pings: count() }).orderBy("day");
nb.show(
  plotLine(
    daily.toObjects().map((row) => [dateOf(row.day!), row.pings]),
    { title: "Pings a day, on days with any", label: "pings" },
  ),
);

// %% [markdown]
// ## Sessions
//
// A session sends a main ping in the end, and others on the way: at midnight, and when a setting changes. So it may have
// several main pings, each about one *subsession*.

// %%
const mainPings = telemetry.where({ docType: "main" }).records();
const mains = await getPingsProperties(mainPings, {
  session: (ping) => ping.payload.info.sessionId,
  day: (ping) => ping.meta.submissionDate,
  sessionSeconds: (ping) => ping.payload.info.sessionLength,
  subsessionSeconds: (ping) => ping.payload.info.subsessionLength,
});
const sessions = mains
  .groupBy("session")
  .aggregate({ pings: count(), seconds: max("sessionSeconds") })
  .derive({ minutes: ({ seconds }) => (seconds === null ? null : seconds / 60) });

function toTenths(value: number | null): number | null {
  return value === null ? null : Math.round(10 * value) / 10;
}

const hours = sessions.column("seconds").sum() / 3600;

nb.section("Sessions");
nb.text(
  "A session lasts from the start of Firefox until it is closed; its last main ping says how long it was. " +
    `Main pings: **${mains.length}**. Sessions: **${sessions.length}**. Together: **${hours.toFixed(1)} hours**.`,
);
nb.show(
  plotHistogram(sessions.column("minutes"), {
    title: "Sessions by length",
    label: "session length",
    unit: "minutes",
    of: "sessions",
    bins: Array.from({ length: 33 }, (_, i) => 15 * i),
    clip: [null, 480],
  }),
);
nb.figures(
  "Length of a session",
  [25, 50, 75, 95].map((p) =>
    quantity({
      id: `session-minutes-p${p}`,
      name: `${p}th percentile`,
      value: toTenths(sessions.column("minutes").percentile(p)),
      unit: "minutes",
    }),
  ),
);

// %%
const use = mains
  .groupBy("day")
  .aggregate({ seconds: sum("subsessionSeconds") })
  .orderBy("day");
nb.show(
  plotLine(
    use.toObjects().map((row) => [dateOf(row.day!), row.seconds / 3600]),
    { title: "Hours that Firefox was open, by the day on which a ping said so", label: "hours" },
  ),
);

// %% [markdown]
// ## What a ping says about the machine

// %%
const environments = await getPingsProperties(mainPings, {
  created: (ping) => ping.creationDate,
  "Firefox version": (ping) => ping.application.version,
  "update channel": (ping) => ping.application.channel,
  language: (ping) => ping.environment.settings.locale,
  "operating system": (ping) => ping.environment.system.os.name,
  "its version": (ping) => ping.environment.system.os.version,
  "memory, MB": (ping) => ping.environment.system.memoryMB,
  "processor cores": (ping) => ping.environment.system.cpu.cores,
  "is the default browser": (ping) => ping.environment.settings.isDefaultBrowser,
});
const newest = environments.orderBy(desc("created")).drop("created").row(0) ?? {};

nb.section("What a ping says about the machine");
nb.show(
  Object.entries(newest).map(([property, value]) => ({
    property: property,
    value: value === null ? null : String(value),
  })),
  { title: "Some of what the newest main ping says" },
);

// %% [markdown]
// ## A histogram of yours
//
// A main ping carries hundreds of histograms. These are the ones that most of your pings have; a path to a histogram
// sums over the processes of a ping, and `merge` over all pings.

// %%
const properties = await mainPings.properties({ sampleRecords: 300 });
const commonest = properties
  .filter(({ types }) => types.includes("histogram"))
  .orderBy(desc("count"))
  .head(20)
  .column("path")
  .toArray();
const paths = nb.parameters.probe === null ? commonest : [`payload/histograms/${nb.parameters.probe}`];
const columns = await getPingsProperties(mainPings, Object.fromEntries(paths.map((path) => [path, path])));
const found = paths.flatMap((path) => {
  const histogram = columns.column(path).merge() as Histogram | null;
  return histogram === null
    ? []
    : [
        {
          probe: path.replace("payload/histograms/", ""),
          histogram: histogram,
          pings: columns.length - columns.column(path).nullCount,
        },
      ];
});
const mostFirst = [...found].sort((a, b) => b.histogram.count - a.histogram.count);

nb.section("A histogram of yours");
nb.show(
  mostFirst.map(({ probe, histogram, pings: having }) => ({
    histogram: probe,
    kind: histogram.kind,
    pings: having,
    values: histogram.count,
    mean: histogram.mean(),
  })),
  {
    title: nb.parameters.probe === null ? "Histograms that most pings have" : "The histogram asked for",
    digits: 1,
  },
);

// %%
// Those that measure something, such as a time, look best.
const shown = mostFirst.find(({ histogram }) => histogram.kind === "exponential") ?? mostFirst[0];
if (shown === undefined) {
  nb.text("No ping has it.");
} else {
  nb.show(
    plotHistogram(shown.histogram, {
      title: `${shown.probe}, over all pings`,
      label: shown.probe,
      of: "values",
    }),
  );
}

// %% [markdown]
// ## Where the numbers come from

// %%
await rm(folder, { recursive: true, force: true });
nb.section("Where the numbers come from");
nb.provenance({
  profile: nb.parameters.profile === null ? "made up (synthetic)" : "a profile of this machine",
  pings: imported.byDocType,
  "data hash": dataHash(pings, mains, environments),
  "receive times": `${imported.assumedTimestamps} assumed: an archive has no receive times, the time of creation stands for it`,
  pingframe: version,
});
await nb.finish();
