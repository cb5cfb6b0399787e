import { createHash } from "node:crypto";
import { createProjection, type Projection, type RecordCells } from "../decode/index.js";
import { EngineError } from "../errors.js";
import { bucketOf } from "../histogram/index.js";
import { compileTrie, hasWasmKernel } from "../kernel/index.js";
import { addDrops } from "./add-drops.js";
import { AggregateCells } from "./cells/aggregate-cells.js";
import type { Definitions } from "./definitions.js";
import type { PingDocument } from "./document.js";
import type { DropReason } from "./drops.js";
import { KeyMemo } from "./key-memo.js";
import { layoutOfMetric } from "./layout-of-metric.js";
import type { Observation } from "./observation.js";
import { parseExact } from "./parse-exact.js";
import { PartialAggregate } from "./partial-aggregate.js";
import type { RollupProfile } from "./profile.js";
import { DroppedPing, readObservations } from "./read-observations.js";
import { clientIdAt, keyPaths, type PingKey, readPingKey, type ValueAt } from "./read-ping-key.js";
import { rowShapeOf } from "./row-shape.js";
import { SpanReader } from "./span-reader.js";
import { valueAt } from "./value-at.js";

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

  addAll(other: Drops): void {
    for (const [reason, count] of Object.entries(other.counts) as [DropReason, number][]) {
      this.counts[reason] = (this.counts[reason] ?? 0) + count;
    }
  }
}

/** What reads stored records without making documents. */
interface Spans {
  readonly reader: SpanReader;
  readonly projection: Projection;
  /** Where a ping's values lie among the cells of the projection, by path. */
  readonly slots: ReadonlyMap<string, number>;
  /** The same by the paths themselves, as far as keys are read from them. */
  readonly slotOf: ReadonlyMap<readonly string[], number>;
  readonly keys: KeyMemo;
}

/**
 * Adds pings up: documents, or the values that a projection found in stored bytes. A ping is aggregated whole or not at
 * all, and the same either way.
 */
export class PingAggregator {
  readonly #options: AggregatorOptions;
  #cells = new AggregateCells();
  #droppedPings = new Drops();
  #droppedValues = new Drops();
  /** The numbers of keys without a client, by the keys themselves. */
  #keyIds = new WeakMap<PingKey, number>();
  #pings = 0;
  /** What reading the last ping that came as cells gave. */
  #read: ReturnType<SpanReader["read"]> = "not";
  /** How many of the pings that came as cells had to be read as documents after all. */
  strangePings = 0;
  #spans: Spans | null = null;

  constructor(options: AggregatorOptions) {
    this.#options = options;
  }

  /** About how many bytes of memory the aggregates take. */
  get byteLength(): number {
    return this.#cells.byteLength + (this.#spans?.reader.byteLength ?? 0);
  }

  /** What to look for in stored records, so that they need not become documents; null where the platform can't. */
  projection(): Projection | null {
    if (this.#spans === null && hasWasmKernel()) this.#spans = this.#startSpans();
    return this.#spans?.projection ?? null;
  }

  /** Adds a ping. It is not kept. */
  add(ping: PingDocument): void {
    this.#addAt((path) => valueAt(ping, path));
  }

  /**
   * Reads the ping whose values the aggregator's projection has found, without adding anything yet.
   *
   * @returns False if the record is no JSON after all: the cells are rejected then.
   */
  readCells(cells: RecordCells): boolean {
    const { reader } = this.#spans!;
    this.#read = this.#guard(() => reader.read(cells));
    if (this.#read === "read") return true;
    reader.forget();
    return cells.checkDeferred();
  }

  /** Adds the ping that was read last. */
  addCells(cells: RecordCells): void {
    const { reader, slots, keys, slotOf } = this.#spans!;
    const key = keys.read(cells);
    if (typeof key === "string" || this.#read === "bad-children") {
      this.drop(typeof key === "string" ? key : "bad-children");
      reader.forget();
      return;
    }
    if (this.#read === "read") {
      const drops = new Drops();
      const client = this.#clientOf((path) => cells.value(slotOf.get(path)!), drops);
      const keyId = this.#keyIdOf(key, client);
      if (this.#guard(() => reader.add(keyId))) {
        this.#pings += 1;
        this.#droppedValues.addAll(drops);
        return;
      }
      reader.forget();
    }
    this.strangePings += 1;
    this.#addAt((path) => exactValueOf(cells, slots.get(path.join("\0"))!));
  }

  /** Forgets the ping that was read last. */
  forgetCells(): void {
    this.#spans!.reader.forget();
  }

  /** Does what takes memory of the kernel, which ends at 4 GiB. */
  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Error && error.name === "RuntimeError")) throw error;
      const message = "aggregates need more memory than a thread can have; give a folder to spill them to";
      throw new EngineError(message, { cause: error });
    }
  }

  /** Counts a ping that is left out. */
  drop(reason: DropReason): void {
    this.#droppedPings.add(reason);
  }

  /** Gives what was added up, and starts anew. */
  take(): PartialAggregate {
    const { profile, byClient = false } = this.#options;
    const cells = this.#cells;
    this.#spans?.reader.addTo(cells);
    const account = {
      pings: this.#pings,
      droppedPings: addDrops([this.#droppedPings.counts]),
      droppedValues: addDrops([this.#droppedValues.counts, this.#spans?.reader.drops() ?? {}]),
    };
    this.#cells = new AggregateCells();
    this.#keyIds = new WeakMap();
    this.#droppedPings = new Drops();
    this.#droppedValues = new Drops();
    this.#pings = 0;
    this.#spans?.reader.restart();
    return new PartialAggregate(cells, rowShapeOf(profile, byClient), account);
  }

  #addAt(at: ValueAt): void {
    const { profile, submissionDate } = this.#options;
    const key = readPingKey(at, profile, submissionDate);
    if (typeof key === "string") {
      this.drop(key);
      return;
    }
    const drops = new Drops();
    let observations: readonly Observation[];
    try {
      observations = readObservations(at, profile, drops.add);
    } catch (error) {
      if (!(error instanceof DroppedPing)) throw error;
      this.drop(error.reason);
      return;
    }
    const keyId = this.#keyIdOf(key, this.#clientOf(at, drops));
    for (const observation of observations) this.#addObservation(keyId, observation, drops);
    this.#pings += 1;
    this.#droppedValues.addAll(drops);
  }

  #startSpans(): Spans {
    const { profile, definitions } = this.#options;
    const sections = {
      histograms: ["payload", "histograms"],
      keyedHistograms: ["payload", "keyedHistograms"],
      simpleMeasurements: ["payload", "simpleMeasurements"],
      childPayloads: ["payload", "childPayloads"],
      processes: ["payload", "processes"],
    };
    const paths = [
      ["payload"],
      ...Object.values(keyPaths),
      ...profile.dimensions.map(({ path }) => path),
      ...Object.values(sections),
    ];
    const trie = compileTrie(paths);
    const slotOf = new Map(paths.map((path, i) => [path, trie.slotOf[i]!]));
    const keys = new KeyMemo(profile, this.#options.submissionDate, slotOf);
    const slots = new Map(paths.map((path, i) => [path.join("\0"), trie.slotOf[i]!]));
    const slot = (path: readonly string[]): number => slots.get(path.join("\0"))!;
    const reader = new SpanReader(profile, definitions, {
      histograms: slot(sections.histograms),
      keyedHistograms: slot(sections.keyedHistograms),
      simpleMeasurements: slot(sections.simpleMeasurements),
      childPayloads: slot(sections.childPayloads),
      processes: slot(sections.processes),
    });
    const projection = createProjection({
      trie,
      payloadSlot: slot(["payload"]),
      isPayloadWanted: false,
      deferred: reader.sections,
    });
    return { reader, slots, slotOf, keys, projection };
  }

  #keyIdOf(key: PingKey, client: string): number {
    if (client !== "") return this.#cells.keyId({ ...key, client });
    let id = this.#keyIds.get(key);
    if (id === undefined) {
      id = this.#cells.keyId({ ...key, client });
      this.#keyIds.set(key, id);
    }
    return id;
  }

  #clientOf(at: ValueAt, values: Drops): string {
    if (!this.#options.byClient) return "";
    const id = clientIdAt(at);
    if (id === null) values.add("missing-client");
    return id === null ? "" : hashClient(id);
  }

  #addObservation(keyId: number, observation: Observation, drops: Drops): void {
    const { metric, label, process, shape, values, sum } = observation;
    const layout = layoutOfMetric(metric, shape, this.#options.definitions);
    if (typeof layout === "string") {
      drops.add(layout);
      return;
    }
    const cells = this.#cells;
    const cell = cells.cell(keyId, cells.seriesId({ metric, label, process, layout }));
    cells.addSum(cell, sum);
    const { bounds } = layout;
    if (shape.is === "value") {
      cells.store.addToBucket(cell, bucketOf(bounds, Number(sum)), 1);
      return;
    }
    for (const [bucket, count] of values) {
      if (count === 0 || count === 0n) continue;
      const index = bucketOf(bounds, bucket);
      if (bounds[index] === bucket) cells.store.addToBucket(cell, index, count);
      else drops.add("unknown-bucket");
    }
  }
}

/** What stands for a client in cells by client: half of the SHA-256 of its id. */
export function hashClient(id: string): string {
  return createHash("sha256").update(id).digest("hex").slice(0, 32);
}

/** A value of cells, with whole numbers exact. */
function exactValueOf(cells: RecordCells, slot: number): unknown {
  const value = cells.values[slot];
  if (value !== undefined) return value;
  const { starts, ends, bytes } = cells.projector;
  const end = ends[slot]!;
  return end === 0 ? undefined : parseExact(bytes.toString("utf8", starts[slot]!, end));
}
