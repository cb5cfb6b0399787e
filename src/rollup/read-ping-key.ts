import { isStorableText } from "../text/index.js";
import type { DropReason } from "./drops.js";
import type { DimensionRule, RollupProfile } from "./profile.js";

/** What a ping's values are told apart by, metric, label and process aside. */
export interface PingKey {
  readonly submissionDate: string;
  readonly channel: string;
  readonly version: string;
  /** The first eight digits of the build id: its date. */
  readonly buildDate: string;
  /** The values of the profile's dimensions, in its order. */
  readonly values: readonly (string | boolean)[];
}

/** Reads the value at a path of a ping; undefined where there is none. */
export type ValueAt = (path: readonly string[]) => unknown;

/** Paths that {@link readPingKey} and {@link clientIdAt} ask for, besides those of the profile's dimensions. */
export const keyPaths: {
  readonly type: readonly string[];
  readonly docType: readonly string[];
  readonly submissionDate: readonly string[];
  readonly sampleId: readonly string[];
  readonly clientId: readonly string[];
  readonly metaClientId: readonly string[];
  readonly documentId: readonly string[];
  readonly id: readonly string[];
  readonly channel: readonly string[];
  readonly version: readonly string[];
  readonly buildId: readonly string[];
  readonly name: readonly string[];
} = {
  type: ["type"],
  docType: ["meta", "docType"],
  submissionDate: ["meta", "submissionDate"],
  sampleId: ["meta", "sampleId"],
  clientId: ["clientId"],
  metaClientId: ["meta", "clientId"],
  documentId: ["meta", "documentId"],
  id: ["id"],
  channel: ["application", "channel"],
  version: ["application", "version"],
  buildId: ["application", "buildId"],
  name: ["application", "name"],
};

/**
 * Reads by what a ping's values are told apart.
 *
 * @param submissionDate - Pings of another date are left out, those that name none are taken to be of this one; null
 *   takes every ping that names its date.
 * @returns The key, or why the ping is left out.
 */
export function readPingKey(
  at: ValueAt,
  profile: RollupProfile,
  submissionDate: string | null,
): PingKey | DropReason {
  const docType = at(keyPaths.docType) ?? at(keyPaths.type);
  if (profile.docType !== null && typeof docType === "string" && !isSame(docType, profile.docType)) {
    return "other-doc-type";
  }
  const date = at(keyPaths.submissionDate) ?? submissionDate;
  if (typeof date !== "string" || !/^\d{8}$/.test(date)) return "missing-dimension";
  if (submissionDate !== null && date !== submissionDate) return "other-date";
  if (profile.excludedApplications.includes(at(keyPaths.name) as string)) return "other-application";
  if (!isSampled(at, profile)) return "bad-sample-id";
  const channel = at(keyPaths.channel);
  if (typeof channel !== "string" || !profile.channels.includes(channel)) return "bad-channel";
  const version = at(keyPaths.version);
  if (typeof version !== "string") return "missing-dimension";
  const buildId = at(keyPaths.buildId);
  if (typeof buildId !== "string" || !/^\d{8}/.test(buildId)) return "bad-build-id";
  const values: (string | boolean)[] = [];
  for (const rule of profile.dimensions) {
    const value = dimensionValue(at(rule.path), rule, profile, values);
    if (value === null) return "missing-dimension";
    values.push(value);
  }
  const major = version.split(".", 1)[0]!;
  const texts = [major, ...values.filter((value) => typeof value === "string")];
  if (!texts.every(isStorableText)) return "bad-text";
  return { submissionDate: date, channel, version: major, buildDate: buildId.slice(0, 8), values };
}

/** Whether a ping has what the profile's sampling asks for. */
export function isSampled(at: ValueAt, { sampling }: RollupProfile): boolean {
  if (sampling === "client-id") return clientIdAt(at) !== null;
  const sampleId = at(keyPaths.sampleId);
  return typeof sampleId === "number" && sampleId < 100;
}

/** The client's id, or null. */
export function clientIdAt(at: ValueAt): string | null {
  return firstId(at(keyPaths.clientId), at(keyPaths.metaClientId));
}

/** The document's id, which all copies share, or null. */
export function documentIdAt(at: ValueAt): string | null {
  return firstId(at(keyPaths.documentId), at(keyPaths.id));
}

function firstId(...ids: readonly unknown[]): string | null {
  for (const id of ids) if (typeof id === "string" && id !== "") return id;
  return null;
}

function dimensionValue(
  value: unknown,
  { type, cut }: DimensionRule,
  profile: RollupProfile,
  before: readonly (string | boolean)[],
): string | boolean | null {
  if (type === "boolean") return typeof value === "boolean" ? value : null;
  if (typeof value !== "string") return null;
  if (cut === undefined) return value;
  const of = before[profile.dimensions.findIndex(({ name }) => name === cut.of)];
  return of === cut.is ? [...value].slice(0, cut.length).join("") : value;
}

/** Doc types are written with either sign: `saved-session` in URLs and pings, `saved_session` in partitions. */
function isSame(one: string, other: string): boolean {
  return one.replaceAll("-", "_") === other.replaceAll("-", "_");
}
