import type { SchedulingFigures } from "./figures.js";
import { printPercentage } from "./print-percentage.js";
import type { SyntheticPing } from "./types.js";

/** Options of {@link computeScheduling}. */
export interface SchedulingOptions {
  /** Which new-profile pings are analysed. */
  readonly reason: "startup" | "shutdown";
  /**
   * `"as published"`: a missing session length is less than any number, as in Python 2. `"set apart"`: a session
   * length that is missing or negative is an outcome of its own, in a last row.
   */
  readonly missingSessionLength: "as published" | "set apart";
}

const HALF_HOUR_S = 1800;
const WORDS = {
  shutdown: {
    none: "No shutdown 'new-profile' ping found",
    correct: "The 'new-profile' ping was correctly scheduled",
    wrong: "The 'new-profile' ping was scheduled at the wrong time",
    duplicate: "Duplicate 'new-profile' ping.",
    notFirst: "The 'new-profile' ping is not the first ping",
    missing: "the session length is missing",
  },
  startup: {
    notFirst: "The 'new-profile' ping it's not the first ping",
    correct: "The 'new-profile' ping was correctly scheduled",
    duplicate: "Duplicate 'new-profile' ping",
    wrong: "The 'new-profile' ping was scheduled at the wrong time",
    none: "No startup 'new-profile' ping found",
    missing: "the session length is missing",
  },
} as const;

/**
 * Counts the outcomes of the published scheduling analyses.
 *
 * @param clients - Per client, its first main pings and its new-profile pings of the reason, by time of creation.
 *   Clients with fewer than two are not analysed.
 * @returns A row for each outcome in the published order, also where no client had it.
 */
export function computeScheduling(
  clients: readonly (readonly SyntheticPing[])[],
  options: SchedulingOptions,
): SchedulingFigures {
  const words = WORDS[options.reason];
  const counts = { none: 0, correct: 0, wrong: 0, duplicate: 0, notFirst: 0, missing: 0 };
  const analysed = clients.filter((pings) => pings.length > 1);
  for (const pings of analysed) counts[judge(pings, options)]++;
  const outcomes = (Object.keys(words) as (keyof typeof counts)[]).filter(
    (outcome) => outcome !== "missing" || options.missingSessionLength === "set apart",
  );
  return {
    clients: analysed.length,
    rows: outcomes.map((outcome) => {
      return [words[outcome], counts[outcome], printPercentage(counts[outcome], analysed.length)];
    }),
  };
}

function judge(
  pings: readonly SyntheticPing[],
  options: SchedulingOptions,
): "none" | "correct" | "wrong" | "duplicate" | "notFirst" | "missing" {
  const newProfiles = pings.filter((ping) => ping.docType === "new-profile").length;
  if (newProfiles === 0) return "none";
  if (newProfiles > 1) return "duplicate";
  if (pings[0]!.docType !== "new-profile") return "notFirst";
  const seconds = pings[1]!.sessionLength;
  if (options.missingSessionLength === "set apart" && (seconds === null || seconds < 0)) return "missing";
  const isShort = seconds === null || seconds <= HALF_HOUR_S;
  return isShort === (options.reason === "shutdown") ? "correct" : "wrong";
}
