import {
  type ClassifyScheduleOptions,
  classifySchedule,
  type ScheduleEvent,
  type ScheduleOutcome,
} from "./classify-schedule.js";

/** How many clients had each outcome. */
export interface ScheduleCounts {
  /** How many clients were classified; the outcomes' counts add up to it. */
  readonly clients: number;
  /** Clients per outcome, 0 where none had it. */
  readonly counts: Readonly<Record<ScheduleOutcome, number>>;
}

/**
 * Classifies the pings of many clients and counts the outcomes.
 *
 * Clients with fewer pings than `minPings` are left out: with a single ping there is nothing to
 * compare, which is why the published analysis asks for two.
 *
 * @param clients - For each client, its pings in the order the client made them.
 *
 * @example
 * const ping = { kind: "new-profile", reason: "startup", sessionLength: null } as const;
 * const main = { kind: "main", reason: "shutdown", sessionLength: 7200 } as const;
 * countSchedules([[ping, main], [ping]], { reason: "startup" }).clients; // 1
 */
export function countSchedules(
  clients: Iterable<readonly ScheduleEvent[]>,
  options: ClassifyScheduleOptions & {
    /** The fewest pings with which a client is counted. @defaultValue 2 */
    readonly minPings?: number;
  },
): ScheduleCounts {
  const minPings = options.minPings ?? 2;
  const counts: Record<ScheduleOutcome, number> = {
    "right time": 0,
    "wrong time": 0,
    duplicate: 0,
    "not first": 0,
    "not found": 0,
    "nothing after": 0,
    "no session length": 0,
  };
  let total = 0;
  for (const events of clients) {
    if (events.length < minPings) continue;
    total++;
    counts[classifySchedule(events, options)]++;
  }
  return { clients: total, counts };
}
