import type { PingDocument } from "../decode/index.js";
import { clientIdOf, sampleIdOf } from "../ping/index.js";
import { member, textMember } from "./member.js";
import { normaliseChannel } from "./normalise-channel.js";
import type { Submission } from "./parse-submission-url.js";
import { toNanoseconds } from "./to-nanoseconds.js";

/** What is known of a ping's arrival beside the ping itself. */
export interface ArrivalFacts {
  readonly timestampNs: bigint;
  /** Whether the receive time is assumed. */
  readonly isAssumed: boolean;
  /** What the request's URL said, if there was a request. */
  readonly submission?: Submission;
  /** Members that the request's headers or an earlier import gave; they win over what is derived. */
  readonly known: PingDocument;
}

/**
 * Makes the `meta` section that the pipeline would have put on a ping: from the request where there was one, else from
 * the ping. Members that nothing is known of are left out.
 */
export function makeMeta(
  ping: PingDocument,
  { timestampNs, isAssumed, submission, known }: ArrivalFacts,
): PingDocument {
  const created = toNanoseconds(textMember(ping, "creationDate") ?? "");
  const clientId = clientIdOf(ping) ?? undefined;
  const channel = submission?.appUpdateChannel ?? textMember(ping, "application", "channel");
  const version = member(ping, "version");
  const derived: PingDocument = {
    Timestamp: Number(timestampNs),
    Type: "telemetry",
    Hostname: "",
    creationTimestamp: created === null ? undefined : Number(created),
    submissionDate: toDay(timestampNs),
    docType: submission?.docType ?? textMember(ping, "type"),
    documentId: submission?.documentId ?? textMember(ping, "id"),
    clientId,
    sampleId: clientId === undefined ? undefined : sampleIdOf(clientId),
    sourceName: "telemetry",
    sourceVersion: submission?.version ?? (typeof version === "number" ? version : 4),
    appName: submission?.appName ?? textMember(ping, "application", "name"),
    appVersion: submission?.appVersion ?? textMember(ping, "application", "version"),
    appBuildId: submission?.appBuildId ?? textMember(ping, "application", "buildId"),
    appUpdateChannel: channel,
    appVendor: textMember(ping, "application", "vendor"),
    normalizedChannel: channel === undefined ? undefined : normaliseChannel(channel),
    os: textMember(ping, "environment", "system", "os", "name"),
    reason: textMember(ping, "payload", "reason") ?? textMember(ping, "payload", "info", "reason"),
    telemetryEnabled: member(ping, "environment", "settings", "telemetryEnabled"),
    assumedTimestamp: isAssumed ? true : undefined,
  };
  return { ...withoutMissing(derived), ...withoutMissing(known) };
}

/** The day that an instant lies in, in UTC, as `YYYYMMDD`. */
function toDay(timestampNs: bigint): string {
  return new Date(Number(timestampNs / 1_000_000n)).toISOString().slice(0, 10).replaceAll("-", "");
}

function withoutMissing(members: PingDocument): PingDocument {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined && value !== null),
  );
}
