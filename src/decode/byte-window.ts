import { Buffer } from "node:buffer";
import type { Projector } from "../kernel/index.js";

const FIRST_BYTES = 1 << 18;

/**
 * A piece of a byte stream that grows at its end and is consumed from its start.
 *
 * It lies in the memory of a projector, where there is one. That memory moves when it grows, so `bytes` must be
 * read anew after `append`, `free` and `makeRoom`; the first two also move what is held.
 */
export class ByteWindow {
  /** Bytes from `start` to `end` are the window; the rest is free space. */
  bytes: Buffer;
  start = 0;
  end = 0;
  /** The stream offset of `bytes[0]`. */
  base = 0;
  readonly #projector: Projector | null;
  /** How much of `bytes` is the window's. */
  #capacity = FIRST_BYTES;

  constructor(projector: Projector | null = null) {
    this.#projector = projector;
    projector?.reserve(FIRST_BYTES);
    this.bytes = projector?.bytes ?? Buffer.allocUnsafeSlow(FIRST_BYTES);
  }

  /** Free space behind the window's end, where the next piece may be put; until `append`, `free` or `makeRoom`. */
  free(byteLength: number): Uint8Array {
    this.#makeFree(byteLength);
    return this.bytes.subarray(this.end, this.end + byteLength);
  }

  /** Adds a piece to the window's end: copies it, unless it has been put there. */
  append(piece: Uint8Array): void {
    const { bytes } = this;
    if (piece.buffer !== bytes.buffer || piece.byteOffset !== bytes.byteOffset + this.end) {
      // A piece in the free space, but not at its start, is where nothing needs to move.
      this.#makeFree(piece.length);
      this.bytes.set(piece, this.end);
    }
    this.end += piece.length;
  }

  #makeFree(byteLength: number): void {
    if (this.end + byteLength <= this.#capacity) return;
    const held = this.end - this.start;
    let target = this.bytes;
    if (held + byteLength > this.#capacity) {
      this.#capacity = Math.max(this.#capacity * 2, held + byteLength);
      this.#projector?.reserve(this.#capacity);
      this.bytes = this.#projector?.bytes ?? this.bytes;
      target = this.#projector?.bytes ?? Buffer.allocUnsafeSlow(this.#capacity);
    }
    this.bytes.copy(target, 0, this.start, this.end);
    this.bytes = target;
    this.base += this.start;
    this.start = 0;
    this.end = held;
  }

  /** Makes room in `bytes` for as many bytes that are not of the stream, until the next `append`; tells where. */
  makeRoom(byteLength: number): number {
    const at = (this.#capacity + 127) & ~63;
    this.#projector?.reserve(at + byteLength);
    if (this.#projector !== null) this.bytes = this.#projector.bytes;
    return at;
  }
}
