import { WORD } from "../exact.js";

/** The words of the largest signed 64-bit integer. */
const MAX_HIGH = 0x7fff_ffff;
const MAX_LOW = 0xffff_ffff;

// A cell: how many buckets hold something, how many there is room for, three counters, then of each bucket its index and count.
const USED = 0;
const CAPACITY = 1;
/** Where a cell's counters are. `FRACTION` counts units of 2^-32 of the sum. */
export const SUM = 2;
export const COUNT = 4;
export const FRACTION = 6;
const ENTRIES = 8;
const ENTRY_WORDS = 3;
const FIRST_CAPACITY = 4;

/**
 * Cells: histograms with a sum and a count, of which only the buckets are stored that hold something.
 *
 * Counters are from 0 to 2^63 − 1, two words each. One that would exceed that stays there: adding is then still
 * associative, and the overflow can be seen.
 */
export class CellStore {
  #words: Uint32Array<ArrayBuffer> = new Uint32Array(1 << 12);
  #end = 0;
  #places: Uint32Array<ArrayBuffer> = new Uint32Array(1 << 8);
  #size = 0;
  /** Places of cells that have moved, by the logarithm of their capacity. */
  readonly #free: number[][] = [];
  /** Whether any counter has overflowed. */
  hasOverflowed = false;

  /** How many cells there are. */
  get size(): number {
    return this.#size;
  }

  get byteLength(): number {
    return (this.#end + this.#size) * 4;
  }

  /** Makes an empty cell, and gives its number: they count up from 0. */
  allocate(): number {
    if (this.#size === this.#places.length) {
      const grown = new Uint32Array(this.#size * 2);
      grown.set(this.#places);
      this.#places = grown;
    }
    this.#places[this.#size] = this.#take(FIRST_CAPACITY);
    return this.#size++;
  }

  /** Forgets all cells. */
  clear(): void {
    this.#end = 0;
    this.#size = 0;
    this.#free.length = 0;
  }

  /** Adds a whole number from 0 to 2^63 to a counter of a cell: {@link SUM}, {@link COUNT} or {@link FRACTION}. */
  add(cell: number, counter: number, amount: number | bigint): void {
    const at = this.#places[cell]! + counter;
    if (typeof amount === "number") this.#add(at, amount % WORD, Math.floor(amount / WORD));
    else this.#add(at, Number(amount & 0xffff_ffffn), Number(amount >> 32n));
  }

  /** Adds a number of two words to a counter. */
  addWords(cell: number, counter: number, low: number, high: number): void {
    this.#add(this.#places[cell]! + counter, low, high);
  }

  /** Adds a whole number from 0 to 2^63 to a bucket. */
  addToBucket(cell: number, bucket: number, amount: number | bigint): void {
    if (typeof amount === "number")
      this.addWordsToBucket(cell, bucket, amount % WORD, Math.floor(amount / WORD));
    else this.addWordsToBucket(cell, bucket, Number(amount & 0xffff_ffffn), Number(amount >> 32n));
  }

  /** Adds a number of two words to a bucket; nothing if it is 0. */
  addWordsToBucket(cell: number, bucket: number, low: number, high: number): void {
    if (low === 0 && high === 0) return;
    let words = this.#words;
    let place = this.#places[cell]!;
    const used = words[place + USED]!;
    const first = place + ENTRIES;
    // Mostly buckets come in order.
    let at = used;
    while (at > 0 && words[first + (at - 1) * ENTRY_WORDS]! > bucket) at--;
    if (at > 0 && words[first + (at - 1) * ENTRY_WORDS] === bucket) {
      this.#add(first + (at - 1) * ENTRY_WORDS + 1, low, high);
      return;
    }
    if (used === words[place + CAPACITY]) {
      place = this.#move(cell);
      words = this.#words;
    }
    const entry = place + ENTRIES + at * ENTRY_WORDS;
    words.copyWithin(entry + ENTRY_WORDS, entry, place + ENTRIES + used * ENTRY_WORDS);
    words[entry] = bucket;
    words[entry + 1] = 0;
    words[entry + 2] = 0;
    words[place + USED] = used + 1;
    this.#add(entry + 1, low, high);
  }

  /** Adds a cell of this or another store to one of this. */
  addCell(cell: number, from: CellStore, fromCell: number): void {
    const words = from.#words;
    const place = from.#places[fromCell]!;
    for (let counter = SUM; counter <= FRACTION; counter += 2) {
      this.addWords(cell, counter, words[place + counter]!, words[place + counter + 1]!);
    }
    const used = words[place + USED]!;
    for (let i = 0; i < used; i++) {
      const entry = place + ENTRIES + i * ENTRY_WORDS;
      this.addWordsToBucket(cell, words[entry]!, words[entry + 1]!, words[entry + 2]!);
    }
  }

  /** Carries whole units from the fraction of a cell's sum to the sum. */
  settle(cell: number): void {
    const at = this.#places[cell]!;
    const carried = this.#words[at + FRACTION + 1]!;
    if (carried !== 0) {
      this.#words[at + FRACTION + 1] = 0;
      this.#add(at + SUM, carried, 0);
    }
    if (this.#isFull(at + SUM)) this.#words[at + FRACTION] = 0;
  }

  /** A counter's value. */
  value(cell: number, counter: number): bigint {
    return this.#value(this.#places[cell]! + counter);
  }

  /** A counter's lower and upper word. */
  low(cell: number, counter: number): number {
    return this.#words[this.#places[cell]! + counter]!;
  }
  high(cell: number, counter: number): number {
    return this.#words[this.#places[cell]! + counter + 1]!;
  }

  /** How many buckets hold something. */
  used(cell: number): number {
    return this.#words[this.#places[cell]! + USED]!;
  }

  /** The index of the i-th bucket that holds something; they ascend. */
  bucket(cell: number, i: number): number {
    return this.#words[this.#places[cell]! + ENTRIES + i * ENTRY_WORDS]!;
  }

  /** The lower and upper word of the count of the i-th bucket that holds something. */
  bucketLow(cell: number, i: number): number {
    return this.#words[this.#places[cell]! + ENTRIES + i * ENTRY_WORDS + 1]!;
  }
  bucketHigh(cell: number, i: number): number {
    return this.#words[this.#places[cell]! + ENTRIES + i * ENTRY_WORDS + 2]!;
  }

  /** The count of the i-th bucket that holds something. */
  bucketValue(cell: number, i: number): bigint {
    return this.#value(this.#places[cell]! + ENTRIES + i * ENTRY_WORDS + 1);
  }

  /** Whether any counter of a cell has overflowed, so that it tells nothing. */
  isFull(cell: number): boolean {
    if (!this.hasOverflowed) return false;
    const place = this.#places[cell]!;
    if (this.#isFull(place + SUM) || this.#isFull(place + COUNT)) return true;
    for (let i = this.used(cell); i > 0; i--) {
      if (this.#isFull(place + ENTRIES + (i - 1) * ENTRY_WORDS + 1)) return true;
    }
    return false;
  }

  /** The counts of all buckets, then the sum and the count. */
  histogram(cell: number, buckets: number): BigInt64Array {
    const histogram = new BigInt64Array(buckets + 2);
    for (let i = this.used(cell) - 1; i >= 0; i--)
      histogram[this.bucket(cell, i)] = this.bucketValue(cell, i);
    histogram[buckets] = this.value(cell, SUM);
    histogram[buckets + 1] = this.value(cell, COUNT);
    return histogram;
  }

  #value(at: number): bigint {
    const high = this.#words[at + 1]!;
    const low = this.#words[at]!;
    return high < 2 ** 21 ? BigInt(high * WORD + low) : (BigInt(high) << 32n) | BigInt(low);
  }

  #isFull(at: number): boolean {
    return this.#words[at + 1] === MAX_HIGH && this.#words[at] === MAX_LOW;
  }

  #add(at: number, low: number, high: number): void {
    const words = this.#words;
    const lower = words[at]! + low;
    const upper = words[at + 1]! + high + (lower >= WORD ? 1 : 0);
    if (upper < MAX_HIGH || (upper === MAX_HIGH && lower % WORD < MAX_LOW)) {
      words[at] = lower;
      words[at + 1] = upper;
      return;
    }
    this.hasOverflowed = true;
    words[at] = MAX_LOW;
    words[at + 1] = MAX_HIGH;
  }

  /** Moves a cell to where there is more room. */
  #move(cell: number): number {
    const from = this.#places[cell]!;
    const capacity = this.#words[from + CAPACITY]!;
    const to = this.#take(capacity * 2);
    const words = this.#words;
    words.copyWithin(to + SUM, from + SUM, from + ENTRIES + capacity * ENTRY_WORDS);
    words[to + USED] = words[from + USED]!;
    this.#places[cell] = to;
    const size = Math.log2(capacity);
    this.#free[size] ??= [];
    this.#free[size].push(from);
    return to;
  }

  #take(capacity: number): number {
    const free = this.#free[Math.log2(capacity)]?.pop();
    const length = ENTRIES + capacity * ENTRY_WORDS;
    const place = free ?? this.#end;
    if (free === undefined) {
      this.#end += length;
      if (this.#end > this.#words.length) {
        const grown = new Uint32Array(Math.max(this.#end, this.#words.length * 2));
        grown.set(this.#words);
        this.#words = grown;
      }
    }
    this.#words.fill(0, place, place + ENTRIES);
    this.#words[place + CAPACITY] = capacity;
    return place;
  }
}
