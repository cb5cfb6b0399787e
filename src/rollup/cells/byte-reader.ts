import { Buffer, isUtf8 } from "node:buffer";

/** Thrown where bytes are not what they should be; says where. */
export class BadBytes extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/** Reads what a byte writer wrote, and nothing else: numbers are in their shortest form. */
export class ByteReader {
  readonly #bytes: Buffer;
  #at = 0;
  readonly #end: number;
  /** The words of the 64-bit number that was read last. */
  low = 0;
  high = 0;

  /** @param end - Where in `bytes` what is read ends. */
  constructor(bytes: Uint8Array, end: number = bytes.length) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#end = end;
  }

  get at(): number {
    return this.#at;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#end;
  }

  byte(): number {
    if (this.#at >= this.#end) this.fail("the bytes end early");
    return this.#bytes[this.#at++]!;
  }

  /** Reads a number of at most 63 bits into {@link low} and {@link high}. */
  words(): void {
    let low = 0;
    let high = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      const part = byte & 0x7f;
      if (shift < 28) low += part * 2 ** shift;
      else if (shift === 28) {
        low += (part & 0xf) * 2 ** 28;
        high += part >>> 4;
      } else high += part * 2 ** (shift - 32);
      if (byte < 0x80) {
        if (byte === 0 && shift > 0) this.fail("a number is not in its shortest form");
        break;
      }
      if (shift >= 56) this.fail("a number is too large");
    }
    if (high > 0x7fff_ffff) this.fail("a number is too large");
    this.low = low;
    this.high = high;
  }

  /** Reads a whole number up to 2^53. */
  number(): number {
    this.words();
    if (this.high >= 2 ** 21) this.fail("a number is too large");
    return this.high * 2 ** 32 + this.low;
  }

  /** Reads how many things follow, each of at least a byte. */
  length(): number {
    const length = this.number();
    if (length > this.#end - this.#at) this.fail("the bytes end early");
    return length;
  }

  /** Reads the length in bytes of what follows. */
  byteLength(): number {
    if (this.#end - this.#at < 4) this.fail("the bytes end early");
    const length = this.#bytes.readUInt32LE(this.#at);
    this.#at += 4;
    if (length > this.#end - this.#at) this.fail("the bytes end early");
    return length;
  }

  text(): string {
    const length = this.length();
    const bytes = this.#bytes.subarray(this.#at, this.#at + length);
    if (!isUtf8(bytes)) this.fail("a text is not UTF-8");
    this.#at += length;
    return bytes.toString("utf8");
  }

  fail(message: string): never {
    throw new BadBytes(message, this.#at);
  }
}
