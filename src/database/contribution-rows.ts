import type { RowText } from "./row-text.js";
import type { MergeRow } from "./types.js";

// Comes first, and changes with the format; what development versions kept as text begins with a digit.
const FORMAT = 1;
// Seven bits a byte: 64 take ten bytes.
const LONGEST_NUMBER = 10;
const [LOW, HIGH] = new Int32Array(BigInt64Array.of(1n).buffer)[0] === 1 ? [0, 1] : [1, 0];

/** A row on its way to the staging table. */
export interface StagedRow extends Pick<MergeRow, "histogram" | "clientHistogram"> {
  readonly partition: number;
  readonly layout: number;
}

/** A row of what a day gave to history. */
export interface ContributedRow extends StagedRow {
  /** Its dimensions, as JSON in UTF-8. */
  readonly dimensions: Uint8Array;
}

/**
 * Writes what a day gives, to be kept: the rows that are copied to the server, but numbers take as few bytes as they need,
 * so that there is half as much to compress.
 */
export class ContributionWriter {
  #bytes: Buffer;
  #end: number;

  /** @param byteLength - How many bytes there is room for at first. */
  constructor(byteLength: number) {
    this.#bytes = Buffer.allocUnsafeSlow(Math.max(1, byteLength));
    this.#end = this.#bytes.writeUInt8(FORMAT);
  }

  /** Gives the bytes of the rows written so far, which stay as they are, and begins anew. */
  take(): Uint8Array {
    const taken = this.#bytes.subarray(0, this.#end);
    this.#bytes = Buffer.allocUnsafeSlow(this.#bytes.length);
    this.#end = this.#bytes.writeUInt8(FORMAT);
    return taken;
  }

  /** Writes one row, of which `text` has layout and dimensions. */
  write({ partition, layout, histogram, clientHistogram }: StagedRow, text: RowText): void {
    const byteLength = text.end - text.start;
    const elements = histogram.length + (clientHistogram?.length ?? 0);
    this.#reserve(byteLength + (elements + 5) * LONGEST_NUMBER);
    this.#number(partition);
    this.#number(layout);
    this.#number(byteLength);
    this.#end += text.bytes.copy(this.#bytes, this.#end, text.start, text.end);
    this.#array(histogram);
    if (clientHistogram === null) this.#number(0);
    else this.#array(clientHistogram);
  }

  #array(array: BigInt64Array): void {
    this.#number(array.length);
    const halves = new Int32Array(array.buffer, array.byteOffset, array.length * 2);
    for (let i = 0; i < halves.length; i += 2) this.#number(halves[i + LOW]!, halves[i + HIGH]!);
  }

  /** A number of 64 bits, the lowest seven first; a bit more in each byte says that another follows. */
  #number(low: number, high = 0): void {
    const bytes = this.#bytes;
    let at = this.#end;
    while (high !== 0) {
      bytes[at++] = (low & 127) | 128;
      low = (low >>> 7) | (high << 25);
      high >>>= 7;
    }
    for (low >>>= 0; low > 127; low >>>= 7) bytes[at++] = (low & 127) | 128;
    bytes[at++] = low;
    this.#end = at;
  }

  #reserve(byteLength: number): void {
    if (this.#end + byteLength <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#end + byteLength));
    this.#bytes.copy(grown, 0, 0, this.#end);
    this.#bytes = grown;
  }
}

/** Whether bytes are of {@link ContributionWriter}, in the format of this version. */
export function isContribution(bytes: Uint8Array): boolean {
  return bytes[0] === FORMAT;
}

/** Reads what {@link ContributionWriter} has written. */
export function* contributedRows(bytes: Uint8Array): Generator<ContributedRow> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 1;
  const number = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = buffer[at++]!;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  const array = (length: number): BigInt64Array => {
    const read = new BigInt64Array(length);
    for (let i = 0; i < length; i++) {
      const start = at;
      // Seven bytes fit a number.
      if (buffer.subarray(at, at + 7).some((byte) => byte < 128)) read[i] = BigInt(number());
      else {
        for (let shift = 0n; at === start || buffer[at - 1]! >= 128; shift += 7n) {
          read[i]! |= BigInt.asIntN(64, BigInt(buffer[at++]! & 127) << shift);
        }
      }
    }
    return read;
  };
  while (at < buffer.length) {
    const partition = number();
    const layout = number();
    const byteLength = number();
    const dimensions = buffer.subarray(at, at + byteLength);
    at += byteLength;
    const histogram = array(number());
    const clients = number();
    yield {
      partition,
      layout,
      dimensions,
      histogram,
      clientHistogram: clients === 0 ? null : array(clients),
    };
  }
}
