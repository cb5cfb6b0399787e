import type { ClientEvent } from "./types.js";

/** What the two scheduling analyses of the published report make of a client; null where they leave it out. */
export interface SchedulingOutcome {
  readonly shutdown: OutcomeName | null;
  readonly startup: OutcomeName | null;
}

/** The outcomes of scheduling that occur. */
export type OutcomeName = "none" | "duplicate" | "not first" | "correct" | "wrong";

/** Tells how a client's events count in the scheduling analyses, for planning only: the truth is computed from pings. */
export function judgeEvents(events: readonly ClientEvent[]): SchedulingOutcome {
  return { shutdown: judge(events, "shutdown"), startup: judge(events, "startup") };
}

function judge(events: readonly ClientEvent[], reason: "shutdown" | "startup"): OutcomeName | null {
  const kept = events.filter((event) =>
    event.kind === "main"
      ? event.isFirstSession && event.reason === "shutdown"
      : event.kind === "new-profile" && event.reason === reason,
  );
  if (kept.length < 2) return null;
  const newProfiles = kept.filter((event) => event.kind === "new-profile").length;
  if (newProfiles === 0) return "none";
  if (newProfiles > 1) return "duplicate";
  const [first, next] = kept;
  if (first!.kind !== "new-profile") return "not first";
  const length = next?.kind === "main" ? next.sessionLength : null;
  const isShort = length === null || length <= 1800;
  return isShort === (reason === "shutdown") ? "correct" : "wrong";
}
