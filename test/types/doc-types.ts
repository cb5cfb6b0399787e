import {
  type CrashPing,
  Dataset,
  type EventPing,
  type FirstShutdownPing,
  getPingsProperties,
  type MainPing,
  type NewProfilePing,
  type PingOf,
  type UntypedPing,
  type UpdatePing,
  type ValueAt,
} from "pingframe";
import { type Equal, expect } from "./equal.js";

expect<Equal<PingOf<"main">, MainPing>>();
expect<Equal<PingOf<"crash">, CrashPing>>();
expect<Equal<PingOf<"update">, UpdatePing>>();
expect<Equal<PingOf<"event">, EventPing>>();
expect<Equal<PingOf<"new-profile">, NewProfilePing>>();
expect<Equal<PingOf<"new_profile">, NewProfilePing>>();
expect<Equal<PingOf<"first-shutdown">, FirstShutdownPing>>();
expect<Equal<PingOf<"first_shutdown">, FirstShutdownPing>>();
expect<Equal<PingOf<"OTHER">, UntypedPing>>();
expect<Equal<PingOf<string>, UntypedPing>>();
expect<Equal<PingOf<"main" | "crash">, MainPing | CrashPing>>();

expect<Equal<ValueAt<NewProfilePing, "payload/reason">, "startup" | "shutdown" | null>>();
expect<Equal<ValueAt<CrashPing, "payload/crashDate">, string | null>>();
expect<Equal<ValueAt<CrashPing, "payload/metadata/StartupCrash">, string | null>>();
expect<Equal<ValueAt<CrashPing, "clientId">, string | null>>();
expect<Equal<ValueAt<UpdatePing, "payload/targetVersion">, string | null>>();
expect<Equal<ValueAt<EventPing, "payload/lostEventsCount">, number | null>>();
expect<Equal<ValueAt<FirstShutdownPing, "payload/info/sessionLength">, number | null>>();
expect<Equal<ValueAt<MainPing | CrashPing, "payload/crashDate">, string | null>>();

const telemetry = Dataset.fromSource("telemetry");

export async function bothSpellings(): Promise<void> {
  for (const pings of [
    telemetry.where({ docType: "new-profile", appUpdateChannel: "beta" }).records(),
    telemetry.where({ docType: "new_profile" }).where({ submissionDate: /^2017/ }).records(),
  ]) {
    const frame = await getPingsProperties(pings, ["payload/reason", "meta/creationTimestamp"]);
    const reason: "startup" | "shutdown" | null = frame.toObjects()[0]!["payload/reason"];
    void reason;
    // @ts-expect-error new-profile pings have no session
    await getPingsProperties(pings, ["payload/info/sessionLength"]);
  }
}

export async function untyped(): Promise<void> {
  const pings = telemetry.where({ docType: "OTHER" }).records();
  const frame = await getPingsProperties(pings, { a: "any/path", b: (p) => p.whatever.it.is });
  const anything: Date = frame.toObjects()[0]!.a;
  const listed = await getPingsProperties(telemetry.records(), ["payload/x", ["a", "b/c"]]);
  const value: number = listed.toObjects()[0]!["a/b/c"];
  void [anything, value];
}

export async function documents(): Promise<void> {
  for await (const ping of telemetry.where({ docType: "main" }).records()) {
    const type: "main" = ping.type;
    const length: number | null | undefined = ping.payload.info.sessionLength;
    const raw: number | undefined = ping.payload.histograms?.["GC_MS"]?.values["1"];
    void [type, length, raw];
    // @ts-expect-error documents are closed
    ping.payload.information;
  }
}
