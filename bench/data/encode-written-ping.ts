import { encodeHekaRecord, type HekaField } from "../../src/decode/index.js";
import type { PingWriter, WrittenPing } from "./ping-writer.js";

/** The sections that the pipeline of 2017 stored as fields of their own; `processes` was not among them. */
const splitSections: readonly string[] = [
  ...["build", "partner", "system", "settings", "profile", "addons"].map((name) => `environment.${name}`),
  ...[
    "addonDetails",
    "chromeHangs",
    "fileIOReports",
    "histograms",
    "info",
    "keyedHistograms",
    "lateWrites",
    "log",
  ].map((name) => `payload.${name}`),
  ...["simpleMeasurements", "slowSQL", "threadHangStats", "UIMeasurements"].map((name) => `payload.${name}`),
];

/** Encodes a ping that a writer holds as a Heka record: in one JSON document, or split into the pipeline's fields. */
export function encodeWrittenPing(
  writer: PingWriter,
  ping: WrittenPing,
  { isSplit, snappy }: { readonly isSplit: boolean; readonly snappy: boolean },
): Uint8Array {
  const text = (start: number, end: number): string => writer.bytes.toString("utf8", start, end);
  const { Timestamp, Type, Hostname, ...meta } = ping.meta;
  const fields: HekaField[] = Object.entries(meta).map(([name, value]) => ({ name, value }));
  let payload = "";
  let at = ping.rest.start;
  if (isSplit) {
    const cuts = splitSections.flatMap((name) => ping.sections.get(name) ?? []);
    // What is left of the document between the sections; these are null there.
    for (const { start, end } of cuts.sort((a, b) => a.start - b.start)) {
      payload += `${text(at, start)}null`;
      at = end;
    }
    for (const name of splitSections) {
      const { start, end } = ping.sections.get(name)!;
      fields.push({ name, value: text(start, end) });
    }
  }
  payload += `${text(at, ping.rest.end)}}`;
  const frame = { timestampNs: BigInt(Timestamp as number), type: String(Type), hostname: String(Hostname) };
  return encodeHekaRecord({ ...frame, logger: "telemetry", severity: 6, payload, fields }, { snappy });
}
