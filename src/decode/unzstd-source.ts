import type { ByteSource } from "./byte-source.js";
import { loadZstd, type ZstdFunctions } from "./load-zstd.js";

/** zstd's error codes are the highest numbers of an unsigned 32-bit result. */
const FIRST_ERROR = 0xffffff00;
/** How many bytes zstd asks for at the start of a frame. */
const FRAME_START_BYTES = 5;
const BLOCK_HEADER_BYTES = 3;

/**
 * Decompresses zstd, any number of frames, until its end or the first damaged block. A piece's memory serves again for the next.
 *
 * zstd is fed exactly the bytes it asks for, a block a call, since it keeps to itself what a failing call
 * decompressed before.
 */
export function unzstdSource(input: ByteSource): ByteSource {
  let decoder: ZstdStream | null = null;
  let piece: Uint8Array = new Uint8Array(0);
  let at = 0;
  let failure: string | null = null;
  let isOver = false;
  return {
    get failure() {
      return failure;
    },
    async next(room?: (byteLength: number) => Uint8Array): Promise<Uint8Array | null> {
      if (isOver) return null;
      const zstd = await loadZstd();
      if (isOver) return null;
      decoder ??= new ZstdStream(zstd);
      for (;;) {
        while (at >= piece.length && !decoder.isOutputFull) {
          const next = await input.next();
          if (isOver) return null;
          if (next === null) {
            isOver = true;
            if (decoder.isInsideFrame) failure = "zstd stream ends early";
            return null;
          }
          piece = next;
          at = 0;
        }
        const step = decoder.step(piece, at, room);
        if (step === null) {
          isOver = true;
          failure = "zstd stream is damaged";
          return null;
        }
        at += step.consumed;
        if (step.output.length > 0) return step.output;
      }
    },
    async close(): Promise<void> {
      isOver = true;
      decoder?.free();
      decoder = null;
      await input.close();
    },
  };
}

/** One decompression context with its buffers in WebAssembly memory. */
class ZstdStream {
  readonly #zstd: ZstdFunctions;
  readonly #context: number;
  readonly #input: number;
  readonly #inputBytes: number;
  readonly #output: number;
  readonly #outputBytes: number;
  readonly #inputBuffer: number;
  readonly #outputBuffer: number;
  /** What a step put out, if it was given no room: a copy, as the memory may move while another stream is decompressed. */
  readonly #piece: Uint8Array;
  #wanted = FRAME_START_BYTES;
  /** Whether zstd may hold more output, which it gives without further input. */
  isOutputFull = false;
  isInsideFrame = false;

  constructor(zstd: ZstdFunctions) {
    this.#zstd = zstd;
    this.#context = zstd.ZSTD_createDCtx();
    this.#inputBytes = zstd.ZSTD_DStreamInSize();
    this.#outputBytes = zstd.ZSTD_DStreamOutSize();
    this.#input = zstd.malloc(this.#inputBytes);
    this.#output = zstd.malloc(this.#outputBytes);
    this.#inputBuffer = zstd.malloc(12);
    this.#outputBuffer = zstd.malloc(12);
    this.#piece = new Uint8Array(this.#outputBytes);
  }

  /**
   * Feeds what zstd asked for, or what there is of it; `null` means that the bytes are damaged. The output lies in the
   * room that was given, or is gone with the next step.
   */
  step(
    bytes: Uint8Array,
    at: number,
    room: (byteLength: number) => Uint8Array = (byteLength) => this.#piece.subarray(0, byteLength),
  ): { consumed: number; output: Uint8Array } | null {
    const zstd = this.#zstd;
    // Behind a block zstd asks for the next block's header as well, where a damage would take the block along.
    const wanted = this.#wanted > BLOCK_HEADER_BYTES ? this.#wanted - BLOCK_HEADER_BYTES : this.#wanted;
    const fed = this.isOutputFull ? 0 : Math.min(wanted, this.#inputBytes, bytes.length - at);
    if (fed > 0) new Uint8Array(zstd.memory.buffer).set(bytes.subarray(at, at + fed), this.#input);
    let view = new DataView(zstd.memory.buffer);
    setBuffer(view, this.#inputBuffer, this.#input, fed);
    setBuffer(view, this.#outputBuffer, this.#output, this.#outputBytes);
    const result = zstd.ZSTD_decompressStream(this.#context, this.#outputBuffer, this.#inputBuffer) >>> 0;
    if (result >= FIRST_ERROR) return null;
    view = new DataView(zstd.memory.buffer);
    const written = view.getUint32(this.#outputBuffer + 8, true);
    const consumed = view.getUint32(this.#inputBuffer + 8, true);
    if (consumed === 0 && written === 0 && fed > 0) return null;
    this.#wanted = result === 0 ? FRAME_START_BYTES : result;
    this.isInsideFrame = result !== 0;
    this.isOutputFull = written === this.#outputBytes && result !== 0;
    const output = room(written);
    output.set(new Uint8Array(zstd.memory.buffer, this.#output, written));
    return { consumed, output };
  }

  free(): void {
    this.#zstd.ZSTD_freeDCtx(this.#context);
    for (const pointer of [this.#input, this.#output, this.#inputBuffer, this.#outputBuffer]) {
      this.#zstd.free(pointer);
    }
  }
}

/** Fills the C structure `{void* bytes; size_t size; size_t pos}`. */
function setBuffer(view: DataView, at: number, pointer: number, byteLength: number): void {
  view.setUint32(at, pointer, true);
  view.setUint32(at + 4, byteLength, true);
  view.setUint32(at + 8, 0, true);
}
