import { Buffer } from "node:buffer";
import { type BatchExports, CellBatches } from "./cell-batches.js";
import { type HekaExports, HekaWalk } from "./heka-walk.js";
import { layOutTrie } from "./lay-out-trie.js";
import { moduleBytes } from "./module-bytes.js";
import type { CellColumn, PathTrie, Projector, ProjectorOptions } from "./projector.js";
import { type WasmMemory, type WasmModule, wasm } from "./web-assembly.js";

interface KernelExports extends HekaExports, BatchExports {
  readonly membersNext: { readonly value: number };
  readonly deferred: { readonly value: number };
  setScratch(at: number): void;
  setSpill(at: number): void;
  setLateChecks(at: number): void;
  setOutput(levels: number, starts: number, ends: number, flags: number, base: number): void;
  project(node: number, start: number, end: number, checked: number, isDeferring: number): number;
  projectLine(node: number, start: number, end: number): number;
  listMembers(at: number, end: number, isObject: number, base: number, out: number, capacity: number): number;
  unsnappy(at: number, byteLength: number, target: number, capacity: number): number;
}

const PAGE_BYTES = 65_536;
/** What loops may read behind the text they were given. */
const SPARE_BYTES = 64;
/** The memory ends so far behind the bytes that documents are put in. */
const TAIL_BYTES = 64;
/** Room for open containers on wanted paths, and for a key that is being unescaped. */
const LEVELS_BYTES = 1024 * 12;
const SCRATCH_BYTES = 4096 + 64;
/** Room for the levels of deeply nested values. */
const SPILL_BYTES = 512 * 8;
/** Room for what is checked some blocks late. */
const LATE_BYTES = 12_288;
/** How many members are listed by one call. */
const MEMBERS = 1024;
const MEMBER_WORDS = 6;
// What of a text is checked to be JSON.
const CHECK_NOTHING = 0;
const CHECK_ALL = 1;
const CHECK_WANTED = 2;
const OPEN_OBJECT = 0x7b;
const OPEN_LIST = 0x5b;

let compiled: WasmModule | null = null;

/** The kernel's module, compiled once; threads are handed it rather than compile it again. */
export function kernelModule(): WasmModule {
  compiled ??= new wasm.Module(Buffer.from(moduleBytes, "base64"));
  return compiled;
}

/** Takes a module that another thread has compiled. */
export function useKernelModule(module: WasmModule): void {
  compiled = module;
}

/** Whether this platform runs the kernel's module: WebAssembly with SIMD. */
export function hasWasmKernel(): boolean {
  try {
    kernelModule();
    return true;
  } catch {
    return false;
  }
}

/**
 * Makes a projector that runs in WebAssembly; it finds values several times as fast as `JSON.parse` makes them.
 *
 * Its memory grows with the longest text and never shrinks.
 */
export function createWasmProjector(trie: PathTrie, options: ProjectorOptions = {}): WasmProjector {
  return new WasmProjector(trie, options.validate ?? true, options.deferred ?? [], options.columns ?? []);
}

/**
 * The layout of its memory, in order: the trie, open containers, a key, levels of nested values, what is checked late, spans
 * by slot, listed members, a Heka message, columns, and then the bytes that documents are put in, which all positions count
 * from.
 */
export class WasmProjector implements Projector {
  bytes: Buffer;
  starts!: Uint32Array;
  ends!: Uint32Array;
  flags!: Uint8Array;
  members: Uint32Array = new Uint32Array(MEMBERS * MEMBER_WORDS);
  readonly heka: HekaWalk;
  readonly batches: CellBatches | null;
  readonly #memory: WasmMemory;
  readonly #kernel: KernelExports;
  readonly #nodes: readonly number[];
  readonly #checked: number;
  readonly #deferred: readonly number[];
  readonly #slots: number;
  readonly #startsAt: number;
  readonly #endsAt: number;
  readonly #flagsAt: number;
  readonly #membersAt: number;
  readonly #base: number;

  constructor(
    trie: PathTrie,
    isChecked: boolean,
    deferred: readonly number[],
    columns: readonly CellColumn[],
  ) {
    const layout = layOutTrie(trie, 1024, deferred);
    const { slots } = trie;
    const levelsAt = layout.end;
    const scratchAt = levelsAt + LEVELS_BYTES;
    const spillAt = scratchAt + SCRATCH_BYTES;
    const lateAt = spillAt + SPILL_BYTES;
    this.#startsAt = lateAt + LATE_BYTES;
    this.#endsAt = this.#startsAt + slots * 4;
    this.#flagsAt = this.#endsAt + slots * 4;
    this.#membersAt = aligned(this.#flagsAt + slots);
    const hekaAt = aligned(this.#membersAt + MEMBERS * MEMBER_WORDS * 4);
    const batchesAt = aligned(hekaAt + HekaWalk.byteLength);
    this.#base = batchesAt + (columns.length === 0 ? 0 : CellBatches.byteLength(columns));
    this.#slots = slots;
    this.#nodes = layout.nodes;
    this.#checked = isChecked ? CHECK_ALL : CHECK_WANTED;
    this.#deferred = deferred;
    this.#memory = new wasm.Memory({
      initial: Math.ceil((this.#base + SPARE_BYTES + TAIL_BYTES) / PAGE_BYTES),
    });
    new Uint8Array(this.#memory.buffer).set(layout.bytes, 1024);
    const instance = new wasm.Instance(kernelModule(), { env: { memory: this.#memory } });
    this.#kernel = instance.exports as unknown as KernelExports;
    this.#kernel.setScratch(scratchAt);
    this.#kernel.setSpill(spillAt);
    this.#kernel.setLateChecks(lateAt);
    this.#kernel.setOutput(levelsAt, this.#startsAt, this.#endsAt, this.#flagsAt, this.#base);
    this.heka = new HekaWalk(this.#kernel, hekaAt, this.#base);
    const spans = { starts: this.#startsAt, ends: this.#endsAt, flags: this.#flagsAt, base: this.#base };
    this.batches = columns.length === 0 ? null : new CellBatches(this.#kernel, columns, batchesAt, spans);
    this.bytes = this.#view();
  }

  reserve(byteLength: number): void {
    if (byteLength + SPARE_BYTES <= this.bytes.length) return;
    const pages = Math.ceil((this.#base + byteLength + SPARE_BYTES + TAIL_BYTES) / PAGE_BYTES);
    this.#memory.grow(pages - this.#memory.buffer.byteLength / PAGE_BYTES);
    this.bytes = this.#view();
  }

  clear(): void {
    this.ends.fill(0);
  }

  project(node: number, start: number, end: number, isKnown = false): boolean {
    const base = this.#base;
    const at = this.#nodes[node]!;
    return (
      this.#kernel.project(at, base + start, base + end, isKnown ? CHECK_NOTHING : this.#checked, 0) !== 0
    );
  }

  projectLine(start: number, end: number): number {
    const base = this.#base;
    const found = this.#kernel.projectLine(this.#nodes[0]!, base + start, base + end);
    return found === 0 ? -1 : found - base;
  }

  projectDeferring(start: number, end: number): boolean {
    const kernel = this.#kernel;
    const base = this.#base;
    if (kernel.project(this.#nodes[0]!, base + start, base + end, this.#checked, 1) === 0) return false;
    let found = 0;
    for (const slot of this.#deferred) {
      if (this.ends[slot] === 0) continue;
      const first = this.bytes[this.starts[slot]!];
      if (first === OPEN_OBJECT || first === OPEN_LIST) found += 1;
    }
    return kernel.deferred.value === found;
  }

  isJson(start: number, end: number): boolean {
    return this.#kernel.project(0, this.#base + start, this.#base + end, CHECK_ALL, 0) !== 0;
  }

  listMembers(start: number, end: number): number {
    const isObject = this.bytes[start] === OPEN_OBJECT ? 1 : 0;
    const found = new Uint32Array(this.#memory.buffer, this.#membersAt, MEMBERS * MEMBER_WORDS);
    let count = 0;
    let at = this.#base + start;
    do {
      const listed = this.#kernel.listMembers(
        at,
        this.#base + end,
        isObject,
        this.#base,
        this.#membersAt,
        MEMBERS,
      );
      const words = (count + listed) * MEMBER_WORDS;
      if (words > this.members.length) {
        const larger = new Uint32Array(Math.max(words, this.members.length * 2));
        larger.set(this.members);
        this.members = larger;
      }
      this.members.set(found.subarray(0, listed * MEMBER_WORDS), count * MEMBER_WORDS);
      count += listed;
      at = this.#kernel.membersNext.value;
    } while (at !== 0);
    return count;
  }

  unsnappy(start: number, end: number, target: number, capacity: number): number {
    return this.#kernel.unsnappy(this.#base + start, end - start, this.#base + target, capacity);
  }

  #view(): Buffer {
    const { buffer } = this.#memory;
    this.starts = new Uint32Array(buffer, this.#startsAt, this.#slots);
    this.ends = new Uint32Array(buffer, this.#endsAt, this.#slots);
    this.flags = new Uint8Array(buffer, this.#flagsAt, this.#slots);
    this.heka.view(this.#memory);
    this.batches?.view(this.#memory);
    return Buffer.from(buffer, this.#base, buffer.byteLength - this.#base - TAIL_BYTES);
  }
}

function aligned(at: number): number {
  return (at + 63) & ~63;
}
