import { atMost, count, Dataset, desc, type Frame, getPingsProperties, median } from "pingframe";
import { type Equal, expect } from "./equal.js";

const telemetry = Dataset.fromSource("telemetry");

interface NewProfileRow {
  clientId: string | null;
  documentId: string | null;
  reason: "startup" | "shutdown" | null;
  created: number | null;
}

export async function newProfiles(): Promise<Frame<NewProfileRow>> {
  const pings = telemetry.where({ docType: "new-profile", appUpdateChannel: "beta" }).records();
  return getPingsProperties(pings, {
    clientId: "clientId",
    documentId: (p) => p.id,
    reason: "payload/reason",
    created: (p) => p.meta.creationTimestamp,
  });
}

export async function verbs(): Promise<void> {
  const frame = await newProfiles();

  const derived = frame
    .filter((row) => row.reason === "startup")
    .where({ created: atMost(1.5e18) })
    .derive({ days: (row) => (row.created === null ? null : row.created / 8.64e13), tag: () => "x" })
    .rename({ documentId: "id" })
    .drop("tag")
    .orderBy("clientId", desc("created"));
  type Derived = ReturnType<typeof derived.toObjects>[number];
  expect<Equal<Derived["days"], number | null>>();
  expect<Equal<Derived["id"], string | null>>();
  expect<Equal<Derived["reason"], "startup" | "shutdown" | null>>();
  expect<Equal<keyof Derived, "clientId" | "id" | "reason" | "created" | "days">>();

  const picked = frame.select("reason", "created").dedupe("reason");
  type Picked = ReturnType<typeof picked.toObjects>[number];
  expect<Equal<Picked, { reason: "startup" | "shutdown" | null; created: number | null }>>();

  const counted = frame.countBy("reason");
  type Counted = ReturnType<typeof counted.toObjects>[number];
  expect<Equal<Counted["count"], number>>();
  expect<Equal<Counted["reason"], "startup" | "shutdown" | null>>();

  const grouped = frame.groupBy("reason").aggregate({ n: count(), middle: median("created") });
  const n: number = grouped.toObjects()[0]!.n;

  const middles: (number | null)[] = [...frame.groupBy("reason").column("created").values()].map((times) =>
    times.median(),
  );

  const sequences = frame.sequences({ by: "clientId", orderBy: "created", value: "reason" });
  const sequence: readonly ("startup" | "shutdown" | null)[] = sequences.toObjects()[0]!.sequence;

  const main = await getPingsProperties(telemetry.where({ docType: "main" }).records(), {
    clientId: "clientId",
    length: (p) => p.payload.info.sessionLength,
    gc: "payload/histograms/GC_MS",
  });
  const joined = frame.join(main, { on: ["clientId"] });
  type Joined = ReturnType<typeof joined.toObjects>[number];
  expect<Equal<Joined["length"], number | null>>();
  expect<Equal<keyof Joined, "clientId" | "documentId" | "reason" | "created" | "length" | "gc">>();
  const mean: number | null | undefined = joined.toObjects()[0]!.gc?.mean();
  void [n, middles, sequence, mean];
}

export async function wrongVerbs(): Promise<void> {
  const frame = await newProfiles();
  // @ts-expect-error no such column
  frame.filter((row) => row.resn === "startup");
  // @ts-expect-error not one of the reasons
  frame.filter((row) => row.reason === "daily");
  // @ts-expect-error no such column
  frame.select("resn");
  // @ts-expect-error no such column
  frame.countBy("resn");
  // @ts-expect-error the old name is gone
  frame.rename({ reason: "why" }).column("reason");
  // @ts-expect-error a number is no text
  frame.derive({ text: (row) => row.created.trim() });
  // @ts-expect-error dropped
  frame.drop("created").column("created");
}
