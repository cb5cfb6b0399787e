import type { RowShape } from "../row-shape.js";
import type { AggregateKind, AggregateRow } from "../types.js";
import type { AggregateCells, CellKey, Series } from "./aggregate-cells.js";
import { CellStore } from "./cell-store.js";
import { compareKeys, seriesRanks } from "./sorted.js";

/**
 * Makes the rows of one kind of cells that are not kept by client, sorted.
 *
 * Rows by submission date are those by build added up. A row of which a counter has overflowed is left out.
 *
 * @param weights - The clients' weights, for each cell one of the same number; or null.
 */
export function* rowsOf(
  cells: AggregateCells,
  shape: RowShape,
  kind: AggregateKind,
  weights: CellStore | null,
): Generator<AggregateRow> {
  const ranks = seriesRanks(cells);
  const scratch = new CellStore();
  for (const { key, ids } of groupKeys(cells.keys, kind)) {
    const bySeries = new Map<number, number[]>();
    for (const id of ids) {
      for (const [series, cell] of cells.cellsOf[id]!) {
        const found = bySeries.get(series);
        if (found === undefined) bySeries.set(series, [cell]);
        else found.push(cell);
      }
    }
    for (const seriesId of [...bySeries.keys()].sort((a, b) => ranks[a]! - ranks[b]!)) {
      const found = bySeries.get(seriesId)!;
      const series = cells.series[seriesId]!;
      const buckets = series.layout.bounds.length;
      const histogram = addUp(cells.store, found, buckets, scratch);
      if (histogram === null) continue;
      const clientHistogram = weights && addUp(weights, found, buckets, scratch);
      yield toRow(shape, kind, key, series, histogram, clientHistogram);
    }
  }
}

/** Makes a row. */
export function toRow(
  shape: RowShape,
  kind: AggregateKind,
  key: CellKey,
  { metric, label, process, layout }: Series,
  histogram: BigInt64Array,
  clientHistogram: BigInt64Array | null,
): AggregateRow {
  const dimensions: Record<string, string | boolean> = { metric, label };
  shape.dimensions.forEach((name, i) => {
    dimensions[name] = key.values[i]!;
  });
  dimensions["child"] = shape.child === "boolean" ? process !== "parent" : childName(process);
  const { channel, version, submissionDate, buildDate } = key;
  const date = kind === "build_id" ? buildDate : submissionDate;
  return { kind, channel, version, date, submissionDate, dimensions, layout, histogram, clientHistogram };
}

/** The sum of some cells, or null if it overflows. */
function addUp(
  store: CellStore,
  cells: readonly number[],
  buckets: number,
  scratch: CellStore,
): BigInt64Array | null {
  let from = store;
  let cell = cells[0]!;
  if (cells.length > 1) {
    scratch.clear();
    from = scratch;
    cell = scratch.allocate();
    for (const one of cells) scratch.addCell(cell, store, one);
  }
  from.settle(cell);
  return from.isFull(cell) ? null : from.histogram(cell, buckets);
}

/** How the original names a process in the dimension `child`. */
function childName(process: string): string {
  return process === "content" ? "true" : process === "parent" ? "false" : process;
}

/**
 * The keys in the order of the rows, by their places in the list; those together that make one row: all builds, for rows by
 * submission date, and equal ones.
 */
export function groupKeys(keys: readonly CellKey[], kind: AggregateKind): { key: CellKey; ids: number[] }[] {
  const named = keys.map((key, id) => ({ id, key: kind === "build_id" ? key : { ...key, buildDate: "" } }));
  named.sort((a, b) => compareKeys(a.key, b.key));
  const groups: { key: CellKey; ids: number[] }[] = [];
  for (const { id, key } of named) {
    const last = groups.at(-1);
    if (last !== undefined && compareKeys(last.key, key) === 0) last.ids.push(id);
    else groups.push({ key, ids: [id] });
  }
  return groups;
}
