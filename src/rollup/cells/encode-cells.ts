import type { RowShape } from "../row-shape.js";
import type { RollupAccount } from "../types.js";
import type { AggregateCells } from "./aggregate-cells.js";
import { ByteWriter } from "./byte-writer.js";
import { type CellStore, COUNT, FRACTION, SUM } from "./cell-store.js";
import { checksum } from "./checksum.js";
import { compareKeys, compareSeries, compareText } from "./sorted.js";

/** The first bytes of encoded aggregates: a name and the version of the format. */
export const MAGIC: readonly number[] = [0x50, 0x46, 0x52, 0x55, 1];

/**
 * Encodes aggregates. The same aggregates give the same bytes, in whatever order they were made: everything is sorted, and
 * only what cells refer to is written.
 *
 * All whole numbers are unsigned LEB128; a text is its length in bytes and UTF-8; a reference is a position in the table
 * of texts, which is sorted. The format: magic, shape, account, texts, keys, series, for each key the length of its cells in
 * bytes (four, the lowest first) and the cells, CRC-32.
 */
export function encodeCells(cells: AggregateCells, shape: RowShape, account: RollupAccount): Uint8Array {
  const keys = Array.from(cells.keys.keys())
    .filter((id) => cells.cellsOf[id]!.size > 0)
    .sort((a, b) => compareKeys(cells.keys[a]!, cells.keys[b]!));
  const used = new Set<number>();
  for (const id of keys) for (const series of cells.cellsOf[id]!.keys()) used.add(series);
  const series = [...used].sort((a, b) => compareSeries(cells.series[a]!, cells.series[b]!));
  const ranks = new Map(series.map((id, rank) => [id, rank]));

  const texts = new Set<string>();
  for (const id of keys) {
    const { submissionDate, channel, version, buildDate, values, client } = cells.keys[id]!;
    for (const text of [submissionDate, channel, version, buildDate, client]) texts.add(text);
    for (const value of values) if (typeof value === "string") texts.add(value);
  }
  for (const id of series) {
    const { metric, label, process, layout } = cells.series[id]!;
    for (const text of [metric, label, process, layout.id]) texts.add(text);
  }
  const table = [...texts].sort(compareText);
  const places = new Map(table.map((text, place) => [text, place]));

  const writer = new ByteWriter();
  for (const byte of MAGIC) writer.byte(byte);
  writeShape(writer, shape);
  writeAccount(writer, account);
  writer.number(table.length);
  for (const text of table) writer.text(text);
  const refer = (text: string): void => writer.number(places.get(text)!);

  writer.number(keys.length);
  for (const id of keys) {
    const { submissionDate, channel, version, buildDate, values, client } = cells.keys[id]!;
    for (const text of [submissionDate, channel, version, buildDate, client]) refer(text);
    for (const value of values) {
      // Booleans are 0 and 1, texts follow.
      if (typeof value === "boolean") writer.number(value ? 1 : 0);
      else writer.number(places.get(value)! + 2);
    }
  }
  writer.number(series.length);
  for (const id of series) {
    const { metric, label, process, layout } = cells.series[id]!;
    for (const text of [metric, label, process, layout.id]) refer(text);
  }
  for (const id of keys) {
    const sorted = [...cells.cellsOf[id]!].sort(([a], [b]) => ranks.get(a)! - ranks.get(b)!);
    const length = writer.startLength();
    writer.number(sorted.length);
    let next = 0;
    for (const [seriesId, cell] of sorted) {
      const rank = ranks.get(seriesId)!;
      writer.number(rank - next);
      next = rank + 1;
      writeCell(writer, cells.store, cell);
    }
    writer.endLength(length);
  }
  return writer.finish(checksum);
}

function writeShape(writer: ByteWriter, { profile, dimensions, child, byClient }: RowShape): void {
  writer.text(profile);
  writer.number(dimensions.length);
  for (const name of dimensions) writer.text(name);
  writer.byte((child === "boolean" ? 1 : 0) | (byClient ? 2 : 0));
}

function writeAccount(writer: ByteWriter, { pings, droppedPings, droppedValues }: RollupAccount): void {
  writer.number(pings);
  for (const drops of [droppedPings, droppedValues]) {
    const entries = Object.entries(drops).sort(([a], [b]) => compareText(a, b));
    writer.number(entries.length);
    for (const [reason, count] of entries) {
      writer.text(reason);
      writer.number(count);
    }
  }
}

/** A cell: sum, count, fraction, then how many buckets hold something, and of each the distance from the one before, and its count. */
function writeCell(writer: ByteWriter, store: CellStore, cell: number): void {
  store.settle(cell);
  for (const counter of [SUM, COUNT, FRACTION])
    writer.words(store.low(cell, counter), store.high(cell, counter));
  const used = store.used(cell);
  writer.number(used);
  let next = 0;
  for (let i = 0; i < used; i++) {
    const bucket = store.bucket(cell, i);
    writer.number(bucket - next);
    next = bucket + 1;
    writer.words(store.bucketLow(cell, i), store.bucketHigh(cell, i));
  }
}
