import { Buffer } from "node:buffer";
import { kernelModule } from "./wasm-projector.js";
import { type WasmMemory, wasm } from "./web-assembly.js";

interface SumExports {
  readonly newEntries: { value: number };
  readonly newVariants: { value: number };
  setScratch(at: number): void;
  startSums(
    log: number,
    logBytes: number,
    floats: number,
    floatsBytes: number,
    drops: number,
    heap: number,
    isShaped: number,
  ): void;
  readSection(section: number, process: number, start: number, end: number): number;
  addLog(keyId: number): number;
  dropLog(): void;
  allocate(byteLength: number): number;
  heapEnd(): number;
  lineTable(): number;
  lineSlots(): number;
  cellsHeld(): number;
  floatsHeld(): number;
}

/** The sections of a ping that hold what is summed. */
export const SECTIONS = {
  histograms: 0,
  keyedHistograms: 1,
  simpleMeasurements: 2,
  scalars: 3,
  keyedScalars: 4,
} as const;

/** Why something is left out, by number; callers number reasons of their own from 10 to 31. */
export const SUM_DROPS = [
  "",
  "no-histogram",
  "bad-sum",
  "bad-type",
  "negative-value",
  "not-a-number",
  "unknown-bucket",
  "excluded-metric",
  "bad-name",
  "bad-text",
] as const;

/** A name and label that was not met before, in a section of a process. */
export interface SumEntry {
  readonly place: number;
  readonly section: number;
  readonly process: number;
  /** Whether it stands for a name whose labels have entries of their own; nothing is added to it. */
  readonly isGroup: boolean;
  readonly name: string;
  /** The label of a keyed metric, or the part of a simple measurement. */
  readonly label: string;
  readonly isPart: boolean;
}

/**
 * How an entry's histograms describe their buckets; −1 where they don't. Values have the type −1. What is said of a variant of
 * a name holds for all labels of it.
 */
export interface SumVariant {
  readonly place: number;
  readonly entry: number;
  readonly type: number;
  readonly bucketCount: number;
  readonly low: number;
  readonly high: number;
}

/** The counters of a key and a variant, two words each; of the buckets those that hold something, ascending. */
export interface CellSums {
  sumLow: number;
  sumHigh: number;
  countLow: number;
  countHigh: number;
  /** Units of 2^-32 of the sum. */
  fractionLow: number;
  fractionHigh: number;
  used: number;
  readonly buckets: number[];
  readonly lows: number[];
  readonly highs: number[];
}

const PAGE_BYTES = 65_536;
const SCRATCH_AT = 1024;
const DROPS_AT = 8192;
const DROPS = 32;
const FLOATS_AT = 16_384;
const FLOATS_BYTES = 12 * 8192;
const INPUT_AT = 2 * PAGE_BYTES;
const INPUT_BYTES = 8 * 2 ** 20;
const LOG_AT: number = INPUT_AT + INPUT_BYTES + PAGE_BYTES;
const LOG_BYTES = 24 * 2 ** 20;
const HEAP_AT: number = LOG_AT + LOG_BYTES;
/** Where an entry's name starts, and a variant's members are; as `assembly/sums.ts` says. */
const ENTRY_BYTES = 40;
const LINE_CELLS = 16;
const GROUP = 0x80;
const PART = 0x40;

/**
 * Sums histograms and values from JSON text, in memory of its own: sections of a ping are read to a log, which is then
 * added to the counters of a key, or thrown away.
 *
 * What the names mean, and where their buckets lie, the caller says once for each new name and description.
 */
export class SumKernel {
  readonly #memory: WasmMemory;
  readonly #kernel: SumExports;
  readonly #isShaped: boolean;
  #bytes: Buffer;
  #words: Uint32Array<ArrayBuffer>;

  /** @param isShaped - Whether histograms of one name with different descriptions are kept apart. */
  constructor(isShaped: boolean) {
    this.#memory = new wasm.Memory({ initial: HEAP_AT / PAGE_BYTES + 32 });
    const instance = new wasm.Instance(kernelModule(), { env: { memory: this.#memory } });
    this.#kernel = instance.exports as unknown as SumExports;
    this.#kernel.setScratch(SCRATCH_AT);
    this.#isShaped = isShaped;
    this.#bytes = Buffer.from(this.#memory.buffer);
    this.#words = new Uint32Array(this.#memory.buffer);
    this.restart();
  }

  /** Forgets all names, layouts and sums; the memory is used again. */
  restart(): void {
    const isShaped = this.#isShaped ? 1 : 0;
    this.#kernel.startSums(LOG_AT, LOG_BYTES, FLOATS_AT, FLOATS_BYTES, DROPS_AT, HEAP_AT, isShaped);
    this.#floats = 0;
  }

  /** All memory as words. Replaced when it grows. */
  get words(): Uint32Array {
    this.#refresh();
    return this.#words;
  }

  /** How many bytes names and counters take. */
  get byteLength(): number {
    return this.#kernel.heapEnd() - HEAP_AT;
  }

  /** How many cells there are. */
  get size(): number {
    return this.#kernel.cellsHeld();
  }

  /**
   * Reads a section, which is JSON text, to the log.
   *
   * @returns Whether it was understood; if not, the log must be thrown away.
   */
  readSection(section: number, process: number, bytes: Buffer, start: number, end: number): boolean {
    if (end - start > INPUT_BYTES) return false;
    this.#refresh();
    bytes.copy(this.#bytes, INPUT_AT, start, end);
    const isRead = this.#kernel.readSection(section, process, INPUT_AT, INPUT_AT + end - start) !== 0;
    return isRead && this.#readFloats();
  }

  /** Throws away what was read since the log was last added. */
  dropLog(): void {
    this.#kernel.dropLog();
    this.#floats = 0;
  }

  /**
   * The names, and labels that are not plain ASCII, that have not been looked at; each must be given a status before the log
   * is added.
   */
  takeEntries(): SumEntry[] {
    const found: SumEntry[] = [];
    this.#refresh();
    for (let place = this.#kernel.newEntries.value; place !== 0; place = this.#words[place / 4 + 7]!) {
      found.push(this.#entry(place));
    }
    this.#kernel.newEntries.value = 0;
    return found;
  }

  /** For a variant of a label: the label's entry, and the variant of the name that was looked at in its stead. */
  labelledVariant(variant: number): { readonly entry: SumEntry; readonly template: number } {
    this.#refresh();
    return { entry: this.#entry(this.#words[variant / 4]!), template: this.#words[variant / 4 + 13]! };
  }

  #entry(place: number): SumEntry {
    const words = this.#words;
    const at = place / 4;
    const tag = words[at + 1]!;
    const name = place + ENTRY_BYTES;
    const label = name + words[at + 2]!;
    return {
      place,
      section: tag & 0x3f,
      process: tag >>> 8,
      isGroup: (tag & GROUP) !== 0,
      isPart: (tag & PART) !== 0,
      name: this.#bytes.toString("utf8", name, label),
      label: this.#bytes.toString("utf8", label, label + words[at + 3]!),
    };
  }

  /**
   * Says what an entry is: summed, left out as excluded or for its label's text, or so strange that pings with it are read
   * otherwise.
   */
  setStatus(entry: number, status: "fine" | "excluded" | "strange" | "bad-text"): void {
    this.words[entry / 4 + 6] = { fine: 1, excluded: 2, strange: 3, "bad-text": 4 }[status];
  }

  /** The descriptions that have not been looked at; each must be given a layout or a reason before the log is added. */
  takeVariants(): SumVariant[] {
    const found: SumVariant[] = [];
    this.#refresh();
    const read = (at: number): number => Number(this.#bytes.readBigInt64LE(at));
    for (let place = this.#kernel.newVariants.value; place !== 0; place = this.#words[place / 4 + 12]!) {
      found.push({
        place,
        entry: this.#words[place / 4]!,
        type: read(place + 8),
        bucketCount: read(place + 16),
        low: read(place + 24),
        high: read(place + 32),
      });
    }
    this.#kernel.newVariants.value = 0;
    return found;
  }

  /** Gives a variant its layout, a place that {@link SumKernel.addLayout} gave, or the reason why it has none. */
  setLayout(variant: number, layout: number): void {
    this.words[variant / 4 + 10] = layout;
  }

  /**
   * Stores a layout.
   *
   * @param bounds - The buckets' lower bounds, ascending from 0, below 2^32.
   * @param isOfValues - Whether single values are counted in it, each in the bucket that holds it.
   */
  addLayout(bounds: readonly number[], isOfValues: boolean): number {
    const isDirect = !isOfValues && bounds.every((bound, i) => bound === i);
    let slots = 4;
    while (slots < bounds.length * 2) slots *= 2;
    const mask = slots - 1;
    const tableAt = 16 + ((bounds.length * 4 + 7) & ~7);
    const place = this.#kernel.allocate(tableAt + slots * 8);
    this.#refresh();
    const at = place / 4;
    const words = this.#words;
    words.set([bounds.length, isOfValues ? 2 : isDirect ? 0 : 1, mask, place + tableAt], at);
    words.set(bounds, at + 4);
    bounds.forEach((bound, index) => {
      let slot = (Math.imul(bound, 0x9e3779b1) >>> 16) & mask;
      while (words[(place + tableAt) / 4 + slot * 2 + 1] !== 0) slot = (slot + 1) & mask;
      words.set([bound, index + 1], (place + tableAt) / 4 + slot * 2);
    });
    return place;
  }

  /**
   * Adds the log to the counters of a key.
   *
   * @returns False if it holds something strange: then nothing was added.
   */
  addLog(keyId: number): boolean {
    this.#floats = 0;
    return this.#kernel.addLog(keyId) !== 0;
  }

  /** How often each reason occurred, by number. */
  drops(): number[] {
    this.#refresh();
    return Array.from({ length: DROPS }, (_, i) => Number(this.#bytes.readBigInt64LE(DROPS_AT + i * 8)));
  }

  /**
   * Visits all sums, in no order.
   *
   * @param visit - Given the key's number, the variant's place, and the sums, which are valid until it returns.
   */
  eachCell(visit: (keyId: number, variant: number, sums: CellSums) => void): void {
    const { words } = this;
    const table = this.#kernel.lineTable() / 4;
    const slots = this.#kernel.lineSlots();
    const sums: CellSums = {
      sumLow: 0,
      sumHigh: 0,
      countLow: 0,
      countHigh: 0,
      fractionLow: 0,
      fractionHigh: 0,
      used: 0,
      buckets: [],
      lows: [],
      highs: [],
    };
    for (let i = 0; i < slots; i++) {
      const at = table + i * 4;
      const line = words[at + 2]! / 4;
      if (line === 0) continue;
      for (let cell = line; cell < line + LINE_CELLS * 2; cell += 2) {
        const place = words[cell + 1]!;
        if (place === 0) continue;
        this.#readBlock(words[cell]!, place, sums);
        visit(words[at]!, words[cell]!, sums);
      }
    }
  }

  #readBlock(variant: number, place: number, sums: CellSums): void {
    const words = this.#words;
    const block = place / 4;
    sums.sumLow = words[block + 2]!;
    sums.sumHigh = words[block + 3]!;
    sums.countLow = words[block + 4]!;
    sums.countHigh = words[block + 5]!;
    sums.fractionLow = words[block + 6]!;
    sums.fractionHigh = words[block + 7]!;
    sums.used = 0;
    const capacity = words[block]!;
    // A label's variant has the layout of its name's.
    const template = words[variant / 4 + 13]!;
    const layout = words[(template === 0 ? variant : template) / 4 + 10]! / 4;
    if (capacity === 0) this.#readDense(block + 8, words[layout]!, sums);
    else this.#readSparse(place + 32, capacity, words[block + 1]!, sums);
  }

  #readDense(first: number, buckets: number, sums: CellSums): void {
    const words = this.#words;
    for (let bucket = 0; bucket < buckets; bucket++) {
      const low = words[first + bucket * 2]!;
      const high = words[first + bucket * 2 + 1]!;
      if (low === 0 && high === 0) continue;
      sums.buckets[sums.used] = bucket;
      sums.lows[sums.used] = low;
      sums.highs[sums.used++] = high;
    }
  }

  #readSparse(place: number, capacity: number, used: number, sums: CellSums): void {
    const first = (place + capacity * 2) / 4;
    const { buckets, lows, highs } = sums;
    for (let i = 0; i < used; i++) {
      const bucket = this.#bytes.readUInt16LE(place + i * 2);
      // Sorted by insertion: mostly they are already.
      let at = i;
      for (; at > 0 && buckets[at - 1]! > bucket; at--) {
        buckets[at] = buckets[at - 1]!;
        lows[at] = lows[at - 1]!;
        highs[at] = highs[at - 1]!;
      }
      buckets[at] = bucket;
      lows[at] = this.#words[first + i * 2]!;
      highs[at] = this.#words[first + i * 2 + 1]!;
    }
    sums.used = used;
  }

  /** How many numbers with fractions of the log have been read. */
  #floats = 0;

  /** Reads the numbers that the module could not, before the section's text is overwritten; false if one is too large. */
  #readFloats(): boolean {
    const held = this.#kernel.floatsHeld();
    if (this.#floats === held) return true;
    this.#refresh();
    for (; this.#floats < held; this.#floats++) {
      const at = FLOATS_AT / 4 + this.#floats * 3;
      const [record, start, length] = [this.#words[at]!, this.#words[at + 1]!, this.#words[at + 2]!];
      const value = Number(this.#bytes.toString("latin1", start, start + length));
      if (!(value < 2 ** 63)) return false;
      const whole = Math.floor(value);
      const fraction = Math.round((value - whole) * 2 ** 32);
      const carried = fraction === 2 ** 32;
      this.#bytes.writeBigInt64LE(BigInt(whole) + (carried ? 1n : 0n), record + 8);
      this.#words[record / 4 + 4] = carried ? 0 : fraction;
    }
    return true;
  }

  #refresh(): void {
    if (this.#bytes.byteLength === this.#memory.buffer.byteLength) return;
    this.#bytes = Buffer.from(this.#memory.buffer);
    this.#words = new Uint32Array(this.#memory.buffer);
  }
}
