import { exactValue } from "../exact.js";
import type { PingKey } from "../read-ping-key.js";
import type { MetricLayout } from "../types.js";
import { CellHeap } from "./cell-heap.js";

/** Where a cell's pings come from; `client` is a hash of the client where cells are kept by client, else `""`. */
export interface CellKey extends PingKey {
  readonly client: string;
}

/** What a cell counts. */
export interface Series {
  readonly metric: string;
  readonly label: string;
  readonly process: string;
  readonly layout: MetricLayout;
}

/** The counters of a cell after its buckets, in their order. `fraction` counts units of 2^-32 of the sum. */
export const SUM = 0;
export const COUNT = 1;
export const FRACTION = 2;
const TRAILING = 3;

/**
 * Counters by key and series: for each pair that occurred, a block with a counter a bucket, then the sum, the count, and
 * the sum's fractions. Memory grows with the pairs, never with the pings.
 */
export class AggregateCells {
  readonly keys: CellKey[] = [];
  readonly series: Series[] = [];
  /** For each key the cells it has: from series to block. */
  readonly blocks: Map<number, number>[] = [];
  readonly heap: CellHeap = new CellHeap();
  readonly #keyIds = new Map<string, number>();
  readonly #seriesIds = new Map<string, number>();
  #size = 0;

  /** How many cells there are. */
  get size(): number {
    return this.#size;
  }

  /** About how many bytes it all takes. */
  get byteLength(): number {
    return this.heap.byteLength + this.#size * 48 + (this.series.length + this.keys.length) * 300;
  }

  /** Numbers a key. */
  keyId(key: CellKey): number {
    const { submissionDate, channel, version, buildDate, values, client } = key;
    const text = JSON.stringify([submissionDate, channel, version, buildDate, values, client]);
    let id = this.#keyIds.get(text);
    if (id === undefined) {
      id = this.keys.push(key) - 1;
      this.blocks.push(new Map());
      this.#keyIds.set(text, id);
    }
    return id;
  }

  /** Numbers a series. */
  seriesId(series: Series): number {
    // No part holds a NUL, so that the text is that of no other series.
    const text = `${series.metric}\0${series.label}\0${series.process}\0${series.layout.id}`;
    let id = this.#seriesIds.get(text);
    if (id === undefined) {
      id = this.series.push(series) - 1;
      this.#seriesIds.set(text, id);
    }
    return id;
  }

  /** Finds the block of a cell, or makes one. */
  block(keyId: number, seriesId: number): number {
    const blocks = this.blocks[keyId]!;
    let at = blocks.get(seriesId);
    if (at === undefined) {
      at = this.heap.allocate(this.counters(seriesId));
      blocks.set(seriesId, at);
      this.#size += 1;
    }
    return at;
  }

  /** How many counters the blocks of a series have. */
  counters(seriesId: number): number {
    return this.buckets(seriesId) + TRAILING;
  }

  /** How many buckets a series has. */
  buckets(seriesId: number): number {
    return this.series[seriesId]!.layout.bounds.length;
  }

  /** The word of a block's trailing counter: {@link SUM}, {@link COUNT} or {@link FRACTION}. */
  trailing(block: number, seriesId: number, which: number): number {
    return block + (this.buckets(seriesId) + which) * 2;
  }

  /** Counts one histogram or value and adds its sum. */
  addSum(block: number, seriesId: number, sum: number | bigint): void {
    const { whole, fraction } = exactValue(sum);
    this.heap.add(this.trailing(block, seriesId, SUM), whole);
    this.heap.add(this.trailing(block, seriesId, COUNT), 1);
    if (fraction !== 0) this.heap.add(this.trailing(block, seriesId, FRACTION), fraction);
  }

  /** Adds all cells of another set. */
  addAll(other: AggregateCells): void {
    const seriesIds = other.series.map((series) => this.seriesId(series));
    other.keys.forEach((key, otherKey) => {
      const keyId = this.keyId(key);
      for (const [otherSeries, otherBlock] of other.blocks[otherKey]!) {
        const seriesId = seriesIds[otherSeries]!;
        const block = this.block(keyId, seriesId);
        this.heap.addBlock(block, other.heap, otherBlock, other.counters(otherSeries));
      }
    });
  }

  /** Carries whole units from the fraction of a block's sum to the sum. */
  settle(block: number, seriesId: number): void {
    const { heap } = this;
    const fraction = this.trailing(block, seriesId, FRACTION);
    const sum = this.trailing(block, seriesId, SUM);
    const carried = heap.words[fraction + 1]!;
    if (carried !== 0) {
      heap.words[fraction + 1] = 0;
      heap.addWords(sum, carried, 0);
    }
    if (heap.isFull(sum)) heap.words[fraction] = 0;
  }

  /** Whether any counter of a block has overflowed, so that it tells nothing. */
  hasOverflowed(block: number, seriesId: number): boolean {
    for (let at = block; at <= this.trailing(block, seriesId, COUNT); at += 2) {
      if (this.heap.isFull(at)) return true;
    }
    return false;
  }
}
