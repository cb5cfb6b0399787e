import { crc32 } from "node:zlib";
import { hasWasmKernel, kernelModule } from "./wasm-projector.js";
import { type WasmMemory, wasm } from "./web-assembly.js";

interface InflateExports {
  readonly inflateAt: { readonly value: number };
  readonly inflateBytes: { readonly value: number };
  readonly inflateIn: { readonly value: number };
  readonly inflateOut: { readonly value: number };
  readonly foldedBytes: { readonly value: number };
  readonly foldBytes: { readonly value: number };
  setInflate(): void;
  startInflate(): void;
  inflate(p: number, end: number, out: number, limit: number, start: number, isWhole: number): number;
  foldCheck(at: number, byteLength: number, state: number, scratch: number): number;
}

/** Why {@link Inflater.inflate} stopped. */
export type InflateEnd = "needs-input" | "full" | "done" | "cut" | "damaged" | "paused";

const ENDS: readonly InflateEnd[] = ["needs-input", "full", "done", "cut", "damaged"];
const PAGE_BYTES = 65_536;
/** Room for what lies below the tables, for these, and to fold bytes in. */
const WORK_BYTES = 1 << 16;
/** Compressed bytes held at once. */
const INPUT_BYTES = 1 << 18;
/** So many of them are looked at by one call: streams without content, but made of many codes, take long. */
const SLICE_BYTES = 1 << 16;
/** How far back a match may reach. */
const HISTORY_BYTES = 1 << 15;
/** Content that is made at once: as much as stays in a core's own cache until it is looked at. */
const OUTPUT_BYTES = 1 << 18;
/** From so many bytes on, folding them first is worth it. */
const FOLDED_FROM = 1 << 13;
/** What loops may read or write behind their end. */
const SPARE_BYTES = 512;

/** Decompresses DEFLATE streams in WebAssembly: bytes are put in, and content comes out, without waiting for another thread. */
export class Inflater {
  readonly #kernel: InflateExports;
  readonly #bytes: Uint8Array;
  readonly #inputAt: number;
  readonly #foldAt: number;
  readonly #outputAt: number;
  #from: number;
  #until: number;
  #out: number;
  /** Where the content starts of what is being decompressed. */
  #start: number;

  constructor() {
    const initial = Math.ceil(
      (WORK_BYTES + INPUT_BYTES + HISTORY_BYTES + OUTPUT_BYTES + 3 * SPARE_BYTES) / PAGE_BYTES,
    );
    const memory: WasmMemory = new wasm.Memory({ initial });
    const instance = new wasm.Instance(kernelModule(), { env: { memory } });
    this.#kernel = instance.exports as unknown as InflateExports;
    this.#kernel.setInflate();
    this.#bytes = new Uint8Array(memory.buffer);
    this.#inputAt = this.#kernel.inflateAt.value + this.#kernel.inflateBytes.value;
    this.#foldAt = this.#inputAt + INPUT_BYTES + SPARE_BYTES;
    this.#outputAt = this.#foldAt + this.#kernel.foldBytes.value;
    this.#from = this.#inputAt;
    this.#until = this.#inputAt;
    this.#out = this.#outputAt;
    this.#start = this.#outputAt;
  }

  /** Compressed bytes that were put in and not used, until the next call. */
  get input(): Uint8Array {
    return this.#bytes.subarray(this.#from, this.#until);
  }

  /** Passes over compressed bytes. */
  skip(byteLength: number): void {
    this.#from += byteLength;
  }

  /** Puts compressed bytes in, behind those that are there; tells how many there was room for. */
  feed(bytes: Uint8Array): number {
    if (this.#from > this.#inputAt) {
      this.#bytes.copyWithin(this.#inputAt, this.#from, this.#until);
      this.#until -= this.#from - this.#inputAt;
      this.#from = this.#inputAt;
    }
    const fed = Math.min(bytes.length, this.#inputAt + INPUT_BYTES - this.#until);
    this.#bytes.set(fed === bytes.length ? bytes : bytes.subarray(0, fed), this.#until);
    this.#until += fed;
    return fed;
  }

  /** Starts a stream: what comes next refers to nothing before it. */
  start(): void {
    this.#kernel.startInflate();
    this.#start = this.#out;
  }

  /** Forgets all, for the next user. */
  reset(): void {
    this.#from = this.#until = this.#inputAt;
    this.#out = this.#start = this.#outputAt;
  }

  /**
   * Decompresses what was put in.
   *
   * @param isWhole - Whether nothing more will be put in.
   * @returns What came out, until the next call, and why there is no more; `paused` means that there may be.
   */
  inflate(isWhole: boolean): { readonly content: Uint8Array; readonly end: InflateEnd } {
    // Moved when there is much to be gained by it, not for each few bytes.
    if (this.#out > this.#outputAt + HISTORY_BYTES + OUTPUT_BYTES / 2) {
      const moved = this.#out - HISTORY_BYTES - this.#outputAt;
      this.#bytes.copyWithin(this.#outputAt, this.#out - HISTORY_BYTES, this.#out);
      this.#out -= moved;
      this.#start = Math.max(this.#start - moved, this.#outputAt);
    }
    const before = this.#out;
    const limit = this.#outputAt + HISTORY_BYTES + OUTPUT_BYTES;
    const until = Math.min(this.#until, this.#from + SLICE_BYTES);
    const isSlice = until < this.#until;
    const kernel = this.#kernel;
    const how = kernel.inflate(this.#from, until, before, limit, this.#start, isWhole && !isSlice ? 1 : 0);
    this.#from = kernel.inflateIn.value;
    this.#out = kernel.inflateOut.value;
    const end = ENDS[how]!;
    return {
      content: this.#bytes.subarray(before, this.#out),
      end: isSlice && end === "needs-input" ? "paused" : end,
    };
  }

  /** The CRC-32 of content that came out last, together with what came before it, whose CRC-32 is handed in. */
  check(content: Uint8Array, before: number): number {
    const { byteOffset, length } = content;
    if (length < FOLDED_FROM) return crc32(content, before);
    const kernel = this.#kernel;
    const at = kernel.foldCheck(byteOffset, length, ~before, this.#foldAt);
    return crc32(this.#bytes.subarray(at, at + kernel.foldedBytes.value + (length % 16)), 0xffff_ffff);
  }
}

const idle: Inflater[] = [];
/** Inflaters kept for the next stream: their memory costs more to make than to keep. */
const MOST_IDLE = 2;

/** Gives an inflater, or null where the platform has no WebAssembly with SIMD. Give it back when the stream is over. */
export function takeInflater(): Inflater | null {
  return hasWasmKernel() ? (idle.pop() ?? new Inflater()) : null;
}

/** Makes an inflater free for the next stream. */
export function giveBackInflater(inflater: Inflater): void {
  inflater.reset();
  if (idle.length < MOST_IDLE) idle.push(inflater);
}
