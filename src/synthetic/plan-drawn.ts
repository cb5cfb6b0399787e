import { parsePattern } from "./parse-pattern.js";
import { Random } from "./random.js";
import type { ClientEvent, ClientSketch } from "./types.js";

/** How many clients the published report saw. */
const PUBLISHED_CLIENTS = 22_073;

/**
 * Plans clients that behave much like the published ones, with rates that differ from seed to seed.
 *
 * @param scale - Multiplies the number of clients; at least some 20 are planned.
 */
export function planDrawn(seed: number, scale: number): ClientSketch[] {
  const random = new Random(seed, "drawn plan");
  const rates = drawRates(random);
  const clients = Math.max(20, Math.round(PUBLISHED_CLIENTS * scale * random.between(0.93, 1.07)));
  const misbehaving = Math.max(4, random.successes(clients, rates.misbehaving));
  return Array.from({ length: clients }, (_, i): ClientSketch => {
    const pattern = i < misbehaving ? drawMisbehaving(random, rates) : drawWellBehaving(random, rates);
    const events = withPingsender(parsePattern(pattern, random), random, rates);
    return { events, delayDays: drawDelay(random, rates) };
  });
}

/** What differs from seed to seed: probabilities, but for the first. */
interface Rates {
  /** The order of the delays beyond a month, in days. */
  readonly longDelay: number;
  readonly misbehaving: number;
  readonly startup: number;
  readonly pingsender: number;
  readonly copied: number;
  readonly firstMain: number;
  readonly badSchedule: number;
  readonly missingLength: number;
  readonly crash: number;
  readonly sameDay: number;
  readonly longAgo: number;
  readonly noCreationDate: number;
}

function drawRates(random: Random): Rates {
  return {
    longDelay: random.between(300, 1200),
    misbehaving: random.between(0.004, 0.013),
    startup: random.between(0.16, 0.3),
    pingsender: random.between(0.6, 0.85),
    copied: random.between(0.002, 0.009),
    firstMain: random.between(0.55, 0.85),
    badSchedule: random.between(0.004, 0.02),
    missingLength: random.between(0.0002, 0.001),
    crash: random.between(0.08, 0.25),
    sameDay: random.between(0.82, 0.92),
    longAgo: random.between(0.4, 0.7),
    noCreationDate: random.between(0.0002, 0.001),
  };
}

function drawWellBehaving(random: Random, rates: Rates): string {
  const isStartup = random.chance(rates.startup);
  const letter = isStartup ? "U" : "S";
  const ping = random.chance(rates.copied) ? `${letter}+` : letter;
  if (!random.chance(rates.firstMain)) return ping;
  const [good, bad] = isStartup ? ["M", "m"] : ["m", "M"];
  if (!random.chance(rates.badSchedule)) return ping + good;
  return random.weighted([
    [ping + bad, 5],
    [good + ping, 3],
    [ping + good + good, 3],
    [ping + good + bad, 2],
  ]);
}

function drawMisbehaving(random: Random, rates: Rates): string {
  const hasCrashed = random.chance(rates.crash);
  const reasons = random.weighted([
    ["SS", 77],
    ["SU", 30],
    ["UU", 13],
    ["US", 12],
    ["SSS", 5],
    ["SUU", 2],
    ["", 5],
  ]);
  const letters = reasons === "" ? drawLong(random) : reasons.split("");
  let pattern = hasCrashed && random.chance(0.3) ? `C${random.integer(1, 3)}` : "";
  for (const letter of letters) {
    pattern += letter + (random.chance(0.01) ? "+" : "");
    if (hasCrashed && random.chance(0.6))
      pattern += `C${random.weighted([
        ["", 5],
        ["2", 2],
        ["5", 1],
      ])}`;
    if (random.chance(0.55)) pattern += random.chance(letter === "S" ? 0.9 : 0.1) ? "m" : "M";
  }
  return pattern;
}

function drawLong(random: Random): string[] {
  return Array.from({ length: random.integer(3, 18) }, () => (random.chance(0.8) ? "S" : "U"));
}

function withPingsender(events: readonly ClientEvent[], random: Random, rates: Rates): ClientEvent[] {
  return events.map((event): ClientEvent => {
    if (event.kind === "main" && event.isFirstSession && random.chance(rates.missingLength)) {
      return { ...event, sessionLength: random.chance(0.8) ? null : -60 };
    }
    if (event.kind !== "new-profile" || event.reason === "startup") return event;
    return { ...event, hasPingsender: event.copies.includes(true) || random.chance(rates.pingsender) };
  });
}

function drawDelay(random: Random, rates: Rates): ClientSketch["delayDays"] {
  if (random.chance(rates.noCreationDate)) return random.chance(0.2) ? "zero" : null;
  if (random.chance(rates.sameDay)) return 0;
  const days = random.chance(rates.longAgo)
    ? Math.round(random.logarithmic(30, Math.max(31, rates.longDelay * 4)))
    : Math.floor(random.logarithmic(1, 30));
  return random.chance(0.03) ? -days : days;
}
