import { Buffer } from "node:buffer";
import { encodeHekaRecord, type HekaField, type HekaGeneration } from "../decode/index.js";
import { sampleIdOf } from "../ping/index.js";
import type { ComposedPing } from "./compose-ping.js";
import type { Random } from "./random.js";
import type { Section } from "./section.js";
import { toDateHeader } from "./times.js";
import type { SyntheticPing } from "./types.js";

/** Options of {@link encodeSyntheticPing}. */
export interface EncodeOptions {
  readonly generation: HekaGeneration;
  readonly snappy: boolean;
  /** The server that wrote the record. */
  readonly hostname: string;
  /** Leave out the end of the document, so that it is not JSON. */
  readonly isBroken?: boolean;
  /** Draws what differs between the receptions of a document. */
  readonly random: Random;
}

/** Encodes a ping as one Heka record with the meta fields of its reception. */
export function encodeSyntheticPing(
  ping: SyntheticPing,
  composed: ComposedPing,
  options: EncodeOptions,
): Uint8Array {
  const { generation, random } = options;
  const isOld = generation === "payload";
  const fields: HekaField[] = metaFields(ping, composed, isOld, random);
  const split = (parent: string, sections: Readonly<Record<string, Section>>): void => {
    for (const [name, section] of Object.entries(sections)) {
      fields.push({ name: `${parent}.${name}`, value: isOld ? section.oldText : section.bytes });
    }
  };
  const whole = documentText(composed, isOld);
  const text = options.isBroken ? whole.slice(0, -1) : whole;
  if (!isOld) fields.push({ name: "submission", value: Buffer.from(text) });
  if (composed.environment !== null) split("environment", composed.environment);
  if (composed.payload !== null) split("payload", composed.payload.split);
  const frame = {
    uuid: Buffer.from(random.hex(32), "hex"),
    timestampNs: ping.receivedNs,
    type: "telemetry",
    hostname: options.hostname,
    fields,
  };
  const record = isOld
    ? {
        ...frame,
        logger: "telemetry",
        severity: 6,
        envVersion: "1",
        pid: random.integer(900, 30_000),
        payload: text,
      }
    : { ...frame, logger: "telemetry" };
  return encodeHekaRecord(record, { snappy: options.snappy });
}

/** The document without the sections that are stored as fields: null in its place, or left out in the old way. */
function documentText(composed: ComposedPing, isOld: boolean): string {
  const top = JSON.stringify(composed.top);
  const members: string[] = [];
  if (composed.payload !== null) {
    const { kept, split } = composed.payload;
    const texts = Object.entries(kept).map(
      ([name, { text, oldText }]) => `"${name}":${isOld ? oldText : text}`,
    );
    if (!isOld) for (const name of Object.keys(split)) texts.push(`"${name}":null`);
    members.push(`"payload":{${texts.join(",")}}`);
  }
  if (composed.environment !== null) {
    const names = isOld ? [] : Object.keys(composed.environment);
    members.push(`"environment":{${names.map((name) => `"${name}":null`).join(",")}}`);
  }
  return members.length === 0 ? top : `${top.slice(0, -1)},${members.join(",")}}`;
}

const PLACES: readonly (readonly [country: string, city: string])[] = [
  ["US", "Chicago"],
  ["US", "??"],
  ["DE", "München"],
  ["BR", "São Paulo"],
  ["IN", "Pune"],
  ["RU", "Москва"],
  ["JP", "東京"],
  ["FR", "Paris"],
  ["ID", "??"],
];

function metaFields(
  ping: SyntheticPing,
  composed: ComposedPing,
  isOld: boolean,
  random: Random,
): HekaField[] {
  const [geoCountry, geoCity] = PLACES[ping.clientSeed % PLACES.length]!;
  const receivedMs = Number(ping.receivedNs / 1_000_000n);
  // No ping is sent before it is made.
  const sentMs = Math.max(ping.createdMs + 20, receivedMs - random.integer(40, 2500) + ping.skewMs);
  const meta: Record<string, string | number | boolean | null> = {
    submissionDate: ping.submissionDate,
    Date: toDateHeader(sentMs),
    sourceName: "telemetry",
    sourceVersion: isOld ? "4" : 4,
    docType: ping.docType,
    documentId: ping.id,
    clientId: ping.clientId,
    sampleId: ping.clientId === null ? null : sampleIdOf(ping.clientId),
    appName: ping.appName,
    appVersion: ping.version,
    appBuildId: ping.buildId,
    appUpdateChannel: ping.channel,
    normalizedChannel:
      ["nightly", "beta", "release"].find((name) => ping.channel.startsWith(name)) ?? "Other",
    appVendor: "Mozilla",
    os: composed.os,
    reason: ping.reason,
    creationTimestamp: ping.createdMs * 1e6,
    telemetryEnabled: composed.environment === null ? null : true,
    geoCountry,
    geoCity,
    Host: "incoming.telemetry.mozilla.org",
    DNT: ping.clientSeed % 9 === 0 ? "1" : null,
    "X-PingSender-Version": ping.hasPingsender ? "1.0" : null,
    Size: isOld ? random.integer(3000, 60_000) : null,
  };
  const fields: HekaField[] = [];
  for (const [name, value] of Object.entries(meta)) if (value !== null) fields.push({ name, value });
  return fields;
}
