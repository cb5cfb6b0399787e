import { bucketOf } from "../histogram/index.js";
import type { PingDocument } from "./document.js";
import type { DropReason } from "./drops.js";
import { exactValue, WORD } from "./exact.js";
import { valueLayouts } from "./metric-layout.js";
import type { ObservedShape } from "./observation.js";
import type { RollupProfile } from "./profile.js";
import { DroppedPing, readObservations } from "./read-observations.js";
import { type PingKey, readPingKey } from "./read-ping-key.js";
import { valueAt } from "./value-at.js";

/** One aggregate before its buckets are laid out: as the original keeps it. */
export interface SparseAggregate {
  readonly key: PingKey;
  readonly metric: string;
  readonly label: string;
  readonly process: string;
  /** The descriptions that pings gave of the buckets, in any order. */
  readonly shapes: ObservedShape[];
  /** From bucket to count; buckets that pings name with a count of 0 are there. */
  readonly histogram: Map<number, bigint>;
  /** In units of 2^-32. */
  sum: bigint;
  count: bigint;
}

/**
 * Aggregates pings in the plainest way: a map from key to counts. Slow; what the fast aggregator does is held to it.
 *
 * @param submissionDate - As in {@link readPingKey}.
 * @param onDrop - Told of what is left out.
 * @returns By a text made of the key, in the order of first occurrence.
 */
export function referenceAggregates(
  pings: Iterable<PingDocument>,
  profile: RollupProfile,
  submissionDate: string | null = null,
  onDrop: (reason: DropReason) => void = () => undefined,
): Map<string, SparseAggregate> {
  const aggregates = new Map<string, SparseAggregate>();
  for (const ping of pings) {
    const at = (path: readonly string[]): unknown => valueAt(ping, path);
    const key = readPingKey(at, profile, submissionDate);
    if (typeof key === "string") {
      onDrop(key);
      continue;
    }
    for (const { metric, label, process, shape, values, sum } of observationsOf(at, profile, onDrop)) {
      const text = JSON.stringify([key, metric, label, process]);
      let aggregate = aggregates.get(text);
      if (aggregate === undefined) {
        aggregate = { key, metric, label, process, shapes: [], histogram: new Map(), sum: 0n, count: 0n };
        aggregates.set(text, aggregate);
      }
      aggregate.shapes.push(shape);
      const { histogram } = aggregate;
      for (const [bucket, count] of valuesOf(shape, values, sum)) {
        histogram.set(bucket, (histogram.get(bucket) ?? 0n) + BigInt(count));
      }
      const { whole, fraction } = exactValue(sum);
      aggregate.sum += BigInt(whole) * BigInt(WORD) + BigInt(fraction);
      aggregate.count += 1n;
    }
  }
  return aggregates;
}

/**
 * Merges aggregates that differ in the build only, as aggregates by submission date are made.
 *
 * @returns New aggregates, with an empty build date.
 */
export function withoutBuild(aggregates: Iterable<SparseAggregate>): Map<string, SparseAggregate> {
  const merged = new Map<string, SparseAggregate>();
  for (const aggregate of aggregates) {
    const key = { ...aggregate.key, buildDate: "" };
    const text = JSON.stringify([key, aggregate.metric, aggregate.label, aggregate.process]);
    const sum = merged.get(text);
    if (sum === undefined) {
      merged.set(text, {
        ...aggregate,
        key,
        shapes: [...aggregate.shapes],
        histogram: new Map(aggregate.histogram),
      });
      continue;
    }
    sum.sum += aggregate.sum;
    sum.count += aggregate.count;
    sum.shapes.push(...aggregate.shapes);
    for (const [bucket, count] of aggregate.histogram) {
      sum.histogram.set(bucket, (sum.histogram.get(bucket) ?? 0n) + count);
    }
  }
  return merged;
}

function observationsOf(
  at: (path: readonly string[]) => unknown,
  profile: RollupProfile,
  onDrop: (reason: DropReason) => void,
): ReturnType<typeof readObservations> {
  try {
    return readObservations(at, profile, onDrop);
  } catch (error) {
    if (!(error instanceof DroppedPing)) throw error;
    onDrop(error.reason);
    return [];
  }
}

/** A histogram's buckets; of a single value, the one that it falls into. */
function valuesOf(
  shape: ObservedShape,
  values: ReadonlyMap<number, number | bigint>,
  sum: number | bigint,
): Iterable<readonly [number, number | bigint]> {
  if (shape.is === "histogram") return values;
  const { bounds } = valueLayouts[shape.of];
  return [[bounds[bucketOf(bounds, Number(sum))]!, 1]];
}
