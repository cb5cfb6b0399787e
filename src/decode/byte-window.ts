import { Buffer } from "node:buffer";

/** A piece of a byte stream that grows at its end and is consumed from its start. */
export class ByteWindow {
  /** Bytes from `start` to `end` are the window; the rest is free space. */
  bytes: Buffer = Buffer.allocUnsafeSlow(1 << 18);
  start = 0;
  end = 0;
  /** The stream offset of `bytes[0]`. */
  base = 0;

  /** Copies a piece to the window's end. */
  append(piece: Uint8Array): void {
    const held = this.end - this.start;
    if (this.end + piece.length > this.bytes.length) {
      let target = this.bytes;
      if (held + piece.length > target.length) {
        target = Buffer.allocUnsafeSlow(Math.max(target.length * 2, held + piece.length));
      }
      this.bytes.copy(target, 0, this.start, this.end);
      this.bytes = target;
      this.base += this.start;
      this.start = 0;
      this.end = held;
    }
    this.bytes.set(piece, this.end);
    this.end += piece.length;
  }
}
