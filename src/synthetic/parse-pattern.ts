import type { Random } from "./random.js";
import type { ClientEvent } from "./types.js";

/**
 * Turns a client's life, written as a short pattern, into events.
 *
 * `S` and `U` are new-profile pings with the reasons shutdown and startup (`+` after one: received
 * twice), `m` and `M` first main pings of sessions of at most and of more than half an hour, `L` a later
 * main ping, `C` and `c` crashes of the main and of another process, `D` a deletion-request. A number
 * after a letter repeats it.
 *
 * @param random - Draws session lengths and who sent what.
 */
export function parsePattern(pattern: string, random: Random): ClientEvent[] {
  const events: ClientEvent[] = [];
  for (const [, letter, count, copy] of pattern.matchAll(/([A-Za-z])(\d*)(\+?)/g)) {
    for (let i = 0; i < Number(count || 1); i++) events.push(eventOf(letter!, copy === "+", random));
  }
  return events;
}

function eventOf(letter: string, isCopied: boolean, random: Random): ClientEvent {
  switch (letter) {
    case "S":
      return newProfile("shutdown", random.chance(0.73), isCopied ? [random.chance(0.25)] : []);
    case "U":
      return newProfile("startup", false, isCopied ? [false] : []);
    case "m":
      return main(Math.floor(random.logarithmic(4, 1801)), true, random);
    case "M":
      return main(Math.floor(random.logarithmic(1801, 40_000)), true, random);
    case "L":
      return main(Math.floor(random.logarithmic(20, 60_000)), false, random);
    case "C":
      return { kind: "crash", processType: "main", isCopied: random.chance(0.1) };
    case "c":
      return { kind: "crash", processType: random.pick(["content", "plugin", null]), isCopied: false };
    case "D":
      return { kind: "deletion-request" };
    default:
      throw new RangeError(`a pattern consists of S U m M L C c D, got ${JSON.stringify(letter)}`);
  }
}

function newProfile(
  reason: "startup" | "shutdown",
  hasPingsender: boolean,
  copies: readonly boolean[],
): ClientEvent {
  // A copy from the pingsender means that the pingsender had tried before.
  return { kind: "new-profile", reason, hasPingsender: hasPingsender || copies.includes(true), copies };
}

function main(sessionLength: number, isFirstSession: boolean, random: Random): ClientEvent {
  const reason = isFirstSession
    ? "shutdown"
    : random.weighted([
        ["shutdown", 6],
        ["environment-change", 3],
        ["daily", 2],
        ["aborted-session", 1],
      ]);
  return { kind: "main", reason, sessionLength, isFirstSession, isCopied: random.chance(0.008) };
}
