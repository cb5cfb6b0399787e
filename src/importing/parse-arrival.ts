import type { DecodedRecord, PingDocument } from "../decode/index.js";
import { makeMeta } from "./make-meta.js";
import { member, textMember } from "./member.js";
import { parseSubmissionUrl } from "./parse-submission-url.js";
import { toNanoseconds } from "./to-nanoseconds.js";
import type { Arrival } from "./types.js";

/** What became of a decoded record. */
export type ParsedArrival =
  | ({ readonly kind: "arrival"; readonly isAcknowledged: boolean } & Arrival)
  | { readonly kind: "otherNamespace"; readonly namespace: string }
  | { readonly kind: "skipped"; readonly reason: string };

/** The headers that the pipeline kept, by their lower-case names. Addresses and browsers' names are not among them. */
const HEADERS: ReadonlyMap<string, string> = new Map([
  ["date", "Date"],
  ["dnt", "DNT"],
  ["host", "Host"],
  ["x-pingsender-version", "X-PingSender-Version"],
]);

/** The last instant that a stored record can carry, in the year 2262. */
const LAST_INSTANT_NS = 2n ** 63n - 1n;

/**
 * Turns a decoded record into an arrival: a captured request, a ping with the `meta` of an earlier store, or a ping alone.
 *
 * @param fileTimeMs - The time in the file's name, in milliseconds since 1970, if the record is an archived ping.
 */
export function parseArrival(record: DecodedRecord, fileTimeMs: number | null): ParsedArrival {
  const isRequest = textMember(record.ping, "url") !== undefined && Object.hasOwn(record.ping, "body");
  const parsed = isRequest ? parseRequest(record.ping) : parsePing(record, fileTimeMs);
  if (parsed.kind !== "arrival") return parsed;
  if (typeof member(parsed.ping, "meta", "docType") !== "string") return skip("ping has no document type");
  return parsed;
}

function parseRequest(request: PingDocument): ParsedArrival {
  const submission = parseSubmissionUrl(textMember(request, "url")!);
  if (submission === null) return skip("request is no submission");
  const { namespace } = submission;
  if (namespace !== "telemetry") return { kind: "otherNamespace", namespace };
  const document = parseBody(member(request, "body"));
  if (document === null) return skip("body of the request is not a JSON object");
  const received = toNanoseconds(textMember(request, "receivedAt") ?? "");
  const timestampNs = received ?? createdNs(document);
  if (timestampNs === null) return skip("request has no receive time, and its ping no creationDate");
  if (!isStorable(timestampNs)) return skip("receive time is before 1970 or after 2262");
  const known: PingDocument = {};
  for (const [header, name] of HEADERS) known[name] = headerOf(request, header);
  const reply = member(request, "replied");
  if (typeof reply === "string" || typeof reply === "number") known["replied"] = String(reply);
  const isAssumed = received === null;
  return {
    kind: "arrival",
    ping: { ...document, meta: makeMeta(document, { timestampNs, isAssumed, submission, known }) },
    timestampNs,
    isAssumed,
    isAcknowledged: reply === undefined || /^2\d\d$/.test(String(reply)),
  };
}

function parsePing({ ping, timestampNs: framed }: DecodedRecord, fileTimeMs: number | null): ParsedArrival {
  const meta = member(ping, "meta");
  const known = isObject(meta) ? meta : {};
  const stored = framed ?? storedNs(known);
  const assumed = fileTimeMs === null ? createdNs(ping) : BigInt(fileTimeMs) * 1_000_000n;
  const timestampNs = stored ?? assumed;
  if (timestampNs === null) return skip("ping has no receive time and no creationDate");
  if (!isStorable(timestampNs)) return skip("receive time is before 1970 or after 2262");
  const isAssumed = stored === null || known["assumedTimestamp"] === true;
  const { Timestamp: _, ...rest } = known;
  const reply = known["replied"];
  return {
    kind: "arrival",
    ping: { ...ping, meta: makeMeta(ping, { timestampNs, isAssumed, known: rest }) },
    timestampNs,
    isAssumed,
    isAcknowledged: typeof reply !== "string" || /^2\d\d$/.test(reply),
  };
}

function parseBody(body: unknown): PingDocument | null {
  if (isObject(body)) return body;
  if (typeof body !== "string") return null;
  try {
    const document: unknown = JSON.parse(body);
    return isObject(document) ? document : null;
  } catch {
    return null;
  }
}

function headerOf(request: PingDocument, name: string): string | undefined {
  const headers = member(request, "headers");
  if (!isObject(headers)) return undefined;
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name);
  return typeof found?.[1] === "string" ? found[1] : undefined;
}

function createdNs(ping: PingDocument): bigint | null {
  return toNanoseconds(textMember(ping, "creationDate") ?? "");
}

function storedNs(meta: PingDocument): bigint | null {
  const stored = meta["Timestamp"];
  return typeof stored === "number" && Number.isInteger(stored) && stored > 0 ? BigInt(stored) : null;
}

function isStorable(timestampNs: bigint): boolean {
  return timestampNs >= 0n && timestampNs <= LAST_INSTANT_NS;
}

function isObject(value: unknown): value is PingDocument {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function skip(reason: string): ParsedArrival {
  return { kind: "skipped", reason };
}
