/** What a zstd frame starts with (RFC 8878, section 3.1.1). */
export const ZSTD_MAGIC: Uint8Array = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd);
const FRAME = 0xfd2fb528;
/** Frames that hold something else, to be skipped: 16 numbers from this one on. */
const SKIPPABLE = 0x184d2a50;
const MOST_HEADER_BYTES = 14;
/** A step has no more blocks, each of which makes up to 128 KiB of as little as four bytes. */
const MOST_BLOCKS = 32;

/** What comes next: a field of known length, or bytes that are only passed over. */
type Part =
  | "magic"
  | "skipped-size"
  | "skipped"
  | "descriptor"
  | "header"
  | "block-header"
  | "block"
  | "checksum";

/** The next bytes of a stream. */
export interface FrameStep {
  /** Where they end. */
  readonly end: number;
  /** Whether they belong to a frame with content, behind its magic number. */
  readonly isContent: boolean;
  /** Whether a frame with content starts behind them; its magic number has been passed over. */
  readonly startsFrame: boolean;
}

/** Tells where zstd frames start and end, by their headers and the sizes of their blocks, without decompressing them. */
export class ZstdFrames {
  #part: Part = "magic";
  /** How many bytes of the part are still to come. */
  #left = 4;
  /** A field's bytes so far. */
  readonly #field = new Uint8Array(MOST_HEADER_BYTES);
  #held = 0;
  #hasChecksum = false;
  #isLast = false;

  /** Whether the stream may not end here. */
  get isInside(): boolean {
    return this.#part !== "magic" || this.#held > 0;
  }

  /**
   * Looks at the bytes from `at` on, at least one, up to the start or end of a frame or what makes some 4 MiB.
   *
   * @returns `null` if these are no frames of today's zstd.
   */
  step(bytes: Uint8Array, at: number): FrameStep | null {
    let end = at;
    let blocks = 0;
    const isContent = !["magic", "skipped-size", "skipped"].includes(this.#part);
    while (end < bytes.length) {
      const taken = Math.min(this.#left, bytes.length - end);
      if (this.#part !== "block" && this.#part !== "skipped" && this.#part !== "checksum") {
        this.#field.set(bytes.subarray(end, end + taken), this.#held);
        this.#held += taken;
      }
      end += taken;
      this.#left -= taken;
      while (this.#left === 0) {
        const before = this.#part;
        if (!this.#finishPart()) return null;
        if (before === "magic" && this.#part === "descriptor")
          return { end, isContent: false, startsFrame: true };
        if (before === "block") blocks++;
        if (this.#part === "magic" || blocks === MOST_BLOCKS) return { end, isContent, startsFrame: false };
      }
    }
    return { end, isContent, startsFrame: false };
  }

  /** Goes on to what follows a part; false if it can't be one. */
  #finishPart(): boolean {
    const field = new DataView(this.#field.buffer);
    const first = this.#field[0]!;
    switch (this.#part) {
      case "magic": {
        const magic = field.getUint32(0, true);
        if (magic === FRAME) return this.#expect("descriptor", 1);
        return (magic & ~15) === SKIPPABLE && this.#expect("skipped-size", 4);
      }
      case "skipped-size":
        return this.#expect("skipped", field.getUint32(0, true));
      case "descriptor": {
        const isSingle = (first & 0x20) !== 0;
        const sizeBytes = [isSingle ? 1 : 0, 2, 4, 8][first >> 6]!;
        const dictionaryBytes = [0, 1, 2, 4][first & 3]!;
        this.#hasChecksum = (first & 4) !== 0;
        const isReserved = (first & 8) !== 0;
        return !isReserved && this.#expect("header", (isSingle ? 0 : 1) + dictionaryBytes + sizeBytes);
      }
      case "header":
        return this.#expect("block-header", 3);
      case "block-header": {
        const header = field.getUint16(0, true) + this.#field[2]! * 0x10000;
        this.#isLast = (header & 1) !== 0;
        const type = (header >> 1) & 3;
        return type !== 3 && this.#expect("block", type === 1 ? 1 : header >> 3);
      }
      case "block":
        if (!this.#isLast) return this.#expect("block-header", 3);
        return this.#expect("checksum", this.#hasChecksum ? 4 : 0);
      default:
        return this.#expect("magic", 4);
    }
  }

  #expect(part: Part, byteLength: number): true {
    this.#part = part;
    this.#left = byteLength;
    this.#held = 0;
    return true;
  }
}
