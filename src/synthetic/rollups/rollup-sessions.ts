import { Random } from "../random.js";

/** A build that sessions run. */
export interface RollupBuild {
  readonly channel: string;
  readonly version: string;
  readonly buildId: string;
}

/** One session that a client reported. */
export interface RollupSession extends RollupBuild {
  readonly submissionDate: string;
  readonly docType: "main" | "saved_session";
  readonly clientId: string;
  readonly documentId: string;
  readonly application: string;
  readonly architecture: string;
  readonly os: string;
  readonly osVersion: string;
  readonly e10sEnabled: boolean;
  /** When it was received, in milliseconds since 1970. */
  readonly receivedMs: number;
  /** Whether the document was received before. */
  readonly isCopy: boolean;
}

/** The days on which pings are received. */
export const rollupDates: readonly string[] = ["20150615", "20150616", "20150617"];

/** The build of which GC_MS is slower, and how much. */
export const plantedRegression: RollupBuild & { readonly metric: string; readonly factor: number } = {
  metric: "GC_MS",
  channel: "nightly",
  version: "41.0a1",
  buildId: "20150614030204",
  factor: 1.8,
};

const nightly = (date: string): RollupBuild => ({
  channel: "nightly",
  version: "41.0a1",
  buildId: `${date}030204`,
});

/** Builds, the day from which each is used, and how often. */
const BUILDS: readonly (RollupBuild & { readonly weight: number; readonly from: string })[] = [
  { ...nightly("20150602"), weight: 3, from: "" },
  { ...nightly("20150612"), weight: 6, from: "" },
  { ...nightly("20150613"), weight: 10, from: "" },
  { ...nightly("20150614"), weight: 14, from: "" },
  { ...nightly("20150615"), weight: 16, from: "20150615" },
  { ...nightly("20150616"), weight: 24, from: "20150616" },
  { channel: "nightly", version: "40.0a1", buildId: "20150510030202", weight: 2, from: "" },
  { channel: "aurora", version: "40.0a2", buildId: "20150611004006", weight: 8, from: "" },
  { channel: "aurora", version: "40.0a2", buildId: "20150615004005", weight: 8, from: "20150616" },
  { channel: "beta", version: "39.0", buildId: "20150604162752", weight: 10, from: "" },
  { channel: "beta", version: "39.0", buildId: "20150611171453", weight: 14, from: "" },
  { channel: "release", version: "38.0.5", buildId: "20150525141253", weight: 12, from: "" },
];

const SYSTEMS: readonly (readonly [
  readonly [os: string, version: string, architecture: string],
  weight: number,
])[] = [
  [["Windows_NT", "6.1", "x86"], 40],
  [["Windows_NT", "6.3", "x86"], 16],
  [["Windows_NT", "6.3", "x86-64"], 6],
  [["Windows_NT", "5.1", "x86"], 8],
  [["Windows_NT", "10.0", "x86-64"], 6],
  [["Darwin", "14.3.0", "x86-64"], 10],
  [["Darwin", "13.4.0", "x86-64"], 4],
  [["Linux", "3.19.0-21-generic", "x86-64"], 6],
  [["Linux", "3.13.0-53-generic", "x86"], 4],
];

/** Clients of a lake of scale 1. */
const CLIENTS = 700;
const DAY_MS = 86_400_000;

/** Draws the sessions of a lake, in the order in which they were received. */
export function drawRollupSessions(seed: number, scale: number): RollupSession[] {
  const sessions: RollupSession[] = [];
  const clients = Math.max(4, Math.round(CLIENTS * scale));
  for (let client = 0; client < clients; client++) {
    const random = new Random(seed, "rollup-client", client);
    const clientId = random.uuid();
    const application = random.chance(0.04) ? "Fennec" : "Firefox";
    const [os, osVersion, architecture] = random.weighted(SYSTEMS);
    const channel = random.pick(BUILDS).channel;
    const e10sEnabled = channel === "nightly" ? random.chance(0.7) : false;
    for (const submissionDate of rollupDates) {
      const builds = BUILDS.filter((build) => build.channel === channel && build.from <= submissionDate);
      const dayMs = Date.UTC(2015, 5, Number(submissionDate.slice(6)));
      for (let left = random.integer(0, 4); left > 0; left--) {
        const { version, buildId } = random.weighted(builds.map((build) => [build, build.weight] as const));
        const session = {
          submissionDate,
          docType: random.chance(0.3) ? ("saved_session" as const) : ("main" as const),
          channel,
          version,
          buildId,
          clientId,
          documentId: random.uuid(),
          application,
          architecture,
          os,
          osVersion,
          e10sEnabled,
          receivedMs: dayMs + Math.floor(random.unit() * (DAY_MS - 60_000)),
          isCopy: false,
        };
        sessions.push(session);
        if (random.chance(0.01))
          sessions.push({ ...session, receivedMs: session.receivedMs + 30_000, isCopy: true });
      }
    }
  }
  const key = ({ receivedMs, documentId }: RollupSession): string => `${receivedMs}${documentId}`;
  return sessions.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
