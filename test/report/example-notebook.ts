import { type Notebook, openNotebook, type Session, type Showable } from "../../src/report/index.js";
import { check, quantity, type Ratio, ratio } from "../../src/validation/index.js";

/** A chart whose picture is as small as a picture can be. */
export const tinyPlot: Showable = {
  title: "Days between profile creation and ping creation",
  altText: "Bar chart: most new-profile pings were made on the day of the profile.",
  spec: {
    layer: [
      {
        mark: { type: "rect" },
        data: {
          values: [19434, 380, 113, 56].map((count, days) => ({ bin: String(days), count })),
        },
      },
    ],
  },
  toSVG: async () =>
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><defs><clipPath id="clip0"><rect width="40" height="20"/></clipPath></defs><g clip-path="url(#clip0)"><rect width="30" height="10"/></g></svg>',
};

const pings = "all new-profile pings";

/** Writes one of everything, with the numbers of the published report. */
export async function writeExample(session: Session = {}, plot: Showable = tinyPlot): Promise<Notebook> {
  const notebook = openNotebook(
    {
      title: "Validate new-profile submissions on Beta",
      summary:
        "Do new-profile pings arrive soon after the profile was made, one per client, and without many duplicates?",
      parameters: {
        source: { type: "string", default: "telemetry", help: "the source to read" },
        from: { type: "date", default: "20170614", help: "the first day of submissions" },
        to: { type: "date", default: "20170620", help: "the day after the last day of submissions" },
        channel: { type: "string", default: "beta", help: "the update channel" },
        honourDeletions: {
          type: "boolean",
          default: false,
          help: "leave out clients that asked for deletion",
        },
      },
    },
    session,
  );
  notebook.section("How many pings were sent in-session and how many at shutdown?");
  notebook.text(`
    The \`new-profile\` ping is sent **during the session**, half an hour after it started, or *at shutdown*
    if that comes first ([documentation](https://example.org/new-profile?a=1&b=2)).

    - A session of less than half an hour gives a ping with the reason \`shutdown\`.
    - A longer one gives a ping with the reason \`startup\`, and <b>none</b> at shutdown.`);
  const startup = notebook.figure(
    "reason-startup",
    ratio({ name: "pings with the reason startup", n: 4888, d: 22349, of: pings }),
  );
  notebook.figure(
    "reason-shutdown",
    ratio({ name: "pings with the reason shutdown", n: 17461, d: 22349, of: pings }),
  );
  notebook.compat(`'new-profile' pings with reason 'startup':\t${startup.percentage?.toFixed(2)}%`);
  notebook.section("Did clients send duplicates?");
  const missing = notebook.figure(
    "missing-timestamps",
    ratio({ name: "pings without a timestamp", n: 0, d: 22349, of: pings }),
  );
  notebook.check(
    check({ id: "timestamps", claim: "Every ping has its timestamps", ratio: missing, atMost: 0 }),
  );
  const [byDocument, byClient] = notebook.figures("Duplicates", [
    ratio({ id: "duplicates-by-document", name: "copies of a document", n: 96, d: 22349, of: pings }),
    ratio({
      id: "duplicates-by-client",
      name: "further documents of a client",
      n: 180,
      d: 22253,
      of: "pings that are left without copies",
      note: "Clients without an id can't be told apart and are left out.",
    }),
  ]) as [Ratio, Ratio];
  notebook.check(
    check({ id: "few-copies", claim: "Few documents arrive twice", ratio: byDocument, atMost: 0.01 }),
  );
  notebook.check(
    check({ id: "one-ping-per-client", claim: "A client sends one ping", ratio: byClient, atMost: 0.005 }),
  );
  notebook.sequences(
    [
      { sequence: ["shutdown", "shutdown"], count: 77 },
      { sequence: ["shutdown", "startup"], count: 30 },
      { sequence: ["startup", "startup"], count: 13 },
      { sequence: ["startup", "shutdown"], count: 12 },
      { sequence: ["startup", ...Array<string>(5).fill("shutdown")], count: 11 },
      { sequence: ["shutdown", "startup", "shutdown"], count: 1 },
    ],
    { title: "Reasons in the order the pings were made", unit: "clients" },
  );
  notebook.subsection("Was the pingsender involved?");
  notebook.figures(
    "Pings of clients with several documents",
    [
      ["startup, not by pingsender", 78],
      ["shutdown, by pingsender 1.0", 184],
      ["shutdown, not by pingsender", 65],
    ].map(([name, n]) =>
      ratio({ name: name as string, n: n as number, d: 327, of: "new-profile pings of those 144 clients" }),
    ),
    { caption: "Copies of documents are counted here." },
  );
  notebook.section("How soon after the profile was made was the ping made?");
  notebook.show(plot, { caption: "Delays of more than 30 days are counted at 30." });
  notebook.figures("Percentiles of the delay", [
    quantity({ name: "median", value: 0, unit: "days", of: "linear definition, over 22,068 clients" }),
    quantity({
      name: "95th percentile",
      value: 274,
      unit: "days",
      of: "linear definition, over 22,068 clients",
    }),
    quantity({
      name: "99th percentile",
      value: 1836.6,
      unit: "days",
      of: "linear definition, over 22,068 clients",
    }),
  ]);
  notebook.show(
    Array.from({ length: 31 }, (_, days) => ({ days, clients: days === 0 ? 19434 : 400 - 12 * days })),
    { title: "Clients by delay", maxRows: 6 },
  );
  notebook.section("Were pings sent at the right time?");
  const right = { name: "sent at the right time", of: "clients with a further ping" };
  notebook.compare("Sent at the right time, at shutdown", {
    published: ratio({ ...right, n: 13148, d: 13332 }),
    corrected: ratio({ ...right, n: 13021, d: 13332 }),
    because: "A **missing** `sessionLength` counted as right, for in Python 2 `None <= 1800` is true.",
  });
  notebook.check(
    check({
      id: "right-time",
      claim: "Pings at shutdown come from sessions of at most half an hour",
      ratio: ratio({ ...right, n: 13021, d: 13332 }),
      atLeast: 0.977,
    }),
  );
  notebook.check(
    check({
      id: "crashes",
      claim: "Clients with several documents rarely crash",
      ratio: ratio({ name: "clients with a crash", n: 0, d: 0, of: "clients with several documents" }),
      atMost: 0.1,
    }),
  );
  notebook.notice("3 records could not be read; see *Provenance*.", "warning");
  notebook.notice("Counted for 9f3b2c44-6c1d-4e0a-9d55-0123456789ab.");
  notebook.section("Provenance");
  notebook.provenance({
    source: "telemetry",
    days: ["20170614", "20170615", "20170616", "20170617", "20170618", "20170619"],
    partitions: 1408,
    "bytes read": 13540101,
    "damaged records": { truncation: 2, json: 1 },
    "ping with errors": null,
    "new-profile pings": { objects: 406, bytes: 31503909, records: 22349, "damaged records": 0 },
    pingframe: "0.1.0",
  });
  return notebook;
}
