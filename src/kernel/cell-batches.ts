import { Buffer } from "node:buffer";
import type { CellBatch, CellColumn } from "./projector.js";
import type { WasmMemory } from "./web-assembly.js";

/** What the kernel's module does for it. */
export interface BatchExports {
  setBatches(
    starts: number,
    ends: number,
    flags: number,
    base: number,
    columns: number,
    untaken: number,
  ): void;
  startColumn(column: number, slot: number, sort: number): void;
  emptyColumn(column: number): void;
  takeCells(count: number): number;
  takeCell(column: number): number;
}

// As assembly/cell-batches.ts says.
const ROWS = 256;
const DISTINCT = 1024;
const VALID = 64;
const CELLS: number = VALID + ROWS;
const ENDS: number = CELLS + ROWS * 16;
const TEXT: number = ENDS + (DISTINCT + 1) * 4 + 2048 * 4;
/** With what may be written behind them. */
const TEXT_BYTES = 32_768 + 64;
const HEAD_WORDS = 6;
const SORT = 1;
const LENGTH = 2;
const MISSING = 3;
const STRINGS = 4;
const UUIDS = 0;
const NUMBERS = 1;
const CODES = 2;
const TEXTS = 3;
const sortOf: Record<CellColumn["sort"], number> = { uuid: UUIDS, number: NUMBERS, string: CODES, any: 4 };
const TAKEN = 0;
const FULL = 1;

/** Columns that are taken at most; one takes a good 48 KiB, or 5 where it has no strings. */
const MOST_COLUMNS = 64;
/** A column is not asked for any more when it has left so many cells, and at least one in eight. */
const MANY_LEFT = 32;

/** Who is handed what is taken, and reads what is left. Columns are told by their place in the list given. */
export interface CellReceiver {
  /** Rows of a column, the next ones. The batch is used up when this returns. */
  takeBatch(column: number, batch: CellBatch): void;
  /** The next row of a column, which the current record's cell is to make. */
  takeLeft(column: number): void;
}

/**
 * Takes the values of records into columns, in the memory of a projector, and hands them on many rows at once.
 *
 * What a browser's pings usually hold is taken: numbers of up to 15 digits, ASCII strings without escapes, UUIDs. All else is
 * left to the receiver, cell by cell, and a column that leaves many altogether.
 */
export class CellBatches {
  readonly #kernel: BatchExports;
  readonly #columns: readonly CellColumn[];
  readonly #listAt: number;
  /** Where each column is, by its place. */
  readonly #at: readonly number[];
  /** The columns that are taken, and those that are not. */
  #taken: number[] = [];
  #others: number[] = [];
  readonly #rows: number[];
  readonly #left: number[];
  #bytes!: Buffer;
  #untaken!: Uint32Array;

  /** How much of a projector's memory these columns take. */
  static byteLength(columns: readonly CellColumn[]): number {
    return placesOf(columns, 0).end;
  }

  /**
   * @param at - Where its part of the memory is; a multiple of 64.
   * @param spans - Where the projector's spans are, by slot, and its bytes.
   */
  constructor(
    kernel: BatchExports,
    columns: readonly CellColumn[],
    at: number,
    spans: { readonly starts: number; readonly ends: number; readonly flags: number; readonly base: number },
  ) {
    this.#kernel = kernel;
    this.#columns = columns;
    this.#listAt = at;
    this.#at = placesOf(columns, at).places;
    this.#rows = columns.map(() => 0);
    this.#left = columns.map(() => 0);
    const { starts, ends, flags, base } = spans;
    kernel.setBatches(starts, ends, flags, base, at, at + MOST_COLUMNS * 4);
  }

  /** Looks at the memory anew, after it has grown. */
  view({ buffer }: WasmMemory): void {
    this.#bytes = Buffer.from(buffer);
    this.#untaken = new Uint32Array(buffer, this.#listAt + MOST_COLUMNS * 4, MOST_COLUMNS);
  }

  /** The columns that are taken. */
  get taken(): readonly number[] {
    return this.#taken;
  }

  /** The columns that nobody takes: their cells are the receiver's, record by record, before the record is taken. */
  get others(): readonly number[] {
    return this.#others;
  }

  /** Forgets all rows. */
  start(): void {
    this.#taken = this.#columns.map((_, place) => place).filter((place) => this.#at[place]! >= 0);
    this.#others = this.#columns.map((_, place) => place).filter((place) => this.#at[place]! < 0);
    for (const place of this.#taken) {
      const { slot, sort } = this.#columns[place]!;
      this.#kernel.startColumn(this.#at[place]!, slot, sortOf[sort]);
      this.#rows[place] = 0;
      this.#left[place] = 0;
    }
    this.#list();
  }

  /** Takes the current record's cells. */
  take(receiver: CellReceiver): void {
    const count = this.#kernel.takeCells(this.#taken.length);
    if (count > 0) this.#settle(Array.from(this.#untaken.subarray(0, count)), receiver);
  }

  /** Hands on all that has been taken. */
  end(receiver: CellReceiver): void {
    for (const place of this.#taken) this.#handOn(place, receiver);
  }

  #settle(places: readonly number[], receiver: CellReceiver): void {
    const columns = places.map((place) => this.#taken[place]!);
    for (const column of columns) {
      const at = this.#at[column]!;
      let outcome = this.#kernel.takeCell(at);
      if (outcome === FULL) {
        this.#handOn(column, receiver);
        outcome = this.#kernel.takeCell(at);
      }
      if (outcome === TAKEN) continue;
      this.#handOn(column, receiver);
      receiver.takeLeft(column);
      this.#left[column]! += 1;
      this.#rows[column]! += 1;
      if (this.#left[column]! < MANY_LEFT || this.#left[column]! * 8 < this.#rows[column]!) continue;
      this.leave(column, receiver);
    }
  }

  /** Takes no more of a column. */
  leave(column: number, receiver: CellReceiver): void {
    this.#handOn(column, receiver);
    this.#taken = this.#taken.filter((taken) => taken !== column);
    this.#others = [...this.#others, column];
    this.#list();
  }

  #handOn(column: number, receiver: CellReceiver): void {
    const at = this.#at[column]!;
    const { buffer } = this.#bytes;
    const head = new Uint32Array(buffer, at, HEAD_WORDS);
    const length = head[LENGTH]!;
    if (length === 0) return;
    this.#rows[column]! += length;
    const rows = { length, missing: head[MISSING]!, valid: new Uint8Array(buffer, at + VALID, length) };
    receiver.takeBatch(column, this.#batchOf(at, head, rows));
    this.#kernel.emptyColumn(at);
  }

  #batchOf(
    at: number,
    head: Uint32Array,
    rows: { readonly length: number; readonly missing: number; readonly valid: Uint8Array },
  ): CellBatch {
    const { buffer } = this.#bytes;
    const sort = head[SORT]!;
    if (sort === UUIDS)
      return { ...rows, sort: "uuids", words: new Uint32Array(buffer, at + CELLS, rows.length * 4) };
    if (sort === CODES || sort === TEXTS) {
      const ends = new Uint32Array(buffer, at + ENDS, (sort === CODES ? head[STRINGS]! : rows.length) + 1);
      const texts = { ...rows, bytes: this.#bytes, ends };
      if (sort === TEXTS) return { ...texts, sort: "texts" };
      return { ...texts, sort: "codes", codes: new Uint32Array(buffer, at + CELLS, rows.length) };
    }
    // Where no value has decided yet, all are missing.
    return { ...rows, sort: "numbers", numbers: new Float64Array(buffer, at + CELLS, rows.length) };
  }

  #list(): void {
    new Uint32Array(this.#bytes.buffer, this.#listAt, MOST_COLUMNS).set(
      this.#taken.map((place) => this.#at[place]!),
    );
  }
}

/** Where each column is, -1 for those for which there is no place, and where the last one ends. */
function placesOf(columns: readonly CellColumn[], at: number): { places: number[]; end: number } {
  let end = at + MOST_COLUMNS * 8;
  let count = 0;
  const places = columns.map(({ slot, sort }) => {
    if (slot < 0 || count === MOST_COLUMNS) return -1;
    count += 1;
    const place = end;
    end += sort === "uuid" || sort === "number" ? ENDS : TEXT + TEXT_BYTES;
    end = (end + 63) & ~63;
    return place;
  });
  return { places, end };
}
