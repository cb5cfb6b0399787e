import { createHash } from "node:crypto";
import { bucketOf } from "../histogram/index.js";
import { addDrops } from "./add-drops.js";
import { AggregateCells } from "./cells/aggregate-cells.js";
import type { Definitions } from "./definitions.js";
import type { PingDocument } from "./document.js";
import type { DropReason } from "./drops.js";
import { layoutOfPing } from "./metric-layout.js";
import type { Observation } from "./observation.js";
import { PartialAggregate } from "./partial-aggregate.js";
import type { RollupProfile } from "./profile.js";
import { DroppedPing, readObservations } from "./read-observations.js";
import { clientIdAt, readPingKey, type ValueAt } from "./read-ping-key.js";
import { valueAt, valueLayouts } from "./reference-aggregates.js";
import { rowShapeOf } from "./row-shape.js";
import type { MetricLayout } from "./types.js";

/** What is aggregated, and how. */
export interface AggregatorOptions {
  readonly profile: RollupProfile;
  /** Pings of another date are left out; null takes every ping that names its date. */
  readonly submissionDate: string | null;
  /** Decide kinds, buckets and labels; without them each ping's own histograms do. */
  readonly definitions?: Definitions | undefined;
  /** Whether cells are kept by client, so that clients can be given weights. @defaultValue false */
  readonly byClient?: boolean | undefined;
}

/** Counts of what was left out. */
class Drops {
  readonly counts: Partial<Record<DropReason, number>> = {};
  readonly add = (reason: DropReason): void => {
    this.counts[reason] = (this.counts[reason] ?? 0) + 1;
  };
}

/** Adds pings up, one document after the other. A ping is aggregated whole or not at all. */
export class PingAggregator {
  readonly #options: AggregatorOptions;
  readonly #cells = new AggregateCells();
  readonly #droppedPings = new Drops();
  readonly #droppedValues = new Drops();
  #pings = 0;

  constructor(options: AggregatorOptions) {
    this.#options = options;
  }

  /** About how many bytes of memory the aggregates take. */
  get byteLength(): number {
    return this.#cells.byteLength;
  }

  /** Adds a ping. It is not kept. */
  add(ping: PingDocument): void {
    const at: ValueAt = (path) => valueAt(ping, path);
    const { profile, submissionDate } = this.#options;
    const key = readPingKey(at, profile, submissionDate);
    if (typeof key === "string") return this.drop(key);
    const values = new Drops();
    let observations: readonly Observation[];
    try {
      observations = readObservations(at, profile, values.add);
    } catch (error) {
      if (!(error instanceof DroppedPing)) throw error;
      return this.drop(error.reason);
    }
    const cells = this.#cells;
    const keyId = cells.keyId({ ...key, client: this.#clientOf(at, values) });
    for (const observation of observations) this.#addObservation(keyId, observation, values);
    this.#pings += 1;
    for (const [reason, count] of Object.entries(values.counts) as [DropReason, number][]) {
      this.#droppedValues.counts[reason] = (this.#droppedValues.counts[reason] ?? 0) + count;
    }
  }

  /** Counts a ping that is left out. */
  drop(reason: DropReason): void {
    this.#droppedPings.add(reason);
  }

  /** Gives what was added up. Nothing can be added afterwards. */
  finish(): PartialAggregate {
    const { profile, byClient = false } = this.#options;
    return new PartialAggregate(this.#cells, rowShapeOf(profile, byClient), {
      pings: this.#pings,
      droppedPings: addDrops([this.#droppedPings.counts]),
      droppedValues: addDrops([this.#droppedValues.counts]),
    });
  }

  #clientOf(at: ValueAt, values: Drops): string {
    if (!this.#options.byClient) return "";
    const id = clientIdAt(at);
    if (id === null) values.add("missing-client");
    return id === null ? "" : hashClient(id);
  }

  #addObservation(keyId: number, observation: Observation, drops: Drops): void {
    const layout = this.#layoutOf(observation, drops);
    if (layout === null) return;
    const { metric, label, process, shape, values, sum } = observation;
    const cells = this.#cells;
    const seriesId = cells.seriesId({ metric, label, process, layout });
    const block = cells.block(keyId, seriesId);
    cells.addSum(block, seriesId, sum);
    const { bounds } = layout;
    if (shape.is === "value") {
      cells.heap.add(block + bucketOf(bounds, Number(sum)) * 2, 1);
      return;
    }
    for (const [bucket, count] of values) {
      if (count === 0 || count === 0n) continue;
      const index = bucketOf(bounds, bucket);
      if (bounds[index] === bucket) cells.heap.add(block + index * 2, count);
      else drops.add("unknown-bucket");
    }
  }

  #layoutOf({ metric, shape }: Observation, drops: Drops): MetricLayout | null {
    const { definitions } = this.#options;
    if (shape.is === "value") {
      if (shape.of !== "count" || definitions === undefined) return valueLayouts[shape.of];
    }
    const layout =
      definitions !== undefined
        ? definitions.find(metric)?.layout
        : shape.is === "histogram"
          ? layoutOfPing(shape.type, shape.range, shape.bucketCount)
          : null;
    if (layout) return layout;
    drops.add(definitions === undefined ? "unknown-layout" : "unknown-metric");
    return null;
  }
}

/** What stands for a client in cells by client: half of the SHA-256 of its id. */
export function hashClient(id: string): string {
  return createHash("sha256").update(id).digest("hex").slice(0, 32);
}
