import { MAX_INT64 } from "../exact.js";
import { AggregateCells, type CellKey } from "./aggregate-cells.js";
import { CellStore, COUNT, SUM } from "./cell-store.js";
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
 * @param into - What is added to; all cells of a client must come in one call.
 * @returns It.
 */
export function foldClients(cells: AggregateCells, into: FoldedCells = emptyFolded()): FoldedCells {
  const { cells: folded, weights } = into;
  const seriesIds = new Map<number, number>();
  const ranks = seriesRanks(cells);

  for (const ids of groupByClient(cells.keys)) {
    const byMetric = new Map<string, Entry[]>();
    for (const id of ids) {
      const key = cells.keys[id]!;
      const keyId = folded.keyId({ ...key, client: "" });
      const sorted = [...cells.cellsOf[id]!].sort(([a], [b]) => ranks[a]! - ranks[b]!);
      for (const [series, cell] of sorted) {
        cells.store.settle(cell);
        let seriesId = seriesIds.get(series);
        if (seriesId === undefined) {
          seriesId = folded.seriesId(cells.series[series]!);
          seriesIds.set(series, seriesId);
        }
        const weight = folded.cell(keyId, seriesId);
        if (weight === weights.size) weights.allocate();
        folded.store.addCell(weight, cells.store, cell);
        const { metric } = cells.series[series]!;
        const entries = byMetric.get(metric);
        const entry = { cell, weight };
        if (entries === undefined) byMetric.set(metric, [entry]);
        else entries.push(entry);
      }
    }
    if (cells.keys[ids[0]!]!.client === "") continue;
    for (const entries of byMetric.values()) weigh(cells.store, entries, weights);
  }
  return into;
}

/** Cells without clients, and for each of them a cell of the same number with the clients' weights. */
export interface FoldedCells {
  readonly cells: AggregateCells;
  readonly weights: CellStore;
}

function emptyFolded(): FoldedCells {
  return { cells: new AggregateCells(), weights: new CellStore() };
}

/** A client's cell, and the cell that its weights are added to. */
interface Entry {
  readonly cell: number;
  readonly weight: number;
}

/** Splits one client's weight for one metric. */
function weigh(store: CellStore, entries: readonly Entry[], weights: CellStore): void {
  const filled: { readonly weight: number; readonly bucket: number; readonly count: bigint }[] = [];
  let total = 0n;
  for (const { cell, weight } of entries) {
    for (let i = 0; i < store.used(cell); i++) {
      const count = store.bucketValue(cell, i);
      filled.push({ weight, bucket: store.bucket(cell, i), count });
      total += count;
    }
  }
  if (total === 0n) return;
  let left = CLIENT_WEIGHT;
  const shares = filled.map(({ weight, bucket, count }, order) => {
    const { share, remainder } = split(count, total);
    left -= share;
    return { weight, bucket, share, remainder, order };
  });
  const largest = [...shares].sort((a, b) =>
    a.remainder === b.remainder ? a.order - b.order : a.remainder < b.remainder ? 1 : -1,
  );
  for (let i = 0; i < left; i++) largest[i]!.share += 1;
  for (const { weight, bucket, share } of shares) {
    weights.addToBucket(weight, bucket, share);
    weights.add(weight, COUNT, share);
  }
  for (const { cell, weight } of entries) {
    const weighted = (store.value(cell, SUM) * BigInt(CLIENT_WEIGHT)) / total;
    weights.add(weight, SUM, weighted < MAX_INT64 ? weighted : MAX_INT64);
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

/** The keys of each client and submission date, in the order of rows, by their places in the list. */
export function groupByClient(keys: readonly CellKey[]): number[][] {
  const order = Array.from(keys.keys()).sort((a, b) => compareKeys(keys[a]!, keys[b]!));
  const groups = new Map<string, number[]>();
  for (const id of order) {
    const { submissionDate, client } = keys[id]!;
    const name = `${submissionDate}${client}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [id]);
    else group.push(id);
  }
  return [...groups.values()];
}
