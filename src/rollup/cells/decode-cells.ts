import { DecodeError } from "../../errors.js";
import { isStorableText } from "../../text/index.js";
import { type DropReason, dropReasons } from "../drops.js";
import { layoutOfId } from "../metric-layout.js";
import type { RowShape } from "../row-shape.js";
import type { RollupAccount } from "../types.js";
import { AggregateCells } from "./aggregate-cells.js";
import { BadBytes, ByteReader } from "./byte-reader.js";
import { COUNT, FRACTION, SUM } from "./cell-store.js";
import { checksum } from "./checksum.js";
import { MAGIC } from "./encode-cells.js";
import { compareKeys, compareSeries, compareText } from "./sorted.js";

/** What encoded aggregates hold. */
export interface DecodedCells {
  readonly cells: AggregateCells;
  readonly shape: RowShape;
  readonly account: RollupAccount;
}

/**
 * Decodes aggregates, and refuses bytes that no encoder has written: what is accepted encodes to the same bytes.
 *
 * @throws {DecodeError} If the bytes are damaged, or of another version.
 */
export function decodeCells(bytes: Uint8Array): DecodedCells {
  try {
    const end = bytes.length - 4;
    if (end < MAGIC.length) throw new BadBytes("the bytes end early", bytes.length);
    MAGIC.forEach((byte, i) => {
      if (bytes[i] === byte) return;
      const what = i < MAGIC.length - 1 ? "they do not start as such" : `they are of version ${bytes[i]}`;
      throw new BadBytes(what, i);
    });
    const stored = new DataView(bytes.buffer, bytes.byteOffset + end, 4).getUint32(0, true);
    if (checksum(bytes.subarray(0, end)) !== stored) throw new BadBytes("the checksum is not right", end);
    return readAll(new ByteReader(bytes, end));
  } catch (error) {
    if (!(error instanceof BadBytes)) throw error;
    const { message, at } = error;
    throw new DecodeError(`cannot decode aggregates at byte ${at}: ${message}`, {
      key: "",
      byteOffset: at,
      kind: "aggregates",
    });
  }
}

/** The tables that encoded aggregates start with, before the cells. */
export interface CellTables {
  /** The keys and series, by their numbers; without cells. */
  readonly cells: AggregateCells;
  readonly shape: RowShape;
  readonly account: RollupAccount;
}

/** Reads what stands before the cells. */
export function readTables(reader: ByteReader): CellTables {
  for (const _ of MAGIC) reader.byte();
  const shape = readShape(reader);
  const account = readAccount(reader);
  const texts = readTexts(reader);
  const used = new Uint8Array(texts.length);
  const text = (place: number = reader.number()): string => {
    const found = texts[place];
    if (found === undefined) reader.fail("a reference leads nowhere");
    used[place] = 1;
    return found;
  };
  const cells = new AggregateCells();
  readKeys(reader, cells, shape, text);
  readSeries(reader, cells, text);
  if (used.includes(0)) reader.fail("a text is not used");
  return { cells, shape, account };
}

function readAll(reader: ByteReader): DecodedCells {
  const { cells, shape, account } = readTables(reader);
  const isUsed = new Uint8Array(cells.series.length);
  for (let key = 0; key < cells.keys.length; key++) {
    const end = reader.byteLength() + reader.at;
    readCells(reader, cells, key, isUsed);
    if (reader.at !== end) reader.fail("a key's cells are not as long as they say");
  }
  if (isUsed.includes(0)) reader.fail("a series has no cells");
  if (!reader.isAtEnd) reader.fail("bytes follow the last cell");
  return { cells, shape, account };
}

function readShape(reader: ByteReader): RowShape {
  const profile = reader.text();
  const dimensions: string[] = [];
  for (let left = reader.length(); left > 0; left--) dimensions.push(reader.text());
  const flags = reader.byte();
  if (flags > 3) reader.fail("a flag is unknown");
  return { profile, dimensions, child: flags & 1 ? "boolean" : "text", byClient: (flags & 2) !== 0 };
}

function readAccount(reader: ByteReader): RollupAccount {
  const pings = reader.number();
  const [droppedPings, droppedValues] = [readDrops(reader), readDrops(reader)];
  return { pings, droppedPings, droppedValues };
}

function readDrops(reader: ByteReader): Record<string, number> {
  const drops: Record<string, number> = {};
  let before = "";
  for (let left = reader.length(); left > 0; left--) {
    const reason = reader.text();
    if (!Object.hasOwn(dropReasons, reason) || reason <= before) reader.fail("a reason is unknown");
    before = reason;
    const count = reader.number();
    if (count === 0) reader.fail("a reason does not occur");
    drops[reason satisfies string as DropReason] = count;
  }
  return drops;
}

function readTexts(reader: ByteReader): string[] {
  const texts: string[] = [];
  for (let left = reader.length(); left > 0; left--) {
    const text = reader.text();
    const before = texts.at(-1);
    if (before !== undefined && compareText(before, text) >= 0) reader.fail("the texts are not sorted");
    if (!isStorableText(text)) reader.fail("a text holds what none may");
    texts.push(text);
  }
  return texts;
}

function readKeys(
  reader: ByteReader,
  cells: AggregateCells,
  shape: RowShape,
  text: (place?: number) => string,
): void {
  for (let left = reader.length(); left > 0; left--) {
    const [submissionDate, channel, version, buildDate, client] = [text(), text(), text(), text(), text()];
    const values = shape.dimensions.map(() => {
      const value = reader.number();
      return value < 2 ? value === 1 : text(value - 2);
    });
    const before = cells.keys.at(-1);
    const key = { submissionDate, channel, version, buildDate, values, client };
    if (before !== undefined && compareKeys(before, key) >= 0) reader.fail("the keys are not sorted");
    cells.keyId(key);
  }
}

function readSeries(reader: ByteReader, cells: AggregateCells, text: () => string): void {
  for (let left = reader.length(); left > 0; left--) {
    const [metric, label, process, id] = [text(), text(), text(), text()];
    const layout = layoutOfId(id);
    if (layout === null) reader.fail("a layout is unknown");
    const series = { metric, label, process, layout };
    const before = cells.series.at(-1);
    if (before !== undefined && compareSeries(before, series) >= 0) reader.fail("the series are not sorted");
    cells.seriesId(series);
  }
}

/** Reads the cells of a key, and adds them to it. */
export function readCells(reader: ByteReader, cells: AggregateCells, key: number, isUsed: Uint8Array): void {
  const { store } = cells;
  const count = reader.length();
  if (count === 0) reader.fail("a key has no cells");
  let next = 0;
  for (let left = count; left > 0; left--) {
    const series = next + reader.number();
    if (series >= cells.series.length) reader.fail("a cell is of no series");
    next = series + 1;
    isUsed[series] = 1;
    const cell = cells.cell(key, series);
    const buckets = cells.buckets(series);
    reader.words();
    store.addWords(cell, SUM, reader.low, reader.high);
    reader.words();
    if (reader.low === 0 && reader.high === 0) reader.fail("a cell counts nothing");
    store.addWords(cell, COUNT, reader.low, reader.high);
    reader.words();
    if (reader.high !== 0) reader.fail("a fraction is no fraction");
    const isFull = store.low(cell, SUM) === 0xffff_ffff && store.high(cell, SUM) === 0x7fff_ffff;
    if (isFull && reader.low !== 0) reader.fail("a full sum has a fraction");
    store.addWords(cell, FRACTION, reader.low, 0);
    let bucket = 0;
    for (let used = reader.length(); used > 0; used--) {
      bucket += reader.number();
      if (bucket >= buckets) reader.fail("a bucket is none of the layout's");
      reader.words();
      if (reader.low === 0 && reader.high === 0) reader.fail("a bucket holds nothing");
      store.addWordsToBucket(cell, bucket, reader.low, reader.high);
      bucket += 1;
    }
  }
}
