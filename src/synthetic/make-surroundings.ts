import { type Build, firstBuild, otherBetaBuilds, otherChannelBuilds } from "./builds.js";
import { Random } from "./random.js";
import { toReceivedNs, toSubmissionDate } from "./times.js";
import type { SyntheticPing } from "./types.js";

const DAY_MS = 86_400_000;
const START_MS: number = Date.UTC(2017, 5, 14);

/** Pings at scale 1. `days` are counted from the first day of the report's window, which has the days 0 to 5. */
interface Group {
  readonly docTypes: readonly (readonly [docType: string, weight: number])[];
  readonly pings: number;
  readonly days: readonly number[];
  readonly builds: readonly (Build & { readonly channel?: string })[];
  readonly appName?: string;
  /** How likely a ping is of a client that the report sees. */
  readonly known: number;
}

const INSIDE: readonly number[] = [0, 1, 2, 3, 4, 5];
const OUTSIDE: readonly number[] = [-1, 6, 7];
const EVERYWHERE: readonly number[] = [-1, ...INSIDE, 6, 7];
const REPORTED = [
  ["new-profile", 3],
  ["main", 3],
  ["crash", 2],
] as const;

// Every group but the first two has pings that the report would count if it did not filter by one thing.
const GROUPS: readonly Group[] = [
  // People who have had Beta for long: the report reads them and finds no new-profile ping of theirs.
  {
    docTypes: [
      ["main", 3],
      ["crash", 4],
    ],
    pings: 6000,
    days: INSIDE,
    builds: [firstBuild],
    known: 0,
  },
  {
    docTypes: [
      ["event", 3],
      ["update", 3],
      ["OTHER", 1],
    ],
    pings: 3500,
    days: EVERYWHERE,
    builds: [firstBuild],
    known: 0.5,
  },
  { docTypes: REPORTED, pings: 1500, days: OUTSIDE, builds: [firstBuild], known: 0.4 },
  { docTypes: REPORTED, pings: 1000, days: INSIDE, builds: otherBetaBuilds, known: 0.3 },
  { docTypes: REPORTED, pings: 2000, days: EVERYWHERE, builds: otherChannelBuilds, known: 0.2 },
  {
    docTypes: [
      ["core", 5],
      ["crash", 1],
    ],
    pings: 600,
    days: EVERYWHERE,
    builds: [{ version: "55.0", buildId: "20170613201454" }],
    appName: "Fennec",
    known: 0,
  },
  { docTypes: [["deletion-request", 1]], pings: 12, days: [-1, 2, 6, 7], builds: [firstBuild], known: 0.7 },
];

/** Options of {@link makeSurroundings}. */
export interface SurroundingsOptions {
  readonly seed: number;
  readonly scale: number;
  /** The pings that the report sees; their clients also appear in the surroundings. */
  readonly reported: readonly SyntheticPing[];
}

/** Makes the pings around those of the report: other days, channels, builds, document types, applications and clients. */
export function makeSurroundings(options: SurroundingsOptions): SyntheticPing[] {
  const random = new Random(options.seed, "surroundings");
  const pings: SyntheticPing[] = [];
  for (const group of GROUPS) {
    const count = Math.max(2, Math.round(group.pings * options.scale));
    for (let i = 0; i < count; i++) pings.push(makePing(group, options, random));
  }
  return pings;
}

function makePing(group: Group, options: SurroundingsOptions, random: Random): SyntheticPing {
  const build = random.pick(group.builds);
  const docType = random.weighted(group.docTypes);
  const known = random.chance(group.known) ? random.pick(options.reported) : null;
  const receivedMs = START_MS + (random.pick(group.days) + random.unit()) * DAY_MS;
  const createdMs = Math.floor(receivedMs - random.logarithmic(300, DAY_MS));
  const hasPingsender = docType !== "event" && random.chance(0.3);
  const isFirstSession = docType !== "main" || random.chance(0.3);
  return {
    docType,
    id: random.uuid(),
    clientId: known?.clientId ?? (docType === "crash" && random.chance(0.05) ? null : random.uuid()),
    createdMs,
    skewMs: 0,
    receivedNs: toReceivedNs(receivedMs, !random.chance(0.02)),
    hasPingsender,
    reason: drawReason(docType, random),
    sessionLength: docType === "main" ? Math.floor(random.logarithmic(5, 60_000)) : null,
    isFirstSession,
    profileDays: known?.profileDays ?? Math.floor(createdMs / DAY_MS) - random.integer(0, 3000),
    processType: docType === "crash" ? random.pick(["main", "main", "content", "plugin"]) : null,
    bodySeed: random.bits(),
    clientSeed: known?.clientSeed ?? random.bits(),
    host: random.unit(),
    submissionDate: toSubmissionDate(receivedMs),
    appName: group.appName ?? "Firefox",
    channel: build.channel ?? "beta",
    version: build.version,
    buildId: build.buildId,
  };
}

function drawReason(docType: string, random: Random): string | null {
  if (docType === "new-profile") return random.pick(["startup", "shutdown", "shutdown"]);
  if (docType === "main")
    return random.pick(["shutdown", "shutdown", "shutdown", "daily", "environment-change"]);
  if (docType === "update") return random.pick(["ready", "success"]);
  return null;
}
