/** One ping of a client, as far as scheduling is concerned. */
export interface ScheduleEvent {
  readonly kind: "new-profile" | "main";
  /** Why the ping was sent; `null` where it doesn't say. */
  readonly reason: string | null;
  /** The length of the session that a main ping reports, in seconds; `null` if missing, and for new-profile pings. */
  readonly sessionLength: number | null;
}

/** Why a new-profile ping was sent: half an hour into the first session, or at its end if that came sooner. */
export type ScheduleReason = "shutdown" | "startup";

/** What {@link classifySchedule} can find. */
export type ScheduleOutcome =
  /** The client sent no new-profile ping with a known reason. */
  | "not found"
  /** The client sent more than one. */
  | "duplicate"
  /** Another ping was made before the new-profile ping. */
  | "not first"
  /** No ping follows that would tell how long the session was. */
  | "nothing after"
  /** The session's length fits the reason. */
  | "right time"
  /** The session's length does not fit the reason. */
  | "wrong time"
  /** The following ping does not tell how long the session was. */
  | "no session length";

/** Options of {@link classifySchedule}. */
export interface ClassifyScheduleOptions {
  /** Which kind of new-profile pings the sequence holds. */
  readonly reason: ScheduleReason;
  /** How long after the start a new-profile ping is due, in seconds. @defaultValue 1800 */
  readonly limitS?: number;
  /**
   * Answer as the published analysis did in Python 2, where a missing session length is less than
   * any number: right for `shutdown`, wrong for `startup`. Impossible lengths are compared as they are.
   * @defaultValue false
   */
  readonly compat?: boolean;
}

/**
 * Tells whether a client's new-profile ping was sent at the right time, by the session length of
 * the ping that follows it.
 *
 * At shutdown is right if the session lasted at most `limitS`; in mid-session (reason `startup`)
 * is right if it lasted longer. A session length that is missing, not a number or negative shows
 * neither and is an outcome of its own. Only new-profile pings with the reason `startup` or
 * `shutdown` count as such.
 *
 * @param events - One client's pings, ordered by the time the client made them. Not modified.
 *
 * @example
 * const ping = { kind: "new-profile", reason: "shutdown", sessionLength: null } as const;
 * const main = { kind: "main", reason: "shutdown", sessionLength: 1800 } as const;
 * classifySchedule([ping, main], { reason: "shutdown" }); // "right time"
 * classifySchedule([main, ping], { reason: "shutdown" }); // "not first"
 * classifySchedule([ping, { ...main, sessionLength: null }], { reason: "shutdown" }); // "no session length"
 */
export function classifySchedule(
  events: readonly ScheduleEvent[],
  options: ClassifyScheduleOptions,
): ScheduleOutcome {
  const { reason, limitS = 1800, compat = false } = options;
  const found = events.filter(isNewProfile).length;
  if (found === 0) return "not found";
  if (found > 1) return "duplicate";
  const [first, next] = events;
  if (first === undefined || !isNewProfile(first)) return "not first";
  if (next === undefined) return "nothing after";
  const length = next.sessionLength;
  if (!compat && !(length !== null && length >= 0)) return "no session length";
  const isShort = length === null || length <= limitS;
  return isShort === (reason === "shutdown") ? "right time" : "wrong time";
}

function isNewProfile(event: ScheduleEvent): boolean {
  return event.kind === "new-profile" && (event.reason === "startup" || event.reason === "shutdown");
}
