// %% [markdown]
// # Ping delays
//
// How long does it take from the moment that Firefox makes a ping until it arrives? The answer takes two clocks, and
// the client's is often wrong. We correct for that with the request's `Date` header, then compare document types, and
// the pings that the pingsender delivers with those that wait for the next start of Firefox.

// %%
import {
  between,
  check,
  count,
  Dataset,
  damagedRecords,
  dataHash,
  desc,
  getPingsProperties,
  lessThan,
  notebook,
  parseHttpDate,
  percentile,
  plotCdf,
  plotHistogram,
  ratio,
  sum,
  version,
} from "pingframe";

const nb = notebook({
  title: "Ping delays",
  summary:
    "How long pings take from their creation to their arrival, by document type and by who sends them, corrected " +
    "for clients whose clock is wrong.",
  parameters: {
    source: { type: "string", default: "telemetry", help: "The source to read." },
    from: {
      type: "date",
      default: null,
      help: "First submission date; by default the source's own, else all.",
    },
    to: {
      type: "date",
      default: null,
      help: "Submission date to stop before; by default the source's own, else all.",
    },
    channel: {
      type: "string",
      default: null,
      help: "Update channel; by default the source's own, else all.",
    },
  },
});

// %% [markdown]
// ## Three times, two clocks
//
// We read all three of each ping, and what tells the pings apart.

// %%
const given = nb.parameters;
const telemetry = Dataset.fromSource(given.source);
const { defaults = {}, synthetic } = await telemetry.describe();
const from = given.from ?? defaults["from"] ?? null;
const to = given.to ?? defaults["to"] ?? null;
const channel = given.channel ?? defaults["channel"] ?? null;

const dataset = telemetry.where({
  docType: ["main", "new-profile", "crash", "event", "update"],
  ...(from !== null || to !== null ? { submissionDate: between(from, to) } : {}),
  ...(channel !== null ? { appUpdateChannel: channel } : {}),
});
const pings = dataset.records();
const received = await getPingsProperties(pings, {
  id: "id",
  docType: "meta/docType",
  created: "meta/creationTimestamp",
  date: "meta/Date",
  timestamp: "meta/Timestamp",
  pingsender: "meta/X-PingSender-Version",
  reason: "payload/info/reason",
});

nb.section("Three times, two clocks");
nb.text(
  "`meta/creationTimestamp` is when Firefox made the ping and `meta/Date` when it sent it, both by the client's clock; " +
    "`meta/Timestamp` is when it arrived, by the server's. A request takes but a moment, so `Timestamp - Date` is how far " +
    "the client's clock is behind: its **skew**. The raw delay `Timestamp - creationTimestamp` is too long by just that. " +
    "The corrected delay is what is left, `Date - creationTimestamp`: two readings of the same clock.",
);

// %% [markdown]
// A document that arrives twice is one ping; we keep the copy that arrived first.

// %%
const deduped = received.dedupe("id", { orderBy: "timestamp" });
const timed = deduped.derive({
  rawMinutes: ({ timestamp, created }) =>
    timestamp === null || created === null ? null : (timestamp - created) / 1e9 / 60,
  skewSeconds: ({ timestamp, date }) => {
    const sent = parseHttpDate(date);
    return timestamp === null || sent === null ? null : timestamp / 1e9 - sent / 1000;
  },
});
const delays = timed
  .filter(({ rawMinutes, skewSeconds }) => rawMinutes !== null && skewSeconds !== null)
  .derive({ minutes: ({ rawMinutes, skewSeconds }) => rawMinutes! - skewSeconds! / 60 });

nb.figures("Pings that can be timed", [
  ratio({
    id: "duplicates",
    name: "further copies of a document, left out",
    n: received.length - deduped.length,
    d: received.length,
    of: "all pings received",
  }),
  ratio({
    id: "without-times",
    name: "pings without a creation or receive time, left out",
    n: timed.where({ rawMinutes: null }).length,
    d: deduped.length,
    of: "pings after removing duplicate documents",
  }),
  ratio({
    id: "without-date",
    name: "pings whose Date header is missing or no HTTP date, left out",
    n: timed.filter(({ rawMinutes, skewSeconds }) => rawMinutes !== null && skewSeconds === null).length,
    d: deduped.length,
    of: "pings after removing duplicate documents",
  }),
]);

// %% [markdown]
// ## How wrong are the clocks?

// %%
const timedPings = "pings with a creation time, a receive time and a Date header";
const clockOff = [
  { id: "minute", name: "a minute", seconds: 60 },
  { id: "hour", name: "an hour", seconds: 3600 },
  { id: "day", name: "a day", seconds: 86_400 },
];

nb.section("How wrong are the clocks?");
nb.show(
  plotHistogram(delays.column("skewSeconds"), {
    title: "How far clients' clocks are behind",
    label: "skew",
    unit: "s",
    of: "pings",
    clip: [-15, 15],
    bins: Array.from({ length: 31 }, (_, i) => i - 15),
    log: true,
  }),
);
nb.figures(
  "Clocks that are wrong",
  clockOff.map(({ id, name, seconds }) =>
    ratio({
      id: `clock-off-${id}`,
      name: `pings of clients whose clock is off by more than ${name}`,
      n: delays.filter(({ skewSeconds }) => Math.abs(skewSeconds!) > seconds).length,
      d: delays.length,
      of: timedPings,
    }),
  ),
);

// %% [markdown]
// ## What the correction changes
//
// A delay can't be negative: one that is shows a clock that is wrong, or was set back while the ping waited.

// %%
const second = 1 / 60;
const before = ratio({
  id: "negative-raw",
  name: "pings that arrived before they were made, by the raw delay",
  n: delays.where({ rawMinutes: lessThan(-second) }).length,
  d: delays.length,
  of: timedPings,
});
const after = ratio({
  id: "negative-corrected",
  name: "pings that arrived before they were made, after the correction",
  n: delays.where({ minutes: lessThan(-second) }).length,
  d: delays.length,
  of: timedPings,
});

nb.section("What the correction changes");
nb.figures("Delays below zero", [before, after], {
  caption:
    "A corrected delay may be up to one second too short, as the Date header has no fractions; that much is let pass.",
});
nb.check(
  check({
    id: "no-negative-delays",
    claim: "after the correction no ping arrives before it is made",
    ratio: after,
    atMost: 0.001,
  }),
);
nb.show(
  plotCdf(
    { raw: delays.column("rawMinutes"), corrected: delays.column("minutes") },
    {
      title: "Delays around zero, raw and corrected",
      label: "delay",
      unit: "minutes",
      of: "pings",
      range: [-0.25, 1],
    },
  ),
);

// %%
const places = [1, 5, 25, 50, 75, 95, 99];
const [rawMinutes, minutes] = [delays.column("rawMinutes"), delays.column("minutes")];
nb.show(
  places.map((p) => ({ percentile: p, raw: rawMinutes.percentile(p), corrected: minutes.percentile(p) })),
  { title: "Percentiles of the delay, in minutes", digits: 1 },
);
const seeming = `by the raw delay ${before.n.toLocaleString("en-US")} pings seem to arrive before they are made, after the correction ${after.n.toLocaleString("en-US")}`;
const middleMoves = Math.abs((rawMinutes.percentile(50) ?? 0) - (minutes.percentile(50) ?? 0));
nb.text(
  middleMoves < 1
    ? `Most clocks are right to some seconds, so the middle hardly moves. It is the ends that do: ${seeming}.`
    : `So many clocks are wrong that the correction moves the middle too, by ${middleMoves.toFixed(1)} minutes; ${seeming}.`,
);

// %% [markdown]
// ## By document type

// %%
const byType = delays
  .derive({ isWithinADay: ({ minutes }) => minutes <= 24 * 60 })
  .groupBy("docType")
  .aggregate({
    pings: count(),
    p50: percentile("minutes", 50),
    p90: percentile("minutes", 90),
    p99: percentile("minutes", 99),
    withinADay: sum("isWithinADay"),
  })
  .orderBy(desc("pings"));

nb.section("By document type");
nb.show(
  plotCdf(delays.groupBy("docType").column("minutes"), {
    title: "Delay by document type",
    label: "delay",
    unit: "minutes",
    of: "pings",
    range: [0, 4 * 24 * 60],
    log: true,
  }),
);
nb.show(byType.drop("withinADay"), { title: "Corrected delay in minutes, by document type", digits: 1 });
nb.figures(
  "Pings that arrive within a day of their creation",
  byType.toObjects().map(({ docType, pings: d, withinADay: n }) =>
    ratio({
      id: `within-a-day-${docType}`,
      name: `${docType} pings`,
      n: n,
      d: d,
      of: `${timedPings}, of that type`,
    }),
  ),
);

// %% [markdown]
// ## Pingsender or not
//
// The pingsender says so in a header of its requests, which the pipeline keeps.

// %%
const atShutdown = delays.where({ docType: "main", reason: "shutdown" }).derive({
  isWithinAnHour: ({ minutes }) => minutes <= 60,
  sender: ({ pingsender }) => (pingsender === null ? "Firefox itself" : "the pingsender"),
});

nb.section("Pingsender or not");
nb.text(
  "When Firefox shuts down there is no time to send anything. The **pingsender**, a small program that outlives it, " +
    "delivers the main ping at once; without it, or when it fails, the ping waits until Firefox is started again.",
);
nb.show(
  plotCdf(atShutdown.groupBy("sender").column("minutes"), {
    title: "Delay of main pings sent at shutdown, by who sent them",
    label: "delay",
    unit: "minutes",
    of: "pings",
    range: [0, 4 * 24 * 60],
    log: true,
  }),
);
nb.figures(
  "Main pings sent at shutdown that arrive within an hour of their creation",
  atShutdown
    .groupBy("sender")
    .aggregate({ pings: count(), withinAnHour: sum("isWithinAnHour") })
    .orderBy("sender")
    .toObjects()
    .map(({ sender, pings: d, withinAnHour: n }) =>
      ratio({
        id: `within-an-hour-${sender === "the pingsender" ? "pingsender" : "firefox"}`,
        name: `sent by ${sender}`,
        n: n,
        d: d,
        of: "main pings sent at shutdown by that sender, with a creation time, a receive time and a Date header",
      }),
    ),
);

// %% [markdown]
// ## What these numbers don't say
//
// Nothing corrects for what was never observed.

// %%
nb.section("What these numbers don't say");
nb.text(
  [
    "- **Pings that never arrive** are not here: a delay of a ping that is still waiting is counted once it comes, or never.",
    "- **The way** from client to server counts as skew, not as delay. It takes seconds; the delays of interest are hours.",
    "- **A clock that is set** between the making of a ping and its sending breaks the one assumption: that both times are read from the same clock, running right.",
    "- **Whole seconds**: the `Date` header has no fractions, so a corrected delay may be up to a second too short.",
    "- **By date received**: the pings are those that arrived in a window, whenever they were made. Choosing them by date of creation would miss the late ones of the last days, and make delays seem short.",
  ].join("\n"),
);

// %% [markdown]
// ## Where the numbers come from

// %%
const { objects } = await dataset.explain();
nb.section("Where the numbers come from");
nb.provenance({
  source: `${given.source}${synthetic ? " (synthetic)" : ""}`,
  pings: {
    "submission dates": `${from ?? "the first"} until before ${to ?? "the last"}`,
    channel: channel ?? "all",
    objects: objects.length,
    records: pings.lastAccount?.records ?? 0,
    "damaged records": pings.lastAccount === null ? 0 : damagedRecords(pings.lastAccount),
    "data hash": dataHash(received),
  },
  pingframe: version,
});
await nb.finish();
