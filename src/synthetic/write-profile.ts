import { encodeJsonLz4, type PingDocument } from "../decode/index.js";
import { openFolderStore } from "../store/index.js";
import { firstBuild } from "./builds.js";
import { type ComposedPing, composePing } from "./compose-ping.js";
import { makeSections } from "./make-sections.js";
import { Random } from "./random.js";
import { toReceivedNs, toSubmissionDate } from "./times.js";
import type { SyntheticPing } from "./types.js";
import type { SampleProfile, SampleProfileOptions } from "./write-sample-profile.js";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const START_MS: number = Date.UTC(2017, 5, 14);

/** Does what {@link writeSampleProfile} is asked for. */
export async function writeProfile(
  folder: string,
  { seed = 1, days = 21, signal }: SampleProfileOptions,
): Promise<SampleProfile> {
  for (const [name, value, least] of [
    ["seed", seed, Number.MIN_SAFE_INTEGER],
    ["days", days, 1],
  ] as const) {
    if (!Number.isSafeInteger(value) || value < least)
      throw new RangeError(
        `${name} must be a whole number${least === 1 ? " from 1 on" : ""}, got ${JSON.stringify(value)}`,
      );
  }
  const store = openFolderStore(folder);
  const sections = makeSections(seed);
  const { pings, sessions } = drawUse(new Random(seed, "profile"), days);
  for (const { session, ...ping } of pings) {
    signal?.throwIfAborted();
    const document = documentOf(composePing(ping, sections), session);
    const month = new Date(ping.createdMs).toISOString().slice(0, 7);
    const key = `datareporting/archived/${month}/${ping.createdMs}.${ping.id}.${ping.docType}.jsonlz4`;
    await store.write(key, encodeJsonLz4(document));
  }
  return { pings: pings.length, sessions };
}

/** What the main pings of a session share and count. */
interface Subsession {
  readonly sessionId: string;
  readonly previousSessionId: string | null;
  readonly subsessionCounter: number;
  readonly profileSubsessionCounter: number;
  /** In seconds. */
  readonly subsessionLength: number;
}

/** A ping of a person who uses Firefox a few times a day. */
type ProfilePing = SyntheticPing & { readonly session: Subsession | null };

function drawUse(random: Random, days: number): { pings: ProfilePing[]; sessions: number } {
  const shared = { clientId: random.uuid(), clientSeed: random.bits(), profileDays: START_MS / DAY_MS };
  const pings: ProfilePing[] = [];
  let previousSessionId: string | null = null;
  let sessions = 0;
  let subsessions = 0;
  let nowMs = START_MS + 9 * HOUR_MS;
  const add = (docType: string, createdMs: number, facts: Partial<ProfilePing> = {}): void => {
    pings.push({ ...blank(random, docType, createdMs), ...shared, ...facts });
  };

  while (nowMs < START_MS + days * DAY_MS) {
    const sessionId = random.uuid();
    const startMs = Math.floor(nowMs);
    const endMs = startMs + Math.floor(random.logarithmic(30_000, 9 * HOUR_MS));
    const cuts: [number, string][] = [[endMs, "shutdown"]];
    for (let midnight = nextMidnight(startMs); midnight < endMs; midnight += DAY_MS)
      cuts.push([midnight, "daily"]);
    if (random.chance(0.12)) {
      cuts.push([startMs + Math.floor(random.unit() * (endMs - startMs)), "environment-change"]);
    }
    cuts.sort(([a], [b]) => a - b);
    if (sessions === 0) {
      const isLong = endMs - startMs > HOUR_MS / 2;
      add("new-profile", isLong ? startMs + HOUR_MS / 2 : endMs, { reason: isLong ? "startup" : "shutdown" });
    }
    for (const [i, [cutMs, reason]] of cuts.entries()) {
      const subsessionLength = Math.round((cutMs - (cuts[i - 1]?.[0] ?? startMs)) / 1000);
      const counters = { subsessionCounter: i + 1, profileSubsessionCounter: ++subsessions };
      const session = { sessionId, previousSessionId, ...counters, subsessionLength };
      const sessionLength = Math.round((cutMs - startMs) / 1000);
      add("main", cutMs, { reason, sessionLength, isFirstSession: previousSessionId === null, session });
    }
    if (random.chance(0.06)) add("crash", endMs + 20, { processType: random.pick(["main", "content"]) });
    if (random.chance(0.1)) add("update", endMs + 900, { reason: "ready" });
    previousSessionId = sessionId;
    sessions++;
    nowMs = endMs + random.logarithmic(HOUR_MS / 4, 20 * HOUR_MS);
    const isNight = nowMs % DAY_MS < 7 * HOUR_MS;
    if (isNight) nowMs += 7 * HOUR_MS - (nowMs % DAY_MS) + random.unit() * 3 * HOUR_MS;
  }
  pings.sort((a, b) => a.createdMs - b.createdMs);
  return { pings, sessions };
}

function blank(random: Random, docType: string, createdMs: number): ProfilePing {
  return {
    docType,
    id: random.uuid(),
    clientId: null,
    createdMs,
    skewMs: 0,
    receivedNs: toReceivedNs(createdMs, true),
    hasPingsender: false,
    reason: null,
    sessionLength: null,
    isFirstSession: true,
    profileDays: null,
    processType: null,
    bodySeed: random.bits(),
    clientSeed: 0,
    host: 0,
    submissionDate: toSubmissionDate(createdMs),
    appName: "Firefox",
    channel: "beta",
    ...firstBuild,
    session: null,
  };
}

/** The whole document, as the browser wrote it. */
function documentOf({ top, environment, payload }: ComposedPing, session: Subsession | null): PingDocument {
  const parsed = (sections: Readonly<Record<string, { readonly text: string }>>): PingDocument =>
    Object.fromEntries(
      Object.entries(sections).map(([name, { text }]) => [name, JSON.parse(text) as unknown]),
    );
  const document: PingDocument = { ...top };
  if (payload !== null) {
    const members = { ...parsed(payload.kept), ...parsed(payload.split) };
    if (session !== null) members["info"] = { ...(members["info"] as object), ...session };
    document["payload"] = members;
  }
  if (environment !== null) document["environment"] = parsed(environment);
  return document;
}

function nextMidnight(ms: number): number {
  return (Math.floor(ms / DAY_MS) + 1) * DAY_MS;
}
