import { createHash } from "node:crypto";
import type { DayIdentity } from "./types.js";

/** A digest of all that decides a day's aggregates: the recipe and the objects, in any order. */
export function fingerprintOf({ recipe, objects }: Pick<DayIdentity, "recipe" | "objects">): string {
  const hash = createHash("sha256").update(JSON.stringify(recipe));
  const lines = objects.map(({ key, fingerprint }) => JSON.stringify([key, fingerprint]));
  for (const line of lines.sort()) hash.update("\n").update(line);
  return hash.digest("hex");
}
