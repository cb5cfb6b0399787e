import type { ScanAccount } from "../scan/index.js";
import type { DayTask } from "./day/day-work.js";
import { type PingsOfDay, type StoredPings, storedPingsOf } from "./day/pings-of-day.js";
import type { DefinitionTexts } from "./definitions.js";
import type { RollupProfile } from "./profile.js";
import type { AggregateSet, RollupAccount } from "./types.js";

/** Options of {@link aggregateDay}. */
export interface AggregateDayOptions {
  /** What is aggregated, by which dimensions. */
  readonly profile: RollupProfile;
  /**
   * The day whose pings are aggregated, as `YYYYMMDD`. Pings that say that they were received on another one are left out
   * and counted; those that say nothing are taken to be of this one.
   */
  readonly submissionDate: string;
  /**
   * Firefox's definitions, which decide kinds, buckets and labels; metrics that they don't know are left out and counted.
   * @defaultValue each ping's own histograms say what their buckets are
   */
  readonly definitions?: DefinitionTexts;
  /**
   * Aggregate a document once, the first in the order of the pings, by its document id. Stored pings are then read twice,
   * and all ids of the day are held in memory. @defaultValue false, as the original
   */
  readonly dedupe?: boolean;
  /** Give rows a client histogram, in which all clients weigh the same. @defaultValue false */
  readonly clientWeights?: boolean;
  /** Aggregate every process that pings have, not only those of the profile. @defaultValue false */
  readonly allProcesses?: boolean;
  /** How many worker threads aggregate stored pings; 0 for the calling thread. @defaultValue 0 */
  readonly threads?: number;
  /** Where aggregates may be written that take too much memory. @defaultValue all stay in memory */
  readonly spill?: SpillOptions;
  /**
   * Count damaged stored records and go on, or stop with a DecodeError at the first.
   * @defaultValue what the records of a dataset were asked for with, else `"skip"`
   */
  readonly onBadRecord?: "skip" | "fail";
  /** Told after each object that was read, in any order. */
  readonly onProgress?: (progress: DayProgress) => void;
  /** Stops the aggregation; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Where and when aggregates are written to disk. */
export interface SpillOptions {
  /** A folder that is there. Files go to a folder of their own in it, which closing the aggregates removes. */
  readonly folder: string;
  /** About how many bytes of aggregates are held in memory, over all threads. @defaultValue 1 GiB */
  readonly fromBytes?: number;
}

/** How far the aggregation of stored pings is. */
export interface DayProgress {
  readonly objectsDone: number;
  readonly objects: number;
  readonly records: number;
}

/** A day's aggregates, and how they came about. */
export interface DayAggregate {
  /** Close it when its rows have been read: it may lie on disk. */
  readonly aggregate: AggregateSet;
  readonly account: RollupAccount;
  /** What was read of stored pings; null where documents were given. */
  readonly scan: ScanAccount | null;
}

/**
 * Aggregates the pings of a day.
 *
 * The aggregates are the same whatever the order of the pings, the number of threads, and the memory (but for which copy of
 * a document counts, where copies differ). Stored pings are summed without making documents of them.
 *
 * @param pings - Documents, in memory or streaming; pings of a dataset; or a store and the objects to read from it. Each is
 *   read once (twice to dedupe) and not kept.
 * @throws {RangeError} If the date is none, or a number is not one that makes sense.
 * @throws {SyntaxError} If the definitions can't be read.
 * @throws {StoreError} If an object can't be read, and `onBadRecord` is `"fail"`; else that is damage too.
 * @throws {EngineError} If a thread's aggregates outgrow 4 GiB, and there is no folder to spill them to.
 * @throws {DecodeError} At the first damaged record, if `onBadRecord` is `"fail"`.
 *
 * @example
 * const { aggregate, account } = await aggregateDay([], { profile: head, submissionDate: "20170601" });
 * account.pings; // 0
 * [...aggregate.rows()]; // []
 */
export async function aggregateDay(pings: PingsOfDay, options: AggregateDayOptions): Promise<DayAggregate> {
  const { submissionDate, dedupe = false, clientWeights = false, threads = 0, signal } = options;
  if (!/^\d{8}$/.test(submissionDate)) {
    throw new RangeError(`submissionDate must be a day as YYYYMMDD, got ${JSON.stringify(submissionDate)}`);
  }
  if (!Number.isInteger(threads) || threads < 0) {
    throw new RangeError(`threads must be a whole number from 0, got ${JSON.stringify(threads)}`);
  }
  const profile = options.allProcesses ? { ...options.profile, processes: null } : options.profile;
  const stored = await storedPingsOf(pings, signal);
  const task: DayTask = {
    profile,
    submissionDate,
    definitions: options.definitions ?? null,
    byClient: clientWeights,
    onBadRecord: options.onBadRecord ?? stored?.onBadRecord ?? "skip",
  };
  const { spill, onProgress } = options;
  const reading = { dedupe, threads, spill, onProgress, signal };
  // Loaded on use: most programs roll nothing up.
  if (stored !== null) {
    const { aggregateObjects } = await import("./day/aggregate-objects.js");
    return aggregateObjects(stored, task, reading);
  }
  const { aggregateDocuments } = await import("./day/aggregate-documents.js");
  return aggregateDocuments(pings as Exclude<PingsOfDay, StoredPings>, task, reading);
}
