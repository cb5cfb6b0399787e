import { Dataset, getPingsProperties, type Histogram, type KeyedHistogram } from "pingframe";
import { type Equal, expect } from "./equal.js";

const telemetry = Dataset.fromSource("telemetry");
const main = telemetry.where({ docType: "main" }).records();

export async function typesOfPaths(): Promise<void> {
  const frame = await getPingsProperties(main, [
    "clientId",
    "payload/info/sessionLength",
    "payload/info/previousSessionId",
    "meta/Timestamp",
    "meta/X-PingSender-Version",
    "environment/profile/creationDate",
    "environment/system/os/name",
    "environment/settings/userPrefs/browser.search.region",
    "payload/processes/parent/scalars/browser.engagement.total_uri_count",
    "payload/processes/parent/keyedScalars/telemetry.event_counts/x",
    "payload/info",
  ]);
  const row = frame.toObjects()[0]!;
  expect<Equal<(typeof row)["clientId"], string | null>>();
  expect<Equal<(typeof row)["payload/info/sessionLength"], number | null>>();
  expect<Equal<(typeof row)["payload/info/previousSessionId"], string | null>>();
  expect<Equal<(typeof row)["meta/Timestamp"], number | null>>();
  expect<Equal<(typeof row)["meta/X-PingSender-Version"], string | null>>();
  expect<Equal<(typeof row)["environment/profile/creationDate"], number | null>>();
  expect<Equal<(typeof row)["environment/system/os/name"], string | null>>();
  const pref: string | number | boolean | null = row["environment/settings/userPrefs/browser.search.region"];
  const scalar: string | number | boolean | null =
    row["payload/processes/parent/scalars/browser.engagement.total_uri_count"];
  const reason: string | undefined = row["payload/info"]?.reason;
  void [pref, scalar, reason];
  // @ts-expect-error the frame has the columns that were asked for, and no others
  frame.column("payload/info/reason");
}

export async function typesOfHistograms(): Promise<void> {
  const frame = await getPingsProperties(main, [
    "payload/histograms/GC_MS",
    "payload/keyedHistograms/SEARCH_COUNTS",
    "payload/keyedHistograms/SEARCH_COUNTS/google.urlbar",
    "payload/processes/content/histograms/GC_MS",
    ["payload", "keyedHistograms", "DEVTOOLS", "a/b"],
  ]);
  type Row = ReturnType<typeof frame.toObjects>[number];
  expect<Equal<Row["payload/histograms/GC_MS"], Histogram | null>>();
  expect<Equal<Row["payload/keyedHistograms/SEARCH_COUNTS"], KeyedHistogram | null>>();
  expect<Equal<Row["payload/keyedHistograms/SEARCH_COUNTS/google.urlbar"], Histogram | null>>();
  expect<Equal<Row["payload/processes/content/histograms/GC_MS"], Histogram | null>>();
  expect<Equal<Row["payload/keyedHistograms/DEVTOOLS/a/b"], Histogram | null>>();
}

export async function typesByProcess(): Promise<void> {
  const paths = ["payload/histograms/GC_MS", "payload/info/reason"] as const;
  const frame = await getPingsProperties(main, paths, { withProcesses: true });
  type Row = ReturnType<typeof frame.toObjects>[number];
  expect<Equal<Row["payload/histograms/GC_MS"], Histogram | null>>();
  expect<Equal<Row["payload/histograms/GC_MS_parent"], Histogram | null>>();
  expect<Equal<Row["payload/histograms/GC_MS_children"], Histogram | null>>();
  // @ts-expect-error only histograms are split by process
  frame.column("payload/info/reason_parent");
}

export async function wrongPaths(): Promise<void> {
  // @ts-expect-error a typo in the last member
  await getPingsProperties(main, ["payload/info/sessionLngth"]);
  // @ts-expect-error a typo in the middle
  await getPingsProperties(main, ["clientId", "payload/inf/sessionLength"]);
  // @ts-expect-error members of other doc types
  await getPingsProperties(main, ["payload/crashDate"]);
  // @ts-expect-error histograms need a name
  await getPingsProperties(main, ["payload/histograms"]);
  // @ts-expect-error keyed histograms need a name
  await getPingsProperties(main, ["payload/keyedHistograms"]);
  // @ts-expect-error a histogram has no members
  await getPingsProperties(main, ["payload/histograms/GC_MS/sum"]);
  // @ts-expect-error a label with a slash needs the list form
  await getPingsProperties(main, ["payload/keyedHistograms/DEVTOOLS/a/b"]);
  // @ts-expect-error nothing is below a text
  await getPingsProperties(main, ["payload/info/reason/length"]);
  // @ts-expect-error nothing is below a list
  await getPingsProperties(main, ["payload/log/0"]);
  // @ts-expect-error a typo in the list form
  await getPingsProperties(main, [["payload", "info", "resn"]]);
  // @ts-expect-error a path has no empty members
  await getPingsProperties(main, [""]);
  // @ts-expect-error a typo in an alias
  await getPingsProperties(main, { reason: "payload/info/resn" });
  // @ts-expect-error a typo in the list form of an alias
  await getPingsProperties(main, { reason: ["payload", "info", "resn"] });
}

export async function pathsOnlyKnownAtRunTime(probes: string[]): Promise<void> {
  const frame = await getPingsProperties(
    main,
    probes.map((probe) => `payload/histograms/${probe}`),
  );
  const value: unknown = frame.toObjects()[0]?.["payload/histograms/GC_MS"];
  void value;
}
