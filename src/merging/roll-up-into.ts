import {
  compareDay,
  type DayIdentity,
  type Driver,
  type MergeMode,
  mergeDay,
  refuseUnlessMergeable,
  type SourceObject,
} from "../database/index.js";
import { StoreError } from "../errors.js";
import {
  type AggregateDayOptions,
  aggregateDay,
  Definitions,
  type PingsOfDay,
  type StoredPings,
  storedPingsOf,
} from "../rollup/index.js";
import type { ScanAccount } from "../scan/index.js";
import { fingerprintObject } from "./fingerprint-object.js";
import { recipeText } from "./recipe-text.js";

const AT_ONCE = 16;

/** How a day is rolled up and merged: what {@link AggregateDayOptions} say, and what the database does with a day it knows. */
export interface RollUpOptions extends AggregateDayOptions {
  /** What tells this source from others that give the same days. @defaultValue `"telemetry"` */
  readonly source?: string;
  /**
   * What is done with a day that is merged already: `once` passes it over, and refuses one that has changed since; `replace`
   * takes out what it gave and merges it anew; `late` adds the objects that came since, which goes neither with `dedupe` nor with
   * `clientWeights`, as these depend on all objects of the day. @defaultValue `"once"`
   */
  readonly mode?: MergeMode;
  /** Told how many objects are about to be aggregated; not called where there is nothing to do. */
  readonly onFound?: (objects: number) => void;
}

/** What became of a day. */
export interface RollUpReport {
  /** `no objects`: the date has none, and the database was left as it is, also where the day was merged once. */
  readonly outcome: "merged" | "replaced" | "added" | "already merged" | "no objects";
  /** Objects that were aggregated; 0 where there was nothing to do, as in what follows. */
  readonly objects: number;
  /** Pings that were aggregated. */
  readonly pings: number;
  /** Aggregates that were merged. */
  readonly rows: number;
  /** Partitions of the database that were touched. */
  readonly partitions: number;
  /** Pings, values and aggregates that were left out, by reason. */
  readonly dropped: Readonly<Record<string, number>>;
  /** Damaged records, by kind; they are left out. */
  readonly damage: ScanAccount["damage"];
}

/**
 * Rolls up a submission date and merges it into an open database: all of it, or nothing, and once. A date without objects
 * is not merged, as an empty day would count as done: they may come, or have been looked for in the wrong place.
 *
 * @param pings - All stored pings of the date: those of a dataset that nothing but conditions was done to, or objects.
 * @throws {TypeError} If the pings are documents, a sample or limited: the ledger could not tell what they were. If late
 *   objects are to be added with `dedupe` or `clientWeights`.
 * @throws {StoreError} If an object can't be read. Nothing is merged then, as the day would count as whole.
 * @throws {DatabaseError} If the day was merged already and has changed, as {@link mergeDay} says.
 */
export async function rollUpInto(
  driver: Driver,
  pings: PingsOfDay,
  options: RollUpOptions,
): Promise<RollUpReport> {
  const { submissionDate, source = "telemetry", mode = "once", onFound, ...aggregating } = options;
  const stored = await storedPingsOf(pings, options.signal);
  if (stored === null) {
    throw new TypeError(
      "pings of a roll-up must be all that is stored, neither documents nor a part of them; give those of a dataset with conditions only",
    );
  }
  const nothing = { objects: 0, pings: 0, rows: 0, partitions: 0, dropped: {}, damage: {} };
  if (stored.objects.length === 0) return { outcome: "no objects", ...nothing };
  const day: DayIdentity = {
    submissionDate,
    source,
    recipe: recipeText(options),
    objects: await sourceObjects(stored, options.signal),
  };
  const merging = { ...day, mode, isAdditive: !(options.dedupe || options.clientWeights) };
  const known = await compareDay(driver, day);
  refuseUnlessMergeable(known, merging);
  if (known.state === "same" && mode !== "replace") return { outcome: "already merged", ...nothing };
  const wanted = new Set(known.unseen.map(({ key }) => key));
  const objects = mode === "late" ? stored.objects.filter(({ key }) => wanted.has(key)) : stored.objects;
  onFound?.(objects.length);
  const { aggregate, account, scan } = await aggregateDay(
    { ...stored, objects },
    { ...aggregating, submissionDate },
  );
  try {
    refuseUnread(day, scan!);
    const definitions = options.definitions && Definitions.parse(options.definitions);
    const report = await mergeDay(driver, {
      ...merging,
      lateKeys: objects.map(({ key }) => key),
      rows: aggregate.rows(),
      signal: options.signal,
      descriptions: { get: (metric) => definitions?.find(metric)?.description },
    });
    return {
      outcome: report.outcome,
      objects: objects.length,
      pings: account.pings,
      rows: report.rows,
      partitions: report.partitions,
      dropped: { ...account.droppedPings, ...account.droppedValues, ...report.droppedRows },
      damage: scan!.damage,
    };
  } finally {
    await aggregate.close();
  }
}

/** What the ledger keeps of objects, some looked at at once. */
async function sourceObjects(
  { store, objects }: StoredPings,
  signal: AbortSignal | undefined,
): Promise<SourceObject[]> {
  const found: SourceObject[] = [];
  for (let start = 0; start < objects.length; start += AT_ONCE) {
    const some = objects.slice(start, start + AT_ONCE).map(async (object) => ({
      key: object.key,
      fingerprint: await fingerprintObject(store, object, signal),
    }));
    found.push(...(await Promise.all(some)));
  }
  return found;
}

/** A damaged record is lost; an object that can't be read may be readable later, and must not count as merged. */
function refuseUnread(
  { submissionDate, source }: DayIdentity,
  { damage, damageReports }: Pick<ScanAccount, "damage" | "damageReports">,
): void {
  const unread = (damage.store ?? 0) + (damage.thread ?? 0);
  if (unread === 0) return;
  const first = damageReports.find(({ kind }) => kind === "store" || kind === "thread");
  throw new StoreError(
    `submission date ${submissionDate} of ${JSON.stringify(source)} was not merged, as ${unread} of its objects could not be read` +
      `${first === undefined ? "" : ` (${first.message})`}; run this again when they can be`,
    { key: first?.key ?? "" },
  );
}
