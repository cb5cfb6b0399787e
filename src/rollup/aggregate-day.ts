import { Definitions, type DefinitionTexts } from "./definitions.js";
import type { PingDocument } from "./document.js";
import type { PartialAggregate } from "./partial-aggregate.js";
import { PingAggregator } from "./ping-aggregator.js";
import type { RollupProfile } from "./profile.js";
import { documentIdAt } from "./read-ping-key.js";
import { valueAt } from "./reference-aggregates.js";
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
  /** Aggregate a document once, the first in the order of the pings, by its document id. @defaultValue false, as the original */
  readonly dedupe?: boolean;
  /** Give rows a client histogram, in which all clients weigh the same. @defaultValue false */
  readonly clientWeights?: boolean;
  /** Aggregate every process that pings have, not only those of the profile. @defaultValue false */
  readonly allProcesses?: boolean;
  /** Stops the aggregation; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** A day's aggregates, and how they came about. */
export interface DayAggregate {
  /** Close it when its rows have been read: it may lie on disk. */
  readonly aggregate: AggregateSet;
  readonly account: RollupAccount;
}

/**
 * Aggregates the pings of a day.
 *
 * @param pings - In any order; the aggregates are the same. Each is read once and not kept.
 * @throws {RangeError} If the date is none.
 * @throws {SyntaxError} If the definitions can't be read.
 *
 * @example
 * const { aggregate, account } = await aggregateDay([], { profile: head, submissionDate: "20170601" });
 * account.pings; // 0
 * [...aggregate.rows()]; // []
 */
export async function aggregateDay(
  pings: Iterable<PingDocument> | AsyncIterable<PingDocument>,
  options: AggregateDayOptions,
): Promise<DayAggregate> {
  const { submissionDate, dedupe = false, clientWeights: byClient = false, signal } = options;
  if (!/^\d{8}$/.test(submissionDate)) {
    throw new RangeError(`submissionDate must be a day as YYYYMMDD, got ${JSON.stringify(submissionDate)}`);
  }
  const profile = options.allProcesses ? { ...options.profile, processes: null } : options.profile;
  const definitions = options.definitions && Definitions.parse(options.definitions);
  const aggregator = new PingAggregator({ profile, submissionDate, definitions, byClient });
  const seen = new Set<string>();
  for await (const ping of pings) {
    signal?.throwIfAborted();
    if (dedupe) {
      const id = documentIdAt((path) => valueAt(ping, path));
      if (id !== null && seen.has(id)) {
        aggregator.drop("duplicate-document");
        continue;
      }
      if (id !== null) seen.add(id);
    }
    aggregator.add(ping);
  }
  const aggregate: PartialAggregate = aggregator.finish();
  return { aggregate, account: aggregate.account };
}
