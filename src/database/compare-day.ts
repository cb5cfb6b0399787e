import { fingerprintOf } from "./fingerprint-of.js";
import type { DayIdentity, Session, SourceObject } from "./types.js";

/** What the ledger knows of a day, against what its source holds now. */
export interface DayState {
  /**
   * `new`: never merged. `same`: merged from exactly this. `grown`: merged, and since then objects came. `changed`:
   * objects that were merged have changed or are gone, or the recipe is another. `trimmed`: merged, and no longer kept.
   */
  readonly state: "new" | "same" | "grown" | "changed" | "trimmed";
  /** Objects that were not there when the day was merged. */
  readonly unseen: readonly SourceObject[];
  /** How many objects that were merged have changed or are gone. */
  readonly changedObjects: number;
  readonly hasOtherRecipe: boolean;
}

/** Looks a day up in the ledger. */
export async function compareDay(session: Pick<Session, "query">, day: DayIdentity): Promise<DayState> {
  const keys = [day.submissionDate, day.source];
  const [entry] = await session.query<{ fingerprint: string; recipe: string; state: string }>(
    "SELECT fingerprint, recipe, state FROM pingframe.ledger WHERE submission_date = $1 AND source = $2",
    keys,
  );
  if (entry === undefined) {
    return { state: "new", unseen: day.objects, changedObjects: 0, hasOtherRecipe: false };
  }
  const rows = await session.query<{ key: string; fingerprint: string }>(
    "SELECT key, fingerprint FROM pingframe.ledger_objects WHERE submission_date = $1 AND source = $2",
    keys,
  );
  const now = new Map(day.objects.map(({ key, fingerprint }) => [key, fingerprint]));
  const seen = new Set(rows.map(({ key }) => key));
  const changedObjects = rows.filter(({ key, fingerprint }) => now.get(key) !== fingerprint).length;
  const unseen = day.objects.filter(({ key }) => !seen.has(key));
  const hasOtherRecipe = entry.recipe !== day.recipe;
  const facts = { unseen, changedObjects, hasOtherRecipe };
  if (entry.state === "trimmed") return { state: "trimmed", ...facts };
  if (entry.fingerprint === fingerprintOf(day)) return { state: "same", ...facts };
  return { state: changedObjects > 0 || hasOtherRecipe ? "changed" : "grown", ...facts };
}
