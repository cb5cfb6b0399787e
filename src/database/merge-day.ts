import { setTimeout } from "node:timers/promises";
import { DatabaseError } from "../errors.js";
import { compareDay, type DayState } from "./compare-day.js";
import { keepContribution, takeOut } from "./contributions.js";
import { fingerprintOf } from "./fingerprint-of.js";
import { mergeStaged } from "./merge-staged.js";
import { WRITER_LOCK } from "./migrate.js";
import { type Staged, stageRows } from "./stage-rows.js";
import type { DayIdentity, Driver, MergeRow, Session, SourceObject } from "./types.js";

/** How a day is merged that the ledger knows already. */
export type MergeMode = "once" | "replace" | "late";

const ASK_AGAIN_MS = 100;

/** A day to merge. */
export interface MergeDayOptions extends DayIdentity {
  /** The day's aggregates; with `mode: "late"`, of the unseen objects only. Read once, within the transaction. */
  readonly rows: Iterable<MergeRow> | AsyncIterable<MergeRow>;
  /**
   * `once` does nothing for a day that was merged from the same objects, and refuses one that has changed. `replace`
   * takes out what the day gave before, also where nothing has changed. `late` adds what came since.
   * @defaultValue "once"
   */
  readonly mode?: MergeMode;
  /**
   * Whether the rows of some of a day's objects add to those of the others. Those of deduplicated pings and of weighed
   * clients don't: they depend on all of the day, so that nothing can be added late. @defaultValue true
   */
  readonly isAdditive?: boolean;
  /**
   * With `mode: "late"`, the keys of the objects that `rows` were aggregated from. Another run may have added some of
   * them meanwhile; unless they are the unseen ones still, the merge is refused. @defaultValue none
   */
  readonly lateKeys?: readonly string[];
  /** Says what a metric means, by its stored name; kept for the API. */
  readonly descriptions?: { get(metric: string): string | undefined } | undefined;
  /** Ends the waiting for other writers, and the merge up to where partitions are written; nothing is merged then. */
  readonly signal?: AbortSignal | undefined;
}

/** What a merge did. */
export interface MergeReport {
  readonly outcome: "merged" | "replaced" | "added" | "already merged";
  /** Rows that were merged. */
  readonly rows: number;
  /** Rows that were left out, by reason. */
  readonly droppedRows: Readonly<Record<string, number>>;
  /** Partitions that were touched. */
  readonly partitions: number;
  /** Partitions in which a sum passed 2^63 - 1 and was held there; replacing the day is no longer exact in these. */
  readonly saturatedPartitions: number;
}

/**
 * Merges a day into history: all of it, or nothing, and once.
 *
 * One transaction under a lock that all writers share: another run of the same day waits and then finds it done. The
 * rows go to a staging table by COPY and from there into each partition by one statement.
 *
 * @throws {DatabaseError} `day-changed` if the day was merged from other objects, or by another recipe, or if another run
 *   was faster to add late objects; `day-trimmed` if it is no longer kept; `contribution-gone` if what is to be replaced was
 *   not kept.
 * @throws {TypeError} If rows that are not additive are to be added late.
 * @throws {Error} The reason of the signal, if it ends this.
 */
export function mergeDay(driver: Driver, options: MergeDayOptions): Promise<MergeReport> {
  const { mode = "once", signal } = options;
  return driver.transaction(async (session) => {
    await lockWriters(session, signal);
    // The join of a large partition should stay in memory; compiling sums of arrays takes longer than it saves.
    await session.run("SET LOCAL work_mem = '128MB'; SET LOCAL jit = off");
    const day = await compareDay(session, options);
    const nothing = { rows: 0, droppedRows: {}, partitions: 0, saturatedPartitions: 0 };
    if (day.state === "same" && mode !== "replace") return { outcome: "already merged", ...nothing };
    refuseUnlessMergeable(day, options);
    if (mode === "late") refuseOvertaken(day.unseen, options);
    const isReplacing = day.state !== "new" && mode === "replace";
    if (isReplacing) await takeOut(session, options);
    await session.run("DROP TABLE IF EXISTS staging");
    const staged = await stageRows(session, options, (bytes) => keepContribution(session, options, bytes));
    signal?.throwIfAborted();
    const { saturatedPartitions } = await mergeStaged(session, staged, "+");
    await staged.options.store(session);
    await noteDescriptions(session, staged.options.metrics(), options.descriptions);
    await noteDay(session, options, staged, mode === "late");
    await session.run("DROP TABLE staging");
    return {
      outcome: isReplacing ? "replaced" : day.state === "new" ? "merged" : "added",
      rows: staged.rows,
      droppedRows: staged.dropped,
      partitions: staged.partitions.size,
      saturatedPartitions,
    };
  });
}

/** Waits for the writer before. Asks again and again, as a statement that waits can't be told to stop. */
async function lockWriters(session: Session, signal: AbortSignal | undefined): Promise<void> {
  for (;;) {
    signal?.throwIfAborted();
    const [row] = await session.query<{ locked: boolean }>(
      "SELECT pg_try_advisory_xact_lock($1::bigint) AS locked",
      [WRITER_LOCK],
    );
    if (row!.locked) return;
    await setTimeout(ASK_AGAIN_MS, undefined, { signal }).catch(() => {});
  }
}

function nameOf({ submissionDate, source }: DayIdentity): string {
  return `submission date ${submissionDate} of ${JSON.stringify(source)}`;
}

/**
 * Refuses what {@link mergeDay} would refuse, for those who don't want to aggregate for nothing.
 *
 * @throws {DatabaseError} `day-changed` or `day-trimmed`, as {@link mergeDay} has them.
 * @throws {TypeError} If rows that are not additive are to be added late.
 */
export function refuseUnlessMergeable(
  { state, unseen, changedObjects, hasOtherRecipe }: DayState,
  day: DayIdentity & Pick<MergeDayOptions, "mode" | "isAdditive">,
): void {
  const { mode = "once", isAdditive = true } = day;
  if (mode === "late" && !isAdditive) {
    throw new TypeError(
      `rows of ${nameOf(day)} depend on all of its objects, so late ones can't be added; use mode "replace"`,
    );
  }
  if (state === "new" || state === "same") return;
  if (state === "trimmed") {
    throw new DatabaseError(`${nameOf(day)} was merged and is no longer kept; it can't be merged again`, {
      code: "day-trimmed",
    });
  }
  if (mode === "replace" || (mode === "late" && state === "grown")) return;
  const why = [
    changedObjects > 0 && `${changedObjects} of its objects have changed or are gone`,
    unseen.length > 0 && `${unseen.length} objects came since`,
    hasOtherRecipe && "profile or options are others",
  ].filter(Boolean);
  const remedy =
    state === "grown" && isAdditive ? "--late adds them, --replace merges the day anew" : "use --replace";
  throw new DatabaseError(`${nameOf(day)} was merged already, and ${why.join(", ")}; ${remedy}`, {
    code: "day-changed",
  });
}

/** What is unseen was looked up before the lock was taken, as aggregating takes long. */
function refuseOvertaken(unseen: readonly SourceObject[], options: MergeDayOptions): void {
  const { lateKeys = [] } = options;
  const keys = new Set(lateKeys);
  if (unseen.length === keys.size && unseen.every(({ key }) => keys.has(key))) return;
  throw new DatabaseError(
    `${nameOf(options)} was added to by another run while late objects were aggregated; run it again`,
    { code: "day-changed" },
  );
}

async function noteDescriptions(
  session: Session,
  metrics: readonly string[],
  descriptions: MergeDayOptions["descriptions"],
): Promise<void> {
  const known = metrics
    .map((metric) => [metric, descriptions?.get(metric) ?? ""] as const)
    .filter(([, description]) => description !== "");
  if (known.length === 0) return;
  await session.query(
    `INSERT INTO pingframe.descriptions (metric, description)
     SELECT * FROM unnest($1::text[], $2::text[])
     ON CONFLICT (metric) DO UPDATE SET description = excluded.description
     WHERE descriptions.description <> excluded.description`,
    [known.map(([metric]) => metric), known.map(([, description]) => description.replaceAll("\0", ""))],
  );
}

async function noteDay(
  session: Session,
  day: DayIdentity,
  { rows, sumOfSums, sumOfCounts }: Pick<Staged, "rows" | "sumOfSums" | "sumOfCounts">,
  isAdded: boolean,
): Promise<void> {
  const keys = [day.submissionDate, day.source];
  await session.query("UPDATE pingframe.state SET revision = revision + 1");
  await session.query(
    `INSERT INTO pingframe.ledger AS l
       (submission_date, source, fingerprint, recipe, object_count, row_count, sum_of_sums, sum_of_counts, revision)
     SELECT $1, $2, $3, $4, $6, $7, $8, $9, revision FROM pingframe.state
     ON CONFLICT (submission_date, source) DO UPDATE SET fingerprint = excluded.fingerprint,
       recipe = excluded.recipe, revision = excluded.revision, merged_at = now(),
       object_count = excluded.object_count,
       row_count = excluded.row_count + CASE WHEN $5 THEN l.row_count ELSE 0 END,
       sum_of_sums = excluded.sum_of_sums + CASE WHEN $5 THEN l.sum_of_sums ELSE 0 END,
       sum_of_counts = excluded.sum_of_counts + CASE WHEN $5 THEN l.sum_of_counts ELSE 0 END`,
    [...keys, fingerprintOf(day), day.recipe, isAdded, day.objects.length, rows, sumOfSums, sumOfCounts],
  );
  await session.query(
    "DELETE FROM pingframe.ledger_objects WHERE submission_date = $1 AND source = $2",
    keys,
  );
  await session.query(
    `INSERT INTO pingframe.ledger_objects (submission_date, source, key, fingerprint)
     SELECT $1, $2, key, fingerprint FROM unnest($3::text[], $4::text[]) AS o(key, fingerprint)`,
    [...keys, day.objects.map(({ key }) => key), day.objects.map(({ fingerprint }) => fingerprint)],
  );
}
