import type { RowShape } from "../row-shape.js";
import type { AggregateKind, AggregateRow } from "../types.js";
import { type AggregateCells, type CellKey, COUNT } from "./aggregate-cells.js";
import { CellHeap } from "./cell-heap.js";
import { compareKeys, seriesRanks } from "./sorted.js";

/**
 * Makes the rows of one kind of cells that are not kept by client, sorted.
 *
 * Rows by submission date are those by build added up. A row of which a counter has overflowed is left out.
 *
 * @param weights - Blocks of the clients' weights, by block of the cells, or null.
 */
export function* rowsOf(
  cells: AggregateCells,
  shape: RowShape,
  kind: AggregateKind,
  weights: CellWeights | null,
): Generator<AggregateRow> {
  const ranks = seriesRanks(cells);
  for (const { key, ids } of groupKeys(cells, kind)) {
    const blocks = new Map<number, number[]>();
    for (const id of ids) {
      for (const [series, block] of cells.blocks[id]!) {
        const found = blocks.get(series);
        if (found === undefined) blocks.set(series, [block]);
        else found.push(block);
      }
    }
    for (const series of [...blocks.keys()].sort((a, b) => ranks[a]! - ranks[b]!)) {
      const row = rowOf(cells, shape, kind, key, series, blocks.get(series)!, weights);
      if (row !== null) yield row;
    }
  }
}

/** The clients' weights of cells: a block for each of theirs, laid out the same. */
export interface CellWeights {
  readonly heap: CellHeap;
  readonly blocks: ReadonlyMap<number, number>;
}

function rowOf(
  cells: AggregateCells,
  shape: RowShape,
  kind: AggregateKind,
  key: CellKey,
  series: number,
  blocks: readonly number[],
  weights: CellWeights | null,
): AggregateRow | null {
  const { metric, label, process, layout } = cells.series[series]!;
  const counters = layout.bounds.length + COUNT + 1;
  for (const block of blocks) cells.settle(block, series);
  const histogram = addUp(cells, series, blocks);
  if (histogram === null) return null;
  let clientHistogram: BigInt64Array | null = null;
  if (weights !== null) {
    const heap = new CellHeap();
    const sum = heap.allocate(counters);
    for (const block of blocks) {
      const at = weights.blocks.get(block);
      if (at !== undefined) heap.addBlock(sum, weights.heap, at, counters);
    }
    clientHistogram = heap.values(sum, counters);
  }
  const dimensions: Record<string, string | boolean> = { metric, label };
  shape.dimensions.forEach((name, i) => {
    dimensions[name] = key.values[i]!;
  });
  dimensions["child"] = shape.child === "boolean" ? process !== "parent" : childName(process);
  const { channel, version, submissionDate, buildDate } = key;
  const date = kind === "build_id" ? buildDate : submissionDate;
  return { kind, channel, version, date, submissionDate, dimensions, layout, histogram, clientHistogram };
}

/** The sum of some blocks of a series, or null if it overflows. */
function addUp(cells: AggregateCells, series: number, blocks: readonly number[]): BigInt64Array | null {
  const counters = cells.buckets(series) + COUNT + 1;
  const [first] = blocks;
  if (blocks.length === 1) {
    return cells.hasOverflowed(first!, series) ? null : cells.heap.values(first!, counters);
  }
  const heap = new CellHeap();
  const sum = heap.allocate(cells.counters(series));
  for (const block of blocks) heap.addBlock(sum, cells.heap, block, cells.counters(series));
  // The fractions of several sums may make a whole.
  const at = sum + (counters - 2) * 2;
  heap.addWords(at, heap.words[sum + counters * 2 + 1]!, 0);
  for (let i = 0; i < counters; i++) if (heap.isFull(sum + i * 2)) return null;
  return heap.values(sum, counters);
}

/** How the original names a process in the dimension `child`. */
function childName(process: string): string {
  return process === "content" ? "true" : process === "parent" ? "false" : process;
}

/** The keys in the order of the rows, those together that make one row: all builds, for rows by submission date. */
function groupKeys(cells: AggregateCells, kind: AggregateKind): { key: CellKey; ids: number[] }[] {
  const named = cells.keys.map((key, id) => ({
    id,
    key: kind === "build_id" ? key : { ...key, buildDate: "" },
  }));
  named.sort((a, b) => compareKeys(a.key, b.key));
  const groups: { key: CellKey; ids: number[] }[] = [];
  for (const { id, key } of named) {
    const last = groups.at(-1);
    if (last !== undefined && compareKeys(last.key, key) === 0) last.ids.push(id);
    else groups.push({ key, ids: [id] });
  }
  return groups;
}
