// %% [markdown]
// # Validate new-profile submissions on Beta
//
// We validate the `new-profile` pings that Beta sent in the days after its release: that they arrive within a
// reasonable time of the profile's creation, that we get one per client, and few duplicates overall.
// The analysis follows the report Mozilla published in 2017, step by step; where that report has a trap, the
// published figure is shown beside the corrected one.

// %%
import {
  between,
  type Check,
  check,
  countSchedules,
  Dataset,
  damagedRecords,
  dataHash,
  describeSchedule,
  type Explanation,
  getPingsProperties,
  histogram,
  notebook,
  plotBars,
  plotCdf,
  plotHistogram,
  quantity,
  type Ratio,
  ratio,
  type ScanAccount,
  type ScheduleCounts,
  type ScheduleEvent,
  type ScheduleOutcome,
  type ScheduleReason,
  stats,
  toNumpyArray,
  toPythonFloat,
  toPythonTuples,
  version,
} from "pingframe";

const nb = notebook({
  title: "Validate new-profile submissions on Beta",
  summary:
    "Do new-profile pings arrive soon after the profile is made, once per client, without many duplicates, and " +
    "at the right moment of the session?",
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
    buildFrom: {
      type: "date",
      default: null,
      help: "First build id; by default the source's own, else all.",
    },
    buildTo: {
      type: "date",
      default: null,
      help: "Build id to stop before; by default the source's own, else all.",
    },
    honourDeletions: {
      type: "boolean",
      default: false,
      help: "Leave out the clients that sent a deletion-request.",
    },
  },
});

// %% [markdown]
// Small functions that the cells below use.

// %%
/** Published output shows Python's dictionary order: reasons downwards, the pingsender's version before none. */
function inPublishedOrder<Row extends object>(rows: Row[], ...keys: (keyof Row)[]): Row[] {
  const rank = (row: Row) => keys.map((key) => String(row[key] ?? "")).join("\t");
  return [...rows].sort((a, b) => (rank(a) < rank(b) ? 1 : -1));
}

function percent({ n, d }: { n: number; d: number }): string {
  return ((100 * n) / d).toFixed(2);
}

function shareOf<Row extends { count: number }>(rows: Row[], key: keyof Row, value: unknown): number {
  const total = rows.reduce((sum, row) => sum + row.count, 0);
  return (100 * (rows.find((row) => row[key] === value)?.count ?? 0)) / Math.max(1, total);
}

function verdictPhrase(verdict: string, phrases: { pass: string; fail: string; other: string }): string {
  if (verdict === "pass") return phrases.pass;
  return verdict === "fail" ? phrases.fail : phrases.other;
}

function toHundredths(value: number | null): number | null {
  return value === null ? null : Math.round(100 * value) / 100;
}

function senderId(sender: string | null): string {
  return sender === null ? "without-pingsender" : `pingsender-${sender}`;
}

function senderName(sender: string | null): string {
  return sender === null ? "without the pingsender" : `sent by pingsender ${sender}`;
}

function pythonText(text: string | null): string {
  return text === null ? "None" : `u'${text}'`;
}

// %% [markdown]
// ## The pings
//
// Dates and build ids are compared as strings, and their upper bounds are exclusive: `20170614` to `20170620` is
// June 14th to June 19th.

// %%
const given = nb.parameters;
/** Sequences that fewer clients than this have are not shown, unless the clients are made up. */
const minGroup = 10;
const telemetry = Dataset.fromSource(given.source);
const { defaults = {}, synthetic } = await telemetry.describe();
const from = given.from ?? defaults["from"] ?? null;
const to = given.to ?? defaults["to"] ?? null;
const channel = given.channel ?? defaults["channel"] ?? null;
const buildFrom = given.buildFrom ?? defaults["buildFrom"] ?? null;
const buildTo = given.buildTo ?? defaults["buildTo"] ?? null;

const window = telemetry.where({
  ...(from !== null || to !== null ? { submissionDate: between(from, to) } : {}),
  ...(channel !== null ? { appUpdateChannel: channel } : {}),
  ...(buildFrom !== null || buildTo !== null ? { appBuildId: between(buildFrom, buildTo) } : {}),
});

function spanPhrase(start: string, end: string): string {
  return `from ${start} until before ${end}`;
}

const submitted =
  from === null && to === null ? "on any date" : spanPhrase(from ?? "the beginning", to ?? "now");
const built =
  buildFrom === null && buildTo === null ? null : spanPhrase(buildFrom ?? "the first", buildTo ?? "the last");
nb.section("The pings");
nb.text(
  `We look at pings submitted ${submitted}, on ${channel === null ? "every channel" : `the **${channel}** channel`}, ` +
    `${built === null ? "from every build" : `built ${built}`}.`,
);

// %%
/** The sequences that may be shown: a rare one can single out a client, unless the clients are made up. */
function publishable(groups: { sequence: (string | null)[]; count: number }[]): string[][] {
  const shown = groups.filter(({ count }) => synthetic || count >= minGroup);
  return shown.map(({ sequence }) => sequence.map((item) => item ?? "none"));
}

// %%
const newProfiles = window.where({ docType: "new-profile" });
const newProfilePings = newProfiles.records();
const everyNewProfile = await getPingsProperties(newProfilePings, [
  "id",
  "meta/creationTimestamp",
  "meta/Date",
  "meta/Timestamp",
  "meta/assumedTimestamp",
  "meta/X-PingSender-Version",
  "clientId",
  "environment/profile/creationDate",
  "payload/reason",
]);

// %% [markdown]
// Clients that asked for their data to be deleted can be left out, whenever they asked.

// %%
const deletions = given.honourDeletions
  ? await getPingsProperties(telemetry.where({ docType: "deletion-request" }).records(), ["clientId"])
  : null;
const raw = deletions === null ? everyNewProfile : everyNewProfile.antiJoin(deletions, "clientId");
const pingCount = raw.length;
if (deletions !== null) {
  nb.text(
    `Left out: **${everyNewProfile.length - pingCount}** new-profile pings of clients that sent a deletion-request.`,
  );
}

// %% [markdown]
// Discard and count any ping that's missing its creation or its receive time.

// %%
const subset = raw.filter(
  (ping) => ping["meta/creationTimestamp"] !== null && ping["meta/Timestamp"] !== null,
);
const missingTimestamps = nb.figure(
  "missing-timestamps",
  ratio({
    name: "pings with missing timestamps",
    n: pingCount - subset.length,
    d: pingCount,
    of: "all new-profile pings",
  }),
);
nb.check(
  check({
    id: "timestamps-present",
    claim: "pings say when they were created and received",
    ratio: missingTimestamps,
    atMost: 0.001,
  }),
);
nb.compat(`'new-profile' pings with missing timestamps:\t${percent(missingTimestamps)}%`);

// %% [markdown]
// ## How many pings were sent in-session and how many at shutdown?
//
// We count the pings by their reason.

// %%
nb.section("How many pings were sent in-session and how many at shutdown?");
nb.text(
  "The ping is sent once: half an hour into the profile's first session (reason `startup`), or when that session " +
    "ends, if that comes sooner (reason `shutdown`).",
);
const reasons = subset.countBy("payload/reason").toObjects();
const byReason = reasons.map(({ "payload/reason": reason, count }) =>
  ratio({
    id: `reason-${reason}`,
    name: `pings with reason ${reason}`,
    n: count,
    d: pingCount,
    of: "all new-profile pings",
  }),
);
nb.figures("Pings by reason", byReason);
for (const { "payload/reason": reason, count } of inPublishedOrder(reasons, "payload/reason")) {
  nb.compat(`'new-profile' pings with reason '${reason}':\t${percent({ n: count, d: pingCount })}%`);
}
nb.show(
  plotBars(
    reasons.map(({ "payload/reason": reason, count }) => ({ label: String(reason), value: count })),
    { title: "new-profile pings by reason", of: "pings", percent: true },
  ),
);
const shutdownShare = shareOf(reasons, "payload/reason", "shutdown");
nb.text(
  shutdownShare > 50
    ? `Most pings, ${shutdownShare.toFixed(0)}%, were sent at shutdown. Either those first sessions lasted less than ` +
        "half an hour, or we get duplicates at shutdown. We look at both."
    : `${shutdownShare.toFixed(0)}% of the pings were sent at shutdown, so most first sessions here lasted longer than half an hour.`,
);

// %% [markdown]
// ## Duplicates
//
// The same document received twice is one ping; we keep the copy that arrived first.

// %%
nb.section("Duplicates");
const dedupedDocuments = subset.dedupe("id", { orderBy: "meta/Timestamp" });
const duplicateDocuments = nb.figure(
  "duplicates-by-document",
  ratio({
    name: "duplicate pings by document id",
    n: pingCount - dedupedDocuments.length,
    d: pingCount,
    of: "all new-profile pings",
  }),
);
nb.compat(`Duplicate pings percentage (by document id): ${percent(duplicateDocuments)}%`);
const fewDuplicates = nb.check(
  check({
    id: "few-duplicates",
    claim: "few documents are received twice",
    ratio: duplicateDocuments,
    atMost: 0.01,
  }),
);

const dedupedClients = dedupedDocuments.dedupe("clientId", { orderBy: "meta/Timestamp" });
const duplicateClients = nb.figure(
  "duplicates-by-client",
  ratio({
    name: "further pings of clients that had sent one",
    n: dedupedDocuments.length - dedupedClients.length,
    d: dedupedDocuments.length,
    of: "new-profile pings after removing duplicate documents",
  }),
);
nb.compat(`Duplicate pings percentage (by client id): ${percent(duplicateClients)}%`);
const onePerClient = nb.check(
  check({
    id: "one-ping-per-client",
    claim: "a client sends one new-profile ping",
    ratio: duplicateClients,
    atMost: 0.005,
  }),
);
nb.text(
  `${verdictPhrase(fewDuplicates.verdict, {
    pass: "Few documents arrive twice, fewer than the 1% usual for main and crash pings",
    fail: "More documents arrive twice than the 1% usual for main and crash pings",
    other:
      "Whether fewer documents arrive twice than the 1% usual for main and crash pings can't be told from so few pings",
  })}. ${verdictPhrase(onePerClient.verdict, {
    pass: "Clients send one ping each, as they should.",
    fail: "But there should be at most one new-profile ping per client, and some clients send several, under different document ids.",
    other: "Some clients may send several; there are too few pings to tell.",
  })}`,
);

// %% [markdown]
// Which pings do the clients with several of them send, in the order in which they were created?

// %%
nb.subsection("Clients with several pings");
const sequences = dedupedDocuments.sequences({
  by: "clientId",
  orderBy: "meta/creationTimestamp",
  value: "payload/reason",
  minLength: 2,
});
const reasonSequences = sequences.countBy("sequence").toObjects();
const misbehaving = sequences.select("clientId");
nb.sequences(reasonSequences, {
  title: "Reasons of the pings, in order of creation",
  minGroup: minGroup,
  isSynthetic: synthetic,
});
nb.compat(toPythonTuples(publishable(reasonSequences), { isUnicode: true }));

const dedupedOfMisbehaving = dedupedDocuments.semiJoin(misbehaving, "clientId");
const shutdownDuplicates = nb.figure(
  "shutdown-pings-of-misbehaving-clients",
  ratio({
    name: "shutdown pings of clients with several pings",
    n: dedupedOfMisbehaving.filter((ping) => ping["payload/reason"] === "shutdown").length,
    d: pingCount,
    of: "all new-profile pings",
    note: "counted after removing duplicate documents, divided by the count before, as published",
  }),
);
nb.compat(`Duplicate 'shutdown' pings percentage (by client id): ${percent(shutdownDuplicates)}%`);
nb.figure(
  "misbehaving-clients",
  ratio({
    name: "clients with several pings",
    n: misbehaving.length,
    d: dedupedDocuments.dedupe("clientId", { onNull: "drop" }).length,
    of: "clients that sent a new-profile ping",
  }),
);

const shareAtShutdown = (100 * shutdownDuplicates.n) / Math.max(1, dedupedOfMisbehaving.length);
const moreOrFewer = shareAtShutdown > shutdownShare ? "more than" : "fewer than";
nb.text(
  misbehaving.length === 0
    ? "No client sent more than one document."
    : `${misbehaving.length} clients sent several documents. ${shareAtShutdown.toFixed(0)}% of these were sent at shutdown, ` +
        `${Math.abs(shareAtShutdown - shutdownShare) < 10 ? "about as many as" : moreOrFewer} among all pings ` +
        `(${shutdownShare.toFixed(0)}%).`,
);

// %% [markdown]
// ## Is it the pingsender?
//
// We count who sent the shutdown pings: of the clients with several pings, and of all others.

// %%
nb.section("Is it the pingsender?");
nb.text(
  "At shutdown a separate program, the pingsender, sends the ping and says so in a header. If it fails, Firefox " +
    "sends the same document itself at the next start, without the header. What we should not see is a *new* " +
    "document from the same client.",
);
const fromMisbehaving = subset.semiJoin(misbehaving, "clientId");
const fromWellBehaving = subset.antiJoin(misbehaving, "clientId");

const reasonAndSender = inPublishedOrder(
  fromMisbehaving.countBy("payload/reason", "meta/X-PingSender-Version").toObjects(),
  "payload/reason",
  "meta/X-PingSender-Version",
);
nb.figures(
  "Pings of clients with several, by reason and pingsender",
  reasonAndSender.map(({ "payload/reason": reason, "meta/X-PingSender-Version": sender, count }) =>
    ratio({
      id: `of-misbehaving-${reason}-${senderId(sender)}`,
      name: `${reason}, ${senderName(sender)}`,
      n: count,
      d: fromMisbehaving.length,
      of: "new-profile pings of clients with several, duplicate documents included",
    }),
  ),
);
for (const { "payload/reason": reason, "meta/X-PingSender-Version": sender, count } of reasonAndSender) {
  nb.compat(
    `(${pythonText(reason)}, ${pythonText(sender)}):\t${toPythonFloat((100 * count) / fromMisbehaving.length)}`,
  );
}

/** Shows who sent the shutdown pings of a group; gives the pingsender's share, or null if there are none. */
function showSenders(id: string, group: string, pings: typeof subset): Ratio | null {
  const atShutdown = pings.filter((ping) => ping["payload/reason"] === "shutdown");
  const senders = inPublishedOrder(
    atShutdown.countBy("meta/X-PingSender-Version").toObjects(),
    "meta/X-PingSender-Version",
  );
  nb.figures(
    `Shutdown pings of ${group}, by pingsender`,
    senders.map(({ "meta/X-PingSender-Version": sender, count }) =>
      ratio({
        id: `${id}-shutdown-${senderId(sender)}`,
        name: senderName(sender),
        n: count,
        d: atShutdown.length,
        of: `shutdown new-profile pings of ${group}, duplicate documents included`,
      }),
    ),
  );
  nb.compat(
    `Pingsender header breakdown for ${id === "misbehaving" ? "misbehaving" : "well behaving"} clients:`,
  );
  for (const { "meta/X-PingSender-Version": sender, count } of senders) {
    nb.compat(`${sender ?? "None"}:\t${toPythonFloat((100 * count) / atShutdown.length)}`);
  }
  if (atShutdown.length === 0) return null;
  return ratio({
    name: "sent by the pingsender",
    n: senders.reduce((sum, row) => sum + (row["meta/X-PingSender-Version"] === null ? 0 : row.count), 0),
    d: atShutdown.length,
    of: `shutdown new-profile pings of ${group}`,
  });
}

// %%
const senderOfMisbehaving = showSenders("misbehaving", "clients with several pings", fromMisbehaving);
const senderOfWellBehaving = showSenders("well-behaving", "all other clients", fromWellBehaving);
nb.text(
  senderOfMisbehaving?.interval == null || senderOfWellBehaving?.interval == null
    ? "One of the groups has no shutdown pings, so they can't be compared."
    : `The pingsender sent ${senderOfMisbehaving.percentage!.toFixed(0)}% of the shutdown pings of clients with several pings, and ` +
        `${senderOfWellBehaving.percentage!.toFixed(0)}% of those of all other clients. ` +
        (senderOfMisbehaving.interval.low <= senderOfWellBehaving.interval.high &&
        senderOfWellBehaving.interval.low <= senderOfMisbehaving.interval.high
          ? "The two shares can't be told apart, so nothing here points to the pingsender."
          : "The shares differ by more than chance explains, so how the ping is sent may have to do with it."),
);

// %% [markdown]
// ## Does the profile's creation date match the date the ping was created?
//
// We count the days between the two, whichever came first.

// %%
nb.section("Does the profile's creation date match the date the ping was created?");
const millisecondsPerDay = 86_400_000;
const delays = dedupedClients
  .filter((ping) => Boolean(ping["environment/profile/creationDate"]))
  .derive({
    days: (ping) =>
      Math.floor(ping["meta/creationTimestamp"]! / 1e6 / millisecondsPerDay) -
      Math.floor(ping["environment/profile/creationDate"]!),
  });
const signedDays = delays.column("days").toArray();
const delayDays = signedDays.map((days) => Math.abs(days!));
const clipDay = 30;
const sameDay = delayDays.filter((days) => days === 0).length;

nb.show(
  plotHistogram(delayDays, {
    title: "Days between the profile's creation and the ping's",
    label: "difference",
    unit: "days",
    of: "clients",
    clip: [null, clipDay],
  }),
);
nb.figures("Days between the profile's creation and the ping's", [
  ...[50, 70, 80, 95, 99].map((p) =>
    quantity({
      id: `delay-days-p${p}`,
      name: `${p}th percentile`,
      value: delayDays.length === 0 ? null : stats.percentile(delayDays, p),
      unit: "days",
    }),
  ),
  quantity({
    id: "without-creation-date",
    name: "clients left out: no profile creation date",
    value: dedupedClients.length - delays.length,
    unit: "clients",
  }),
  quantity({
    id: "created-before-profile",
    name: "pings dated before their profile, which the absolute difference hides",
    value: signedDays.filter((days) => days! < 0).length,
    unit: "clients",
  }),
]);
const onSameDay = nb.figure(
  "created-on-same-day",
  ratio({
    name: "first pings created on the day of the profile",
    n: sameDay,
    d: delayDays.length,
    of: "clients whose first ping has a profile creation date",
  }),
);
const createdInTime = nb.check(
  check({
    id: "created-in-time",
    claim: "pings are created on the day of the profile",
    ratio: onSameDay,
    atLeast: 0.8,
  }),
);
nb.text(
  verdictPhrase(createdInTime.verdict, {
    pass: "Most pings are created on the day the profile is, as they should be.",
    fail: "Many pings are created on another day than their profile.",
    other: "There are too few pings to tell whether they are created on the day of the profile.",
  }),
);

const bins = histogram(delayDays, { bins: 50, clip: [0, clipDay] });
nb.compat(toNumpyArray(bins.counts));
nb.compat(toNumpyArray(bins.edges));
nb.compat(toNumpyArray(stats.percentile(delayDays, [50, 70, 80, 95, 99]).map((days) => days ?? Number.NaN)));
nb.notice(
  "The published histogram spreads the 31 possible values over 50 bins, so that 19 bins are empty whatever the data; " +
    "the plot above has a bar a day. Its percentiles are the same. It computed one of the two dates in the machine's " +
    "time zone; here both are UTC.",
);

// %% [markdown]
// ## How long until the pings arrive?
//
// From the creation of the ping, by the client's clock, to its arrival, by the server's. The published analysis set out
// to look at this, but did not.

// %%
nb.section("How long until the pings arrive?");
const nanosecondsPerMinute = 60e9;
const minutesPerDay = 24 * 60;
const arrivals = dedupedDocuments.derive({
  minutes: (ping) => (ping["meta/Timestamp"]! - ping["meta/creationTimestamp"]!) / nanosecondsPerMinute,
});
const minutes = arrivals.column("minutes").toArray() as number[];
const assumedTimes = arrivals.filter((ping) => ping["meta/assumedTimestamp"] === true).length;
if (assumedTimes > 0) {
  nb.notice(
    `Of **${assumedTimes}** of these ${minutes.length} pings the receive time is assumed: they were imported without one, ` +
      "as from a profile's archive, and a time of the client's clock stands for it. They say nothing about the delay.",
    "warning",
  );
}
nb.show(
  plotCdf(
    Object.fromEntries(
      reasons.map(({ "payload/reason": reason }) => [
        String(reason),
        (
          arrivals
            .filter((ping) => ping["payload/reason"] === reason)
            .column("minutes")
            .toArray() as number[]
        ).map((delay) => delay / 60),
      ]),
    ),
    {
      title: "Time from the ping's creation to its arrival",
      label: "delay",
      unit: "hours",
      of: "pings",
      range: [0, 48],
    },
  ),
);
nb.figures("Minutes from the ping's creation to its arrival", [
  ...[50, 95, 99].map((p) =>
    quantity({
      id: `arrival-minutes-p${p}`,
      name: `${p}th percentile`,
      value: toHundredths(stats.percentile(minutes, p)),
      unit: "minutes",
    }),
  ),
  quantity({
    id: "arrived-before-created",
    name: "pings dated after their arrival: a clock that is wrong",
    value: minutes.filter((delay) => delay < 0).length,
    unit: "pings",
  }),
]);
const arrivedInTime = nb.figure(
  "arrived-within-a-day",
  ratio({
    name: "pings that arrived within a day of their creation",
    n: minutes.filter((delay) => delay <= minutesPerDay).length,
    d: minutes.length,
    of: "new-profile pings after removing duplicate documents",
  }),
);
const arrival = nb.check(
  check({
    id: "arrive-in-time",
    claim: "pings arrive within a day of their creation",
    ratio: arrivedInTime,
    atLeast: 0.9,
  }),
);
nb.text(
  verdictPhrase(arrival.verdict, {
    pass: "Pings arrive soon after they are created. Those without the pingsender wait for the next start of Firefox.",
    fail: "Many pings take more than a day to arrive.",
    other: "There are too few pings to tell how many take more than a day.",
  }),
);

// %% [markdown]
// ## Cross-check with main pings
//
// The first main ping of a client that was sent at shutdown tells how long the first session was. Main pings are
// compared in the order in which the client created them.

// %%
nb.section("Cross-check with main pings");
const mains = window.where({ docType: "main" });
const mainPings = mains.records();
const mainSubset = await getPingsProperties(mainPings, [
  "id",
  "meta/creationTimestamp",
  "meta/Timestamp",
  "clientId",
  "payload/info/reason",
  "payload/info/sessionLength",
  "payload/info/previousSessionId",
]);
const mainDeduped = mainSubset.semiJoin(subset, "clientId").dedupe("id", { orderBy: "meta/Timestamp" });
const firstMain = mainDeduped.filter(
  (ping) => ping["payload/info/previousSessionId"] === null && ping["payload/info/reason"] === "shutdown",
);

// %%
/** Pairs each client's new-profile pings of one reason with its first main pings, and shows how they were scheduled. */
function crossCheck(reason: ScheduleReason, newProfiles: typeof subset, firstMain: typeof mainSubset): Check {
  const events = newProfiles
    .filter((ping) => ping["payload/reason"] === reason)
    .select("clientId", "meta/creationTimestamp", "payload/reason")
    .derive({ event: (ping): ScheduleEvent => toEvent("new-profile", ping["payload/reason"], null) })
    .select("clientId", "meta/creationTimestamp", "event")
    .union(
      firstMain
        .derive({
          event: (ping): ScheduleEvent => toEvent("main", "shutdown", ping["payload/info/sessionLength"]),
        })
        .select("clientId", "meta/creationTimestamp", "event"),
    );
  const clients = events
    .sequences({ by: "clientId", orderBy: "meta/creationTimestamp", value: "event", minLength: 2 })
    .column("sequence")
    .toArray() as ScheduleEvent[][];
  const published = countSchedules(clients, { reason, compat: true });
  const corrected = countSchedules(clients, { reason });
  const of = `clients with at least two pings: ${reason} new-profile pings and first main pings sent at shutdown`;
  const outcomes = Object.keys(corrected.counts) as ScheduleOutcome[];
  const figureOf = (outcome: ScheduleOutcome, { counts, clients: d }: ScheduleCounts, suffix = ""): Ratio =>
    ratio({
      id: `${reason}-${outcome.replaceAll(" ", "-")}${suffix}`,
      name: describeSchedule(outcome, reason),
      n: counts[outcome],
      d,
      of,
    });
  nb.figures(
    `Clients by when the ${reason} ping was sent`,
    outcomes
      .filter((outcome) => corrected.counts[outcome] > 0)
      .map((outcome) => figureOf(outcome, corrected)),
  );
  const atRightTime = figureOf("right time", corrected);
  for (const outcome of ["right time", "wrong time"] as const) {
    if (published.counts[outcome] === corrected.counts[outcome]) continue;
    nb.compare(describeSchedule(outcome, reason), {
      published: figureOf(outcome, published, "-as-published"),
      corrected: figureOf(outcome, corrected, "-corrected"),
      because:
        "A main ping without a session length shows neither. The published analysis ran on Python 2, where a missing " +
        "value is smaller than every number, so it took these sessions for short ones.",
    });
  }
  for (const outcome of publishedOutcomes[reason]) {
    const n = published.counts[outcome];
    if (n > 0)
      nb.compat(
        `${describeSchedule(outcome, reason, { compat: true })}:\t${toPythonFloat((100 * n) / clients.length)}`,
      );
  }
  return nb.check(
    check({
      id: `${reason}-at-right-time`,
      claim: `the ${reason} ping is sent at the right time`,
      ratio: atRightTime,
      atLeast: 0.9,
    }),
  );
}

function toEvent(
  kind: ScheduleEvent["kind"],
  reason: string | null,
  sessionLength: number | null,
): ScheduleEvent {
  return { kind: kind, reason: reason, sessionLength: sessionLength };
}

/** The order in which the published report printed the outcomes. */
const publishedOutcomes: Record<ScheduleReason, readonly ScheduleOutcome[]> = {
  shutdown: ["not found", "right time", "wrong time", "duplicate", "not first", "nothing after"],
  startup: ["not first", "right time", "duplicate", "wrong time", "not found", "nothing after"],
};

function schedulePhrase(when: string, { verdict, ratio: { n, d, percentage } }: Check): string {
  if (percentage === null) return `No client's ping sent ${when} can be compared with a main ping.`;
  const share = `${percentage.toFixed(2)}% (${n.toLocaleString("en-US")} of ${d.toLocaleString("en-US")} clients)`;
  return verdictPhrase(verdict, {
    pass: `Pings sent ${when} were scheduled at the right time for ${share}.`,
    fail: `Only ${share} had their ping ${when} scheduled at the right time.`,
    other: `Pings sent ${when} were scheduled at the right time for ${share}, too few clients to be sure.`,
  });
}

// %% [markdown]
// ### Was the ping sent at shutdown only after short sessions?

// %%
nb.subsection("Was the ping sent at shutdown only after short sessions?");
const shutdownSchedule = crossCheck("shutdown", dedupedDocuments, firstMain);

// %% [markdown]
// ### Was the ping sent in mid-session only in long sessions?

// %%
nb.subsection("Was the ping sent in mid-session only in long sessions?");
const startupSchedule = crossCheck("startup", dedupedDocuments, firstMain);
nb.text(
  `${schedulePhrase("at shutdown", shutdownSchedule)} ${schedulePhrase("in mid-session", startupSchedule)} ` +
    "Where the new-profile ping isn't the first, Firefox had reason to send another ping before; nothing prevents that.",
);

// %% [markdown]
// ## Did clients with several pings crash?
//
// A crash at the wrong moment could make Firefox forget that it has sent the ping.

// %%
nb.section("Did clients with several pings crash?");
const crashes = window.where({ docType: "crash" });
const crashPings = crashes.records();
const crashSubset = await getPingsProperties(crashPings, [
  "id",
  "meta/creationTimestamp",
  "meta/Timestamp",
  "clientId",
  "payload/processType",
]);
const crashesOfMisbehaving = crashSubset
  .semiJoin(misbehaving, "clientId")
  .filter((ping) => ping["payload/processType"] === "main")
  .dedupe("id", { orderBy: "meta/Timestamp" });
const crashedClients = crashesOfMisbehaving.dedupe("clientId").length;
const withCrashes = nb.figure(
  "misbehaving-clients-with-crash",
  ratio({
    name: "clients with a crash of the main process",
    n: crashedClients,
    d: misbehaving.length,
    of: "clients with several new-profile pings",
  }),
);
nb.compat(
  `Percentages of bad clients with crash pings:\t${toPythonFloat((100 * crashedClients) / misbehaving.length)}`,
);

const crashSequences = crashesOfMisbehaving
  .select("clientId", "meta/creationTimestamp")
  .derive({ type: () => "crash" })
  .union(fromMisbehaving.select("clientId", "meta/creationTimestamp").derive({ type: () => "new-profile" }))
  .orderBy("meta/creationTimestamp")
  .sequences({ by: "clientId", orderBy: "meta/creationTimestamp", value: "type" })
  .countBy("sequence")
  .toObjects();
nb.sequences(crashSequences, {
  title: "New-profile and crash pings, in order of creation",
  minGroup: minGroup,
  isSynthetic: synthetic,
});
nb.compat(toPythonTuples(publishable(crashSequences)));
nb.text(
  misbehaving.length === 0
    ? "No client sent several pings, so there is nothing to explain."
    : `${(withCrashes.percentage ?? 0).toFixed(0)}% of the clients with several pings reported a crash of the main process. ` +
        ((withCrashes.percentage ?? 0) < 50
          ? "Crashes may play a part for some, but most of the clients with several pings did not crash: they are not the main cause."
          : "For most of these clients crashes may play a part."),
);

// %% [markdown]
// ## Where the numbers come from

// %%
nb.section("Where the numbers come from");
const provenance = async (
  dataset: { explain(): Promise<Explanation> },
  { lastAccount }: { lastAccount: ScanAccount | null },
  hash: string,
) => {
  const { objects, levels } = await dataset.explain();
  const partitions = levels
    .filter(({ clauses }) => clauses.length > 0)
    .map(({ dimension, clauses, kept, dropped }) => [
      `${dimension} ${clauses.join(" and ")}`,
      `${kept.length} of ${kept.length + dropped.length}`,
    ]);
  return {
    ...Object.fromEntries(partitions),
    objects: objects.length,
    records: lastAccount?.records ?? 0,
    "damaged records": lastAccount === null ? 0 : damagedRecords(lastAccount),
    "pings without payload": lastAccount?.withoutPayload ?? 0,
    "data hash": hash,
  };
};
nb.provenance({
  source: `${given.source}${synthetic ? " (synthetic)" : ""}`,
  "new-profile pings": await provenance(newProfiles, newProfilePings, dataHash(everyNewProfile)),
  ...(assumedTimes > 0
    ? { "assumed receive times": `${assumedTimes} of ${minutes.length} new-profile pings` }
    : {}),
  "main pings": await provenance(mains, mainPings, dataHash(mainSubset)),
  "crash pings": await provenance(crashes, crashPings, dataHash(crashSubset)),
  pingframe: version,
});
await nb.finish();
