import { crc32 } from "node:zlib";
import type { Inflater } from "../kernel/index.js";

const MAGIC = [0x1f, 0x8b] as const;
const DEFLATE = 8;
const FIXED_BYTES = 10;
const TRAILER_BYTES = 8;
/** Bits of a header's flags: what follows its fixed part. */
const HAS_CHECK = 2;
const HAS_EXTRA = 4;
const HAS_NAME = 8;
const HAS_COMMENT = 16;
const RESERVED = 0xe0;
/** A header that is longer has a name or comment that is none. */
const MOST_HEADER_BYTES = 1 << 17;
const CUT = "gzip stream ends early";
const DAMAGED = "gzip stream is damaged";

/** Reads gzip members (RFC 1952) out of an inflater: headers, content, checks, and zeroes between and behind members. */
export class GunzipStream {
  /** Why there is no more content, other than that it has ended. */
  failure: string | null = null;
  isOver = false;
  readonly #inflater: Inflater;
  #place: "between" | "header" | "content" | "trailer" = "header";
  #check = 0;
  #byteLength = 0;

  constructor(inflater: Inflater) {
    this.#inflater = inflater;
  }

  /**
   * Gives what can be decompressed of the bytes that were put in, a piece at a time; null if nothing, because more bytes are
   * needed or all is over. A piece may be empty.
   *
   * @param isWhole - Whether nothing more will be put in.
   */
  read(isWhole: boolean): Uint8Array | null {
    const inflater = this.#inflater;
    while (!this.isOver) {
      const { input } = inflater;
      if (this.#place === "between") {
        const zeroes = input.findIndex((byte) => byte !== 0);
        inflater.skip(zeroes < 0 ? input.length : zeroes);
        if (zeroes >= 0) this.#place = "header";
        else if (isWhole) this.isOver = true;
        else return null;
      } else if (this.#place === "header") {
        const length = headerLength(input);
        if (length === "bad" || (length !== "short" && length > MOST_HEADER_BYTES)) this.#fail(DAMAGED);
        else if (length === "short" && isWhole) this.#fail(CUT);
        else if (length === "short") return this.#wait(input);
        else this.#start(length);
      } else if (this.#place === "trailer") {
        const state = this.#stateOfTrailer(input);
        if (state === "bad") this.#fail(DAMAGED);
        else if (state === "short" && isWhole) this.#fail(CUT);
        else if (state === "short") return null;
        else {
          inflater.skip(TRAILER_BYTES);
          this.#place = "between";
        }
      } else {
        const { content, end } = inflater.inflate(isWhole);
        if (end === "done") this.#place = "trailer";
        if (end === "cut") this.#fail(CUT);
        if (end === "damaged") this.#fail(DAMAGED);
        if (content.length > 0) {
          this.#check = inflater.check(content, this.#check);
          this.#byteLength += content.length;
        }
        if (content.length > 0 || end === "paused") return content;
        if (end === "needs-input") return null;
      }
    }
    return null;
  }

  #wait(input: Uint8Array): null {
    if (input.length >= MOST_HEADER_BYTES) this.#fail(DAMAGED);
    return null;
  }

  #start(headerBytes: number): void {
    this.#inflater.skip(headerBytes);
    this.#inflater.start();
    this.#place = "content";
    this.#check = 0;
    this.#byteLength = 0;
  }

  /** Compares the checksum as soon as it is there, and the length. */
  #stateOfTrailer(input: Uint8Array): "right" | "short" | "bad" {
    const view = new DataView(input.buffer, input.byteOffset, input.length);
    if (input.length < 4) return "short";
    if (view.getUint32(0, true) !== this.#check) return "bad";
    if (input.length < TRAILER_BYTES) return "short";
    return view.getUint32(4, true) === this.#byteLength % 2 ** 32 ? "right" : "bad";
  }

  #fail(failure: string): void {
    this.failure = failure;
    this.isOver = true;
  }
}

/** How long the header is that bytes start with. */
function headerLength(bytes: Uint8Array): number | "short" | "bad" {
  if (bytes.length < MAGIC.length) return "short";
  if (MAGIC.some((byte, i) => bytes[i] !== byte)) return "bad";
  if (bytes.length < 4) return "short";
  const flags = bytes[3]!;
  if (bytes[2] !== DEFLATE || (flags & RESERVED) !== 0) return "bad";
  if (bytes.length < FIXED_BYTES) return "short";
  let at = FIXED_BYTES;
  if ((flags & HAS_EXTRA) !== 0) {
    if (bytes.length < at + 2) return "short";
    at += 2 + bytes[at]! + 256 * bytes[at + 1]!;
  }
  for (const flag of [HAS_NAME, HAS_COMMENT]) {
    if ((flags & flag) === 0) continue;
    const end = bytes.indexOf(0, at);
    if (end < 0 || at > bytes.length) return "short";
    at = end + 1;
  }
  if ((flags & HAS_CHECK) !== 0) {
    if (bytes.length < at + 2) return "short";
    if ((crc32(bytes.subarray(0, at)) & 0xffff) !== bytes[at]! + 256 * bytes[at + 1]!) return "bad";
    at += 2;
  }
  return at > bytes.length ? "short" : at;
}
