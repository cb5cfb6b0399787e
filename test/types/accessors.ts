import { Dataset, getPingsProperties, type Histogram, type KeyedHistogram } from "pingframe";
import { type Equal, expect } from "./equal.js";

const main = Dataset.fromSource("telemetry").where({ docType: "main" }).records();

export async function typesOfAliases(): Promise<void> {
  const frame = await getPingsProperties(main, {
    length: "payload/info/sessionLength",
    reason: (p) => p.payload.info.reason,
    created: (p) => p.environment.profile.creationDate,
    sender: (p) => p.meta["X-PingSender-Version"],
    gc: ({ payload }) => payload.histograms.GC_MS,
    searches: (p) => p.payload.keyedHistograms.SEARCH_COUNTS,
    label: ["payload", "keyedHistograms", "DEVTOOLS", "a/b"],
    label2: (p) => p.payload.keyedHistograms.DEVTOOLS?.["a/b"],
  });
  type Row = ReturnType<typeof frame.toObjects>[number];
  expect<
    Equal<
      Row,
      {
        length: number | null;
        reason: string | null;
        created: number | null;
        sender: string | null;
        gc: Histogram | null;
        searches: KeyedHistogram | null;
        label: Histogram | null;
        label2: Histogram | null;
      }
    >
  >();
}

export async function wrongAccessors(): Promise<void> {
  // @ts-expect-error a typo
  await getPingsProperties(main, { reason: (p) => p.payload.info.resn });
  // @ts-expect-error an accessor names a property and does not compare
  await getPingsProperties(main, { long: (p) => p.payload.info.sessionLength > 1800 });
  // @ts-expect-error an accessor names a property and does not call
  await getPingsProperties(main, { starts: (p) => p.payload.info.reason.startsWith("s") });
  // @ts-expect-error an accessor names a property and does not calculate
  await getPingsProperties(main, { minutes: (p) => p.payload.info.sessionLength / 60 });
  // @ts-expect-error an accessor returns a property
  await getPingsProperties(main, { reason: () => "shutdown" });
  // @ts-expect-error an accessor returns one property
  await getPingsProperties(main, { both: (p) => ({ id: p.id, reason: p.payload.info.reason }) });
  // @ts-expect-error a histogram has no members to name
  await getPingsProperties(main, { sum: (p) => p.payload.histograms.GC_MS.sum });
}
