import type { Check, Verdict } from "./types.js";

/** The verdicts, from the one that outweighs all others to the one that outweighs none. */
const BY_WEIGHT: readonly Verdict[] = ["fail", "no data", "inconclusive", "pass"];

/**
 * Sums up checks in one verdict: the worst of theirs, in the order `fail`, `no data`,
 * `inconclusive`, `pass`. Without checks there is `no data`: nothing was shown.
 *
 * @example
 * verdictOf([{ verdict: "pass" }, { verdict: "inconclusive" }]); // "inconclusive"
 * verdictOf([]); // "no data"
 */
export function verdictOf(checks: Iterable<Pick<Check, "verdict">>): Verdict {
  const found = new Set<Verdict>();
  for (const { verdict } of checks) found.add(verdict);
  return BY_WEIGHT.find((verdict) => found.has(verdict)) ?? "no data";
}
