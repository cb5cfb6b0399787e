import { drawBuild, firstBuild } from "./builds.js";
import { Random } from "./random.js";
import { toReceivedNs, toSubmissionDate } from "./times.js";
import type { ClientEvent, ClientSketch, SyntheticPing } from "./types.js";

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** When the window of the report starts and ends. */
const START_MS: number = Date.UTC(2017, 5, 14);
const END_MS: number = Date.UTC(2017, 5, 20);

/** Options of {@link realiseClient}. */
export interface RealiseOptions {
  readonly seed: number;
  /** A number of the client, different for each. */
  readonly index: number;
}

/**
 * Gives a client's events their times and identifiers. Everything is received within the report's window.
 *
 * The client's clock may be wrong, its pings may arrive late and out of order, and copies arrive after the
 * first reception. The profile's creation date is set so that the new-profile ping received first has the
 * planned delay.
 */
export function realiseClient(client: ClientSketch, options: RealiseOptions): SyntheticPing[] {
  const random = new Random(options.seed, "client", options.index);
  const delays = new Random(options.seed, "delays", options.index);
  const { events, placing } = client;
  const gaps = events.map((event, i) => (i === 0 ? 0 : drawGap(events[i - 1]!, event, random)));
  const span = gaps.reduce((total, gap) => total + gap, 0);
  const room = END_MS - (placing?.startMs ?? START_MS) - HOUR_MS;
  const shrink = span > room * 0.8 ? (room * 0.8) / span : 1;
  const startMs = placing?.startMs ?? drawStart(span * shrink, random);
  const skewMs = placing === undefined ? drawSkew(random) : 0;
  const build = placing === undefined ? drawBuild(startMs, random) : firstBuild;
  const clientId = random.uuid();
  const clientSeed = random.bits();

  const pings: SyntheticPing[] = [];
  let trueMs = Math.floor(startMs);
  for (const [i, event] of events.entries()) {
    if (i > 0) trueMs += Math.max(1, Math.round(gaps[i]! * shrink));
    const latest = END_MS - SECOND_MS - trueMs;
    const isPrompt = placing !== undefined && event.kind === "new-profile" && pings.every(isNotNewProfile);
    const drawn = isPrompt ? 2 * SECOND_MS : Math.min(latest * random.unit(), drawLatency(event, random));
    const hasPingsender = sentByPingsender(event, random);
    const isAtShutdown = event.kind === "main" && event.reason === "shutdown";
    const latency = isAtShutdown
      ? Math.min(latest * delays.unit(), drawShutdownLatency(hasPingsender, delays))
      : drawn;
    const receive = (afterMs: number, wasPingsender: boolean, body: SyntheticPing | null): SyntheticPing => {
      const receivedMs = trueMs + afterMs;
      const isExact = clientSeed % 50 !== 0;
      return {
        docType: event.kind,
        id: body?.id ?? random.uuid(),
        clientId,
        createdMs: trueMs + skewMs,
        skewMs,
        receivedNs: toReceivedNs(receivedMs, isExact),
        hasPingsender: wasPingsender,
        reason: "reason" in event ? event.reason : null,
        sessionLength: event.kind === "main" ? event.sessionLength : null,
        isFirstSession: event.kind === "main" ? event.isFirstSession : true,
        profileDays: null,
        processType: event.kind === "crash" ? event.processType : null,
        bodySeed: body?.bodySeed ?? random.bits(),
        clientSeed,
        host: placing?.host ?? random.unit(),
        submissionDate: toSubmissionDate(receivedMs),
        appName: "Firefox",
        channel: "beta",
        ...build,
      };
    };
    const first = receive(latency, hasPingsender, null);
    pings.push(first);
    for (const wasPingsender of copiesOf(event, random)) {
      const further = Math.min(
        (latest - latency) * random.between(0.3, 0.9),
        random.logarithmic(500, 36 * HOUR_MS),
      );
      pings.push(receive(latency + further, wasPingsender, first));
    }
  }
  return withProfileDays(pings, client.delayDays);
}

function isNotNewProfile(ping: SyntheticPing): boolean {
  return ping.docType !== "new-profile";
}

/** Draws the time between two events, in milliseconds: the same shutdown, the same session, or the next one. */
function drawGap(before: ClientEvent, event: ClientEvent, random: Random): number {
  const isShutdown = (one: ClientEvent): boolean =>
    (one.kind === "new-profile" || one.kind === "main") && one.reason === "shutdown";
  const isOneShutdown = before.kind !== event.kind && isShutdown(before) && isShutdown(event);
  if (isOneShutdown && (event.kind === "main" ? event.isFirstSession : random.chance(0.7))) {
    return random.integer(2, 80);
  }
  if (before.kind === "new-profile" && before.reason === "startup" && event.kind === "main") {
    return Math.max(MINUTE_MS, ((event.sessionLength ?? 0) - 1800) * SECOND_MS);
  }
  if (event.kind === "new-profile" && event.reason === "startup") {
    return 30 * MINUTE_MS + random.logarithmic(MINUTE_MS, 12 * HOUR_MS);
  }
  return random.logarithmic(event.kind === "crash" ? MINUTE_MS : 10 * MINUTE_MS, 14 * HOUR_MS);
}

/** Draws when a client starts, in milliseconds, so that it is done a little before the window ends. */
function drawStart(span: number, random: Random): number {
  const day = random.weighted([
    [0, 0.7],
    [1, 1.1],
    [2, 1.1],
    [3, 0.95],
    [4, 0.9],
    [5, 1.1],
  ]);
  const start = START_MS + (day + random.unit()) * DAY_MS;
  const latest = END_MS - span - 5 * MINUTE_MS;
  return start < latest ? start : START_MS + random.unit() * (latest - START_MS);
}

/** Draws by how much the client's clock is wrong, in milliseconds. */
function drawSkew(random: Random): number {
  if (random.chance(0.002)) return Math.round(random.between(-900, 400) * DAY_MS);
  if (random.chance(0.04)) return Math.round(random.between(-26, 26) * HOUR_MS);
  return random.integer(-4000, 4000);
}

function sentByPingsender(event: ClientEvent, random: Random): boolean {
  if (event.kind === "new-profile") return event.hasPingsender;
  if (event.kind === "main")
    return event.reason === "shutdown" && random.chance(event.isFirstSession ? 0.2 : 0.7);
  return event.kind === "crash" && random.chance(0.1);
}

function copiesOf(event: ClientEvent, random: Random): readonly boolean[] {
  if (event.kind === "new-profile") return event.copies;
  if (event.kind === "deletion-request") return [];
  return event.isCopied ? [random.chance(0.2)] : [];
}

/** Draws how long a ping is under way, in milliseconds: what fails at shutdown is sent in the next session. */
function drawLatency(event: ClientEvent, random: Random): number {
  const isPrompt =
    event.kind === "new-profile"
      ? event.hasPingsender || event.reason === "startup"
      : event.kind === "crash" || random.chance(0.4);
  return isPrompt ? random.logarithmic(200, 20 * SECOND_MS) : random.logarithmic(2 * MINUTE_MS, 30 * HOUR_MS);
}

/** Draws how long a main ping of a shutdown is under way: the pingsender sends it at once, Firefox at its next start. */
function drawShutdownLatency(hasPingsender: boolean, random: Random): number {
  const isPrompt = random.chance(hasPingsender ? 0.97 : 0.03);
  return isPrompt
    ? random.logarithmic(300, 20 * SECOND_MS)
    : random.logarithmic(20 * MINUTE_MS, 60 * HOUR_MS);
}

function withProfileDays(pings: SyntheticPing[], delay: ClientSketch["delayDays"]): SyntheticPing[] {
  if (delay === null) return pings;
  const newProfiles = pings.filter((ping) => !isNotNewProfile(ping));
  const kept = newProfiles.reduce((a, b) => (b.receivedNs < a.receivedNs ? b : a));
  const profileDays = delay === "zero" ? 0 : Math.floor(kept.createdMs / DAY_MS) - delay;
  return pings.map((ping) => ({ ...ping, profileDays }));
}
