import { AggregateCells, COUNT, SUM } from "./aggregate-cells.js";
import { CellHeap } from "./cell-heap.js";
import type { CellWeights } from "./rows-of.js";
import { compareKeys, seriesRanks } from "./sorted.js";

/** What a client weighs in all rows of a metric and submission date together. */
const CLIENT_WEIGHT = 1_000_000;

/** Numbers below stay exact when multiplied by a client's weight. */
const SMALL = Math.floor(Number.MAX_SAFE_INTEGER / CLIENT_WEIGHT);

/**
 * Adds up cells that are kept by client, and gives each client its weight.
 *
 * For each client, metric and submission date, a weight of 1,000,000 is split over all the values that the client has,
 * whatever their label, process, build and other dimensions: each bucket gets its share rounded down, and what is left
 * goes to those with the largest remainders, the first in the order of rows among equals. A client whose histograms are
 * empty weighs nothing.
 *
 * @returns Cells without clients, and the weights of their blocks.
 */
export function foldClients(cells: AggregateCells): { cells: AggregateCells; weights: CellWeights } {
  const folded = new AggregateCells();
  const heap = new CellHeap();
  const blocks = new Map<number, number>();
  const seriesIds = cells.series.map((series) => folded.seriesId(series));
  const ranks = seriesRanks(cells);

  for (const ids of groupByClient(cells)) {
    const byMetric = new Map<string, Entry[]>();
    for (const id of ids) {
      const key = cells.keys[id]!;
      const keyId = folded.keyId({ ...key, client: "" });
      const sorted = [...cells.blocks[id]!].sort(([a], [b]) => ranks[a]! - ranks[b]!);
      for (const [series, block] of sorted) {
        cells.settle(block, series);
        const to = folded.block(keyId, seriesIds[series]!);
        folded.heap.addBlock(to, cells.heap, block, cells.counters(series));
        let weight = blocks.get(to);
        if (weight === undefined) {
          weight = heap.allocate(cells.counters(series));
          blocks.set(to, weight);
        }
        const { metric } = cells.series[series]!;
        const entries = byMetric.get(metric);
        const entry = { series, block, weight };
        if (entries === undefined) byMetric.set(metric, [entry]);
        else entries.push(entry);
      }
    }
    if (cells.keys[ids[0]!]!.client === "") continue;
    for (const entries of byMetric.values()) weigh(cells, entries, heap);
  }
  return { cells: folded, weights: { heap, blocks } };
}

/** A client's cell, and the block that its weights are added to. */
interface Entry {
  readonly series: number;
  readonly block: number;
  readonly weight: number;
}

/** Splits one client's weight for one metric. */
function weigh(cells: AggregateCells, entries: readonly Entry[], heap: CellHeap): void {
  const filled: { readonly at: number; readonly entry: Entry; readonly count: bigint }[] = [];
  let total = 0n;
  for (const entry of entries) {
    const buckets = cells.buckets(entry.series);
    for (let i = 0; i < buckets; i++) {
      const count = cells.heap.value(entry.block + i * 2);
      if (count === 0n) continue;
      filled.push({ at: entry.weight + i * 2, entry, count });
      total += count;
    }
  }
  if (total === 0n) return;
  let left = CLIENT_WEIGHT;
  const shares = filled.map(({ at, entry, count }, order) => {
    const { share, remainder } = split(count, total);
    left -= share;
    return { at, entry, share, remainder, order };
  });
  const largest = [...shares].sort((a, b) =>
    a.remainder === b.remainder ? a.order - b.order : a.remainder < b.remainder ? 1 : -1,
  );
  for (let i = 0; i < left; i++) largest[i]!.share += 1;
  for (const { at, entry, share } of shares) {
    heap.addWords(at, share, 0);
    heap.addWords(cells.trailing(entry.weight, entry.series, COUNT), share, 0);
  }
  for (const entry of entries) {
    const sum = cells.heap.value(cells.trailing(entry.block, entry.series, SUM));
    const weighted = (sum * BigInt(CLIENT_WEIGHT)) / total;
    const limited = weighted < 2n ** 63n ? weighted : 2n ** 63n - 1n;
    heap.add(cells.trailing(entry.weight, entry.series, SUM), limited);
  }
}

/** A count's share of a client's weight, and the remainder of the division; equal totals make them comparable. */
function split(count: bigint, total: bigint): { share: number; remainder: number | bigint } {
  if (total < SMALL) {
    const scaled = Number(count) * CLIENT_WEIGHT;
    const whole = Number(total);
    return { share: Math.floor(scaled / whole), remainder: scaled % whole };
  }
  const scaled = count * BigInt(CLIENT_WEIGHT);
  return { share: Number(scaled / total), remainder: scaled % total };
}

/** The keys of each client and submission date, in the order of rows. */
function groupByClient(cells: AggregateCells): number[][] {
  const order = Array.from(cells.keys.keys()).sort((a, b) => compareKeys(cells.keys[a]!, cells.keys[b]!));
  const groups = new Map<string, number[]>();
  for (const id of order) {
    const { submissionDate, client } = cells.keys[id]!;
    const name = `${submissionDate}${client}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [id]);
    else group.push(id);
  }
  return [...groups.values()];
}
