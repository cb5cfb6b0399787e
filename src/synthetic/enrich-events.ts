import { parsePattern } from "./parse-pattern.js";
import type { Random } from "./random.js";
import type { ClientEvent } from "./types.js";

/**
 * Adds what the published figures don't see, so that a wrong filter shows: later main pings, main pings
 * of first sessions that were not sent at shutdown, crashes of other processes, crashes of
 * well-behaving clients, deletion-requests.
 */
export function enrichEvents(events: readonly ClientEvent[], random: Random): ClientEvent[] {
  const enriched = events.slice();
  const isMisbehaving = events.filter((event) => event.kind === "new-profile").length > 1;
  const insert = (pattern: string, at: number): void => {
    enriched.splice(at, 0, ...parsePattern(pattern, random));
  };
  if (random.chance(isMisbehaving ? 0.25 : 0.02)) insert("c", random.integer(0, enriched.length));
  if (!isMisbehaving && random.chance(0.015)) insert("C", random.integer(0, enriched.length));
  if (random.chance(0.02)) {
    const [main] = parsePattern("m", random);
    const reason = random.pick(["environment-change", "daily", "aborted-session"]);
    enriched.splice(random.integer(0, enriched.length), 0, { ...main, reason } as ClientEvent);
  }
  if (random.chance(isMisbehaving ? 0.4 : 0.15)) insert(random.pick(["L", "L", "L2"]), enriched.length);
  if (random.chance(isMisbehaving ? 0.04 : 0.002)) insert("D", enriched.length);
  return enriched;
}
