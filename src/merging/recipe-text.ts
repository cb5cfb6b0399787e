import { createHash } from "node:crypto";
import { type AggregateDayOptions, profiles, type RollupProfile } from "../rollup/index.js";

// Counts up when the same pings would give other aggregates, so that merged days are then refused and not mixed.
const RECIPE_VERSION = 1;

/** Everything besides the objects that decides what a day gives, as the ledger keeps it. */
export function recipeText({
  profile,
  definitions,
  dedupe = false,
  clientWeights = false,
  allProcesses = false,
}: AggregateDayOptions): string {
  return JSON.stringify({
    version: RECIPE_VERSION,
    profile: nameOf(profile),
    definitions: definitions === undefined ? null : digestOf(definitions),
    dedupe,
    clientWeights,
    allProcesses,
  });
}

/** A profile of one's own may have the name of another, so its content goes with it. */
function nameOf(profile: RollupProfile): string {
  const isBuiltIn = Object.values(profiles).includes(profile);
  return isBuiltIn ? profile.name : `${profile.name} ${digestOf(profile)}`;
}

function digestOf(value: object): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);
}
