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
  cellTable(): number;
  cellSlots(): number;
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

/** Why the kernel leaves something out, by its number; callers number reasons of their own from 8 to 31. */
export const SUM_DROPS = [
  "",
  "no-histogram",
  "bad-sum",
  "bad-type",
  "negative-value",
  "not-a-number",
  "unknown-bucket",
  "excluded-metric",
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

/** How an entry's histograms describe their buckets; −1 where they don't. Values have the type −1. */
export interface SumVariant {
  readonly place: number;
  readonly entry: number;
  readonly type: number;
  readonly bucketCount: number;
  readonly low: number;
  readonly high: number;
}

/** A sum: the counters of a key and a variant. */
export interface SumCell {
  readonly keyId: number;
  /** The variant's place. */
  readonly variant: number;
  /** The first of its words in {@link SumKernel.words}: buckets, sum, count, fractions of the sum, two words each. */
  readonly word: number;
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
const ENTRY_BYTES = 32;
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
  #bytes: Buffer;
  #words: Uint32Array<ArrayBuffer>;

  /** @param isShaped - Whether histograms of one name with different descriptions are kept apart. */
  constructor(isShaped: boolean) {
    this.#memory = new wasm.Memory({ initial: HEAP_AT / PAGE_BYTES + 32 });
    const instance = new wasm.Instance(kernelModule(), { env: { memory: this.#memory } });
    this.#kernel = instance.exports as unknown as SumExports;
    this.#kernel.setScratch(SCRATCH_AT);
    this.#kernel.startSums(LOG_AT, LOG_BYTES, FLOATS_AT, FLOATS_BYTES, DROPS_AT, HEAP_AT, isShaped ? 1 : 0);
    this.#bytes = Buffer.from(this.#memory.buffer);
    this.#words = new Uint32Array(this.#memory.buffer);
  }

  /** All memory as words. Replaced when it grows. */
  get words(): Uint32Array<ArrayBuffer> {
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

  /** The entries that have not been looked at; each must be given a status before the log is added. */
  takeEntries(): SumEntry[] {
    const found: SumEntry[] = [];
    this.#refresh();
    const words = this.#words;
    for (let place = this.#kernel.newEntries.value; place !== 0; place = words[place / 4 + 7]!) {
      const at = place / 4;
      const tag = words[at + 1]!;
      const name = place + ENTRY_BYTES;
      const label = name + words[at + 2]!;
      found.push({
        place,
        section: tag & 0x3f,
        process: tag >>> 8,
        isGroup: (tag & GROUP) !== 0,
        isPart: (tag & PART) !== 0,
        name: this.#bytes.toString("utf8", name, label),
        label: this.#bytes.toString("utf8", label, label + words[at + 3]!),
      });
    }
    this.#kernel.newEntries.value = 0;
    return found;
  }

  /** Says what an entry is: summed, left out as excluded, or so strange that pings with it are read otherwise. */
  setStatus(entry: number, status: "fine" | "excluded" | "strange"): void {
    this.words[entry / 4 + 6] = { fine: 1, excluded: 2, strange: 3 }[status];
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

  /** All sums, in no order. */
  *cells(): Generator<SumCell> {
    const { words } = this;
    const table = this.#kernel.cellTable() / 4;
    const slots = this.#kernel.cellSlots();
    for (let i = 0; i < slots; i++) {
      const at = table + i * 4;
      const block = words[at + 2]!;
      if (block !== 0) yield { keyId: words[at]!, variant: words[at + 1]!, word: block / 4 };
    }
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
