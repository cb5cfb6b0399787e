import { Buffer } from "node:buffer";
import { WORD } from "../exact.js";

/** Writes bytes, whole numbers as unsigned LEB128, and texts. */
export class ByteWriter {
  #bytes = Buffer.alloc(1 << 14);
  #end = 0;

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#end++] = value;
  }

  /** Writes a whole number from 0 to 2^53. */
  number(value: number): void {
    this.words(value % WORD, Math.floor(value / WORD));
  }

  /** Writes a 64-bit number given as two words. */
  words(low: number, high: number): void {
    this.#reserve(10);
    let lower = low;
    let upper = high;
    while (upper !== 0 || lower > 0x7f) {
      this.#bytes[this.#end++] = (lower & 0x7f) | 0x80;
      lower = ((lower >>> 7) | (upper << 25)) >>> 0;
      upper >>>= 7;
    }
    this.#bytes[this.#end++] = lower;
  }

  text(text: string): void {
    const length = Buffer.byteLength(text);
    this.number(length);
    this.#reserve(length);
    this.#end += this.#bytes.write(text, this.#end);
  }

  /** Leaves room for the length of what follows, and gives its place to {@link ByteWriter.endLength}. */
  startLength(): number {
    this.#reserve(4);
    this.#end += 4;
    return this.#end;
  }

  endLength(start: number): void {
    this.#bytes.writeUInt32LE(this.#end - start, start - 4);
  }

  /** Ends with the checksum of all bytes before it, and gives them all. */
  finish(checksum: (bytes: Uint8Array) => number): Uint8Array {
    this.#reserve(4);
    const sum = checksum(this.#bytes.subarray(0, this.#end));
    this.#end = this.#bytes.writeUInt32LE(sum, this.#end);
    return new Uint8Array(this.#bytes.subarray(0, this.#end));
  }

  #reserve(length: number): void {
    if (this.#end + length <= this.#bytes.length) return;
    const grown = Buffer.alloc(Math.max(this.#end + length, this.#bytes.length * 2));
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}
