import { drawPublishedDelays } from "./draw-published-delays.js";
import { judgeEvents, type OutcomeName } from "./judge-events.js";
import { parsePattern } from "./parse-pattern.js";
import { publishedFigures } from "./published-figures.js";
import { Random } from "./random.js";
import type { ClientEvent, ClientSketch } from "./types.js";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const SECOND_DAY_MS = Date.UTC(2017, 5, 15);

// The 144 misbehaving clients, by their reason sequence. The notes say what a pattern is for; the
// numbers per sequence, per crash sequence and per number of receptions are the published ones.
const MISBEHAVING: readonly (readonly [pattern: string, clients: number])[] = [
  // shutdown, shutdown (77): most believe in every session that it is their first.
  ["SmSm", 26],
  ["SmSM", 8],
  ["SmS", 16],
  ["SS", 12],
  ["S+Sm", 1],
  ["SmS+", 2],
  ["SCS", 2],
  ["SmCS", 1],
  ["SSC", 1],
  ["SmSmC", 1],
  ["CSS", 1],
  ["CSmS", 1],
  ["SC5Sm", 1],
  ["SC4mS", 1],
  ["SC9SC3", 1],
  ["SC6SC7", 1],
  ["CSmSC", 1],
  // shutdown, startup (30)
  ["SmU", 15],
  ["SUM", 5],
  ["SUm", 2],
  ["SU", 4],
  ["SmUM", 1],
  ["SCmU", 1],
  ["CSmU", 1],
  ["C14SCU", 1],
  // startup, startup (13)
  ["UMU", 3],
  ["UU", 4],
  ["UMUM", 2],
  ["UUm", 2],
  ["UCMU", 1],
  ["CUCUC", 1],
  // startup, shutdown (12)
  ["UMS", 3],
  ["US", 4],
  ["USm", 2],
  ["UMSm", 1],
  ["UMSC", 1],
  ["UC5MS", 1],
  // longer sequences
  ["SmSmSm", 1],
  ["SS2", 2],
  ["SmSS", 1],
  ["SmSSC", 1],
  ["SmUU", 1],
  ["SUUM", 1],
  ["SmUMS", 1],
  ["SUmS3US5mS6U", 1],
  ["UMS5m", 1],
  ["SmS3US2", 1],
  ["SmSmS3", 1],
];

// The published lists break ties by an order that Python's hashing made. Here ties among reason sequences are
// broken by data order and ties among crash sequences by the time of a client's first event. These patterns
// occur in ties: they start on one day, in the order of the published crash sequences, and those with ties
// among reasons are written by hosts in the order of the published reason sequences.
const TIED: Readonly<Record<string, readonly [hour: number, host: number | null]>> = {
  SC4mS: [1, null],
  SC9SC3: [2.5, null],
  C14SCU: [4, null],
  SmS3US2: [5.5, 0.7],
  SUmS3US5mS6U: [7, 0.3],
  SC6SC7: [8.5, null],
  SmSSC: [10, null],
  SmSmS3: [11.5, 0.9],
  CSmSC: [13, null],
  CUCUC: [14.5, null],
  UMS5m: [16, 0.5],
  SmUMS: [17.5, 0.1],
};
// Three clients each have the crash sequences "twice, then a crash" and "a crash, then twice": the first start first.
const FIRST_DAY = new Set(["SSC", "SmSmC", "UMSC"]);
const LATER_DAYS = new Set(["CSS", "CSmS", "CSmU"]);

// How the 93 copies of well-behaving clients' documents came: [first from the pingsender, copy from the pingsender, clients].
const STARTUP_COPIES = 18;
const SHUTDOWN_COPIES: readonly (readonly [boolean, boolean, number])[] = [
  [true, false, 50],
  [true, true, 15],
  [false, false, 10],
];

/**
 * Plans the clients of the published report: as many, and doing what its figures say they did. What
 * the figures leave open is drawn.
 *
 * @param seed - Decides what is drawn.
 */
export function planPublished(seed: number): ClientSketch[] {
  const random = new Random(seed, "published plan");
  const misbehaving = planMisbehaving(random);
  const wellBehaving = planWellBehaving(misbehaving, random);
  const clients = [...misbehaving, ...random.shuffled(wellBehaving)];
  const delays = drawPublishedDelays(clients.length, random);
  return clients.map((client, i) => ({ ...client, delayDays: delays[i]! }));
}

type Plan = Omit<ClientSketch, "delayDays">;

function planMisbehaving(random: Random): Plan[] {
  const plans: Plan[] = [];
  for (const [pattern, clients] of MISBEHAVING) {
    for (let i = 0; i < clients; i++) {
      const events = parsePattern(pattern, random);
      const placing = placingOf(pattern, random);
      plans.push(placing === null ? { events } : { events, placing });
    }
  }
  return spreadPingsender(plans, random);
}

function placingOf(pattern: string, random: Random): { startMs: number; host: number | null } | null {
  const tied = TIED[pattern];
  if (tied !== undefined) return { startMs: SECOND_DAY_MS + tied[0] * HOUR_MS, host: tied[1] };
  if (FIRST_DAY.has(pattern)) {
    return { startMs: SECOND_DAY_MS - DAY_MS + random.between(1, 20) * HOUR_MS, host: null };
  }
  if (LATER_DAYS.has(pattern)) {
    return { startMs: SECOND_DAY_MS + DAY_MS + random.between(1, 20) * HOUR_MS, host: null };
  }
  return null;
}

/** Gives the published number of the misbehaving clients' shutdown pings to the pingsender; those with copies are its own. */
function spreadPingsender(plans: readonly Plan[], random: Random): Plan[] {
  const [sent] = publishedFigures.newProfile.pingsenderShutdownMisbehaving.rows;
  const isOpen = (event: ClientEvent): boolean =>
    event.kind === "new-profile" && event.reason === "shutdown" && event.copies.length === 0;
  const open = plans.reduce((total, plan) => total + plan.events.filter(isOpen).length, 0);
  // One of the three copies came from the pingsender, too.
  const flags = random.shuffled(Array.from({ length: open }, (_, i) => i < sent![1] - 4));
  const copies = [true, false, false];
  return plans.map((plan) => ({
    ...plan,
    events: plan.events.map((event): ClientEvent => {
      if (isOpen(event)) return { ...event, hasPingsender: flags.pop()! } as ClientEvent;
      if (event.kind !== "new-profile" || event.copies.length === 0) return event;
      return { ...event, hasPingsender: true, copies: [copies.pop()!] };
    }),
  }));
}

function planWellBehaving(misbehaving: readonly Plan[], random: Random): Plan[] {
  const { newProfile, shutdownScheduling, startupScheduling } = publishedFigures;
  const outcomes = misbehaving.map((plan) => judgeEvents(plan.events));
  const left = (reason: "shutdown" | "startup", outcome: OutcomeName, published: number): number =>
    published - outcomes.filter((found) => found[reason] === outcome).length;
  const row = (rows: typeof shutdownScheduling.rows, words: string): number =>
    rows.find(([label]) => label.includes(words))![1];
  const ofShutdown = shutdownScheduling.rows;
  const ofStartup = startupScheduling.rows;

  const [pingsender] = newProfile.pingsenderShutdownWellBehaving.rows;
  const shutdownCopies = SHUTDOWN_COPIES.reduce((total, [, , clients]) => total + clients, 0);
  const shutdown = newProfile.pingsenderShutdownWellBehaving.denominator - shutdownCopies;
  const startup =
    newProfile.reasonStartup.n -
    newProfile.reasonByPingsenderOfMisbehavingClients.rows[0]![2] -
    STARTUP_COPIES;

  const severalFirstOfShutdown = left("startup", "none", row(ofStartup, "No startup"));
  const severalFirstOfStartup = left("shutdown", "none", row(ofShutdown, "No shutdown"));
  const shutdownPatterns = random.shuffled(
    listPatterns(shutdown, [
      ["SmM", severalFirstOfShutdown],
      ["Sm", left("shutdown", "correct", row(ofShutdown, "correctly")) - severalFirstOfShutdown],
      ["SM", left("shutdown", "wrong", row(ofShutdown, "wrong time"))],
      ["mS", left("shutdown", "not first", row(ofShutdown, "not the first"))],
      ["S", Number.POSITIVE_INFINITY],
    ]),
  );
  const startupPatterns = random.shuffled(
    listPatterns(startup, [
      ["UMm", severalFirstOfStartup],
      ["UM", left("startup", "correct", row(ofStartup, "correctly")) - severalFirstOfStartup],
      ["Um", left("startup", "wrong", row(ofStartup, "wrong time"))],
      ["MU", left("startup", "not first", row(ofStartup, "not the first"))],
      ["U", Number.POSITIVE_INFINITY],
    ]),
  );
  return [...planShutdown(shutdownPatterns, pingsender![1], random), ...planStartup(startupPatterns, random)];
}

function listPatterns(total: number, shares: readonly (readonly [string, number])[]): string[] {
  const patterns: string[] = [];
  for (const [pattern, clients] of shares) {
    for (let i = 0; i < clients && patterns.length < total; i++) patterns.push(pattern);
  }
  return patterns;
}

function planShutdown(patterns: readonly string[], fromPingsender: number, random: Random): Plan[] {
  // Copies go to the first patterns, which are in random order.
  const copies = SHUTDOWN_COPIES.flatMap(([first, copy, clients]) =>
    Array.from({ length: clients }, (): readonly [boolean, boolean] => [first, copy]),
  );
  const fromCopied = copies.reduce((total, [first, copy]) => total + Number(first) + Number(copy), 0);
  const others = random.shuffled(
    Array.from({ length: patterns.length - copies.length }, (_, i) => i < fromPingsender - fromCopied),
  );
  const lengths = oddLengths("Sm", [null, null, null, null, null, null, -3601, 1800, 1800, 1800, 0, 0]);
  const wrong = oddLengths("SM", [1801, 1801, 1801]);
  return patterns.map((pattern, i) => {
    const [hasPingsender, ...copied] = i < copies.length ? copies[i]! : [others[i - copies.length]!];
    const events = parsePattern(pattern, random).map((event): ClientEvent => {
      return event.kind === "new-profile" ? { ...event, hasPingsender, copies: copied } : event;
    });
    return { events: wrong(pattern, lengths(pattern, events)) };
  });
}

function planStartup(patterns: readonly string[], random: Random): Plan[] {
  const correct = oddLengths("UM", [1801, 1801, 1801, 1801]);
  const wrong = oddLengths("Um", [null, 1800]);
  return patterns.map((pattern, i) => {
    const events = parsePattern(i < STARTUP_COPIES ? pattern.replace("U", "U+") : pattern, random);
    return { events: wrong(pattern, correct(pattern, events)) };
  });
}

/** Makes a function that gives session lengths worth testing to the first clients with a pattern. */
function oddLengths(
  wanted: string,
  lengths: readonly (number | null)[],
): (pattern: string, events: ClientEvent[]) => ClientEvent[] {
  let used = 0;
  return (pattern, events) => {
    if (pattern !== wanted || used === lengths.length) return events;
    const sessionLength = lengths[used++]!;
    return events.map((event) => (event.kind === "main" ? { ...event, sessionLength } : event));
  };
}
