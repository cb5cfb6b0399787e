import { Buffer } from "node:buffer";
import { encodeHekaRecord } from "./encode-heka-record.js";
import { isPlainObject } from "./is-plain-object.js";
import { setOwn } from "./set-own.js";
import type { EncodePingOptions, HekaField, PingDocument } from "./types.js";

/** The sections that the pipeline stored as fields of their own. */
const SECTIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ["environment", ["build", "settings", "partner", "system", "profile", "addons", "experiments", "services"]],
  [
    "payload",
    [
      "info",
      "simpleMeasurements",
      "histograms",
      "keyedHistograms",
      "childPayloads",
      "threadHangStats",
      "chromeHangs",
      "log",
      "addonDetails",
      "addonHistograms",
      "UIMeasurements",
      "lateWrites",
      "webrtc",
    ],
  ],
]);

/** Names of fields that mean something else than a member of `meta`. */
const RESERVED_NAMES = new Set(["submission", "content"]);

/**
 * Encodes a ping as one Heka record, the way Firefox's pipeline stored it.
 *
 * `meta.Timestamp`, `Type` and `Hostname` go into the message itself, the other members of `meta` become
 * fields, large sections become fields with dotted names, and the rest is the JSON document. Decoding gives
 * an equal ping back, with `Timestamp` 0, `Type` "" and `Hostname` "" where `meta` had none.
 *
 * @param ping - A JSON document; what JSON leaves out or changes (undefined, dates, -0 outside `meta`) is
 * left out or changed. Not modified.
 * @throws {TypeError} If a name in `meta` contains a dot, which separates pieces of a path.
 *
 * @example
 * encodePing({ type: "main", meta: { Timestamp: 1500000000000000000, Type: "telemetry", Hostname: "" } }).length; // 79
 */
export function encodePing(ping: PingDocument, options: EncodePingOptions = {}): Uint8Array {
  const isSubmission = options.generation !== "payload";
  const fields: HekaField[] = [];
  const json = (value: unknown): string | Uint8Array => {
    const text = JSON.stringify(value);
    return isSubmission ? Buffer.from(text) : text;
  };
  const meta: PingDocument = isPlainObject(ping["meta"]) ? ping["meta"] : {};
  const frame = { timestampNs: options.timestampNs ?? 0n, type: "", hostname: "" };
  for (const [name, value] of Object.entries(meta)) {
    if (name === "Timestamp" && options.timestampNs !== undefined) continue;
    if (name === "Timestamp" && isTimestamp(value)) frame.timestampNs = BigInt(value);
    else if (name === "Type" && isEncodable(value)) frame.type = value;
    else if (name === "Hostname" && isEncodable(value)) frame.hostname = value;
    else fields.push(metaField(name, value, json));
  }
  const sections: HekaField[] = [];
  const document = withoutSections(ping, isSubmission, (name, section) =>
    sections.push({ name, value: json(section) }),
  );
  const text = JSON.stringify(document);
  const record = isSubmission
    ? { ...frame, fields: [...fields, { name: "submission", value: Buffer.from(text) }, ...sections] }
    : { ...frame, payload: text, fields: [...fields, ...sections] };
  const documentId = meta["documentId"];
  const uuid = typeof documentId === "string" ? uuidOf(documentId) : null;
  return encodeHekaRecord(uuid === null ? record : { ...record, uuid }, { snappy: options.snappy === true });
}

/** A member of `meta` as a field; what is not a string, number or boolean is written as JSON at `meta.NAME`. */
function metaField(name: string, value: unknown, json: (value: unknown) => string | Uint8Array): HekaField {
  if (name.includes(".")) {
    throw new TypeError(`name in meta has a dot, got ${JSON.stringify(name)}; nest it instead`);
  }
  const isScalar = typeof value === "number" || typeof value === "boolean" || isEncodable(value);
  if (isScalar && !RESERVED_NAMES.has(name) && isEncodable(name)) return { name, value };
  return { name: `meta.${name}`, value: json(value ?? null) };
}

/** Copies a ping without `meta` and without the sections, which are null in it or left out. */
function withoutSections(
  ping: PingDocument,
  keepsNulls: boolean,
  take: (name: string, section: unknown) => void,
): PingDocument {
  const document: PingDocument = {};
  for (const [name, value] of Object.entries(ping)) {
    if (name === "meta") continue;
    const sections = SECTIONS.get(name);
    if (sections === undefined || !isPlainObject(value)) {
      setOwn(document, name, value);
      continue;
    }
    const rest: PingDocument = {};
    for (const [section, content] of Object.entries(value)) {
      const isTaken = sections.includes(section) && typeof content === "object" && content !== null;
      if (isTaken) take(`${name}.${section}`, content);
      if (!isTaken || keepsNulls) setOwn(rest, section, isTaken ? null : content);
    }
    setOwn(document, name, rest);
  }
  return document;
}

function isTimestamp(value: unknown): value is number {
  if (typeof value !== "number" || Object.is(value, -0)) return false;
  return Number.isInteger(value) && value >= -(2 ** 63) && value < 2 ** 63;
}

/** Whether a value is a string that UTF-8 can hold: one without lone surrogates. */
function isEncodable(value: unknown): value is string {
  return typeof value === "string" && !LONE_SURROGATE.test(value);
}
const LONE_SURROGATE = /\p{Surrogate}/u;

/** The 16 bytes of a document id, so that equal pings make equal records. */
function uuidOf(id: string): Uint8Array | null {
  const hex = id.replaceAll("-", "");
  return /^[0-9a-fA-F]{32}$/.test(hex) ? Buffer.from(hex, "hex") : null;
}
