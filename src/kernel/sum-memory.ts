import { Buffer } from "node:buffer";
import type { SumEntry, SumVariant } from "./sums.js";
import { kernelModule } from "./wasm-projector.js";
import { type WasmMemory, wasm } from "./web-assembly.js";

/** What the module exports for sums. */
export interface SumExports {
  readonly newEntries: { value: number };
  readonly newVariants: { value: number };
  readonly newProcess: { readonly value: number };
  setScratch(at: number): void;
  setSpill(at: number): void;
  setLateChecks(at: number): void;
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
  readProcesses(wanted: number, wantedOfParent: number, start: number, end: number): number;
  readChildren(wanted: number, process: number, start: number, end: number): number;
  addLog(keyId: number): void;
  dropLog(): void;
  allocate(byteLength: number): number;
  heapEnd(): number;
  directoryTable(): number;
  keysHeld(): number;
  labelBuckets(): number;
  labelBucketCount(): number;
  cellsHeld(): number;
  floatsHeld(): number;
}

const PAGE_BYTES = 65_536;
const SCRATCH_AT = 1024;
const DROPS_AT = 8192;
const DROPS = 32;
/** Room for the levels of deeply nested values, 512 words. */
const SPILL_AT = 9216;
/** Room for what is checked some blocks late, 12,288 bytes. */
const LATE_AT = 13_312;
const FLOATS_AT = 25_600;
const FLOATS_BYTES = 12 * 8192;
const INPUT_AT = 2 * PAGE_BYTES;
const INPUT_BYTES = 8 * 2 ** 20;
const LOG_AT: number = INPUT_AT + INPUT_BYTES + PAGE_BYTES;
const LOG_BYTES = 24 * 2 ** 20;
const HEAP_AT: number = LOG_AT + LOG_BYTES;

// Bits of an entry's tag, as assembly/sum-names.ts says.
const GROUP = 0x80;
const PART = 0x40;
const SECTION_BITS = 0x3f;

// Where the bytes of entries, variants and log records are, as assembly/ says.
const ENTRY_LENGTH = 4;
const ENTRY_GROUP = 8;
const ENTRY_NUMBER = 24;
const ENTRY_STATUS = 28;
const ENTRY_NEXT = 64;
const ENTRY_LONG = 68;
const VARIANT_ENTRY = 76;
const VARIANT_TYPE = 80;
const VARIANT_BUCKETS = 88;
const VARIANT_LOW = 96;
const VARIANT_HIGH = 104;
const VARIANT_LAYOUT = 112;
const VARIANT_QUEUE = 116;
const VARIANT_TEMPLATE = 120;
const LOG_SUM = 8;
const LOG_FRACTION = 16;

/** The number of each status that an entry may have. */
const STATUSES = { fine: 1, excluded: 2, strange: 3, "bad-text": 4 } as const;
export type SumStatus = keyof typeof STATUSES;

/** The module with memory of its own for sums: where in it everything lies, and how it is written there. */
export class SumMemory {
  readonly kernel: SumExports;
  readonly #memory: WasmMemory;
  #bytes: Buffer;
  #words: Uint32Array<ArrayBuffer>;

  constructor() {
    this.#memory = new wasm.Memory({ initial: HEAP_AT / PAGE_BYTES + 32 });
    const instance = new wasm.Instance(kernelModule(), { env: { memory: this.#memory } });
    this.kernel = instance.exports as unknown as SumExports;
    this.kernel.setScratch(SCRATCH_AT);
    this.kernel.setSpill(SPILL_AT);
    this.kernel.setLateChecks(LATE_AT);
    this.#bytes = Buffer.from(this.#memory.buffer);
    this.#words = new Uint32Array(this.#memory.buffer);
  }

  /** Forgets all that was on the heap, which is used again. */
  restart(isShaped: boolean): void {
    const shaped = isShaped ? 1 : 0;
    this.kernel.startSums(LOG_AT, LOG_BYTES, FLOATS_AT, FLOATS_BYTES, DROPS_AT, HEAP_AT, shaped);
  }

  /** All memory as words and as bytes. Replaced when it grows. */
  get words(): Uint32Array {
    this.#refresh();
    return this.#words;
  }
  get bytes(): Buffer {
    this.#refresh();
    return this.#bytes;
  }

  /** How many bytes of the heap are used. */
  get heapBytes(): number {
    return this.kernel.heapEnd() - HEAP_AT;
  }

  /** Copies text to where the module reads it: gives its end there, or 0 if it is too long. It starts at {@link SumMemory.inputStart}. */
  setInput(bytes: Buffer, start: number, end: number): number {
    if (end - start > INPUT_BYTES) return 0;
    bytes.copy(this.bytes, INPUT_AT, start, end);
    return INPUT_AT + end - start;
  }

  readonly inputStart: number = INPUT_AT;

  /** The entries from one on that are linked to each other. */
  entriesFrom(place: number): SumEntry[] {
    const { words } = this;
    const found: SumEntry[] = [];
    for (let at = place; at !== 0; at = words[(at + ENTRY_NEXT) / 4]!) found.push(this.entry(at));
    return found;
  }

  entry(place: number): SumEntry {
    const tag = this.words[place / 4]!;
    const group = this.#words[(place + ENTRY_GROUP) / 4]!;
    const text = this.entryText(place);
    return {
      place,
      section: tag & SECTION_BITS,
      process: tag >>> 8,
      isGroup: (tag & GROUP) !== 0,
      isPart: (tag & PART) !== 0,
      name: group === 0 ? text : this.entryText(group),
      label: group === 0 ? "" : text,
    };
  }

  entryText(place: number): string {
    const start = this.words[(place + ENTRY_LONG) / 4]!;
    return this.bytes.toString("utf8", start, start + this.#words[(place + ENTRY_LENGTH) / 4]!);
  }

  setStatus(entry: number, status: SumStatus): void {
    this.bytes.writeUInt16LE(STATUSES[status], entry + ENTRY_STATUS);
  }

  setProcess(entry: number, process: number): void {
    this.words[(entry + ENTRY_NUMBER) / 4] = process;
  }

  /** The variants from one on that are linked to each other. */
  variantsFrom(place: number): SumVariant[] {
    const { words, bytes } = this;
    const found: SumVariant[] = [];
    const read = (at: number): number => Number(bytes.readBigInt64LE(at));
    for (let at = place; at !== 0; at = words[(at + VARIANT_QUEUE) / 4]!) {
      found.push({
        place: at,
        entry: words[(at + VARIANT_ENTRY) / 4]!,
        type: read(at + VARIANT_TYPE),
        bucketCount: read(at + VARIANT_BUCKETS),
        low: read(at + VARIANT_LOW),
        high: read(at + VARIANT_HIGH),
      });
    }
    return found;
  }

  entryOf(variant: number): SumEntry {
    return this.entry(this.words[(variant + VARIANT_ENTRY) / 4]!);
  }

  /** The variant of the name that a label's variant has its layout of; 0 for variants that are no label's. */
  templateOf(variant: number): number {
    return this.words[(variant + VARIANT_TEMPLATE) / 4]!;
  }

  layoutOf(variant: number): number {
    const template = this.templateOf(variant);
    return this.#words[((template === 0 ? variant : template) + VARIANT_LAYOUT) / 4]!;
  }

  setLayout(variant: number, layout: number): void {
    this.words[(variant + VARIANT_LAYOUT) / 4] = layout;
  }

  /** Stores a layout: see assembly/sum-layouts.ts. */
  addLayout(bounds: readonly number[], isOfValues: boolean): number {
    const isDirect = !isOfValues && bounds.every((bound, i) => bound === i);
    let slots = 4;
    while (slots < bounds.length * 2) slots *= 2;
    const mask = slots - 1;
    const tableAt = 16 + ((bounds.length * 4 + 7) & ~7);
    const place = this.kernel.allocate(tableAt + slots * 8);
    const { words } = this;
    words.set([bounds.length, isOfValues ? 2 : isDirect ? 0 : 1, mask, place + tableAt], place / 4);
    words.set(bounds, place / 4 + 4);
    bounds.forEach((bound, index) => {
      let slot = (Math.imul(bound, 0x9e3779b1) >>> 16) & mask;
      while (words[(place + tableAt) / 4 + slot * 2 + 1] !== 0) slot = (slot + 1) & mask;
      words.set([bound, index + 1], (place + tableAt) / 4 + slot * 2);
    });
    return place;
  }

  /** The text of the i-th number with a fraction that the log holds. */
  floatText(i: number): string {
    const at = FLOATS_AT / 4 + i * 3;
    const start = this.words[at + 1]!;
    return this.bytes.toString("latin1", start, start + this.#words[at + 2]!);
  }

  /** Writes what that number is to the log's record of it. */
  setFloat(i: number, whole: bigint, fraction: number): void {
    const record = this.words[FLOATS_AT / 4 + i * 3]!;
    this.bytes.writeBigInt64LE(whole, record + LOG_SUM);
    this.words[(record + LOG_FRACTION) / 4] = fraction;
  }

  /** How often each reason occurred, by number. */
  drops(): number[] {
    const { bytes } = this;
    return Array.from({ length: DROPS }, (_, i) => Number(bytes.readBigInt64LE(DROPS_AT + i * 8)));
  }

  #refresh(): void {
    if (this.#bytes.byteLength === this.#memory.buffer.byteLength) return;
    this.#bytes = Buffer.from(this.#memory.buffer);
    this.#words = new Uint32Array(this.#memory.buffer);
  }
}
