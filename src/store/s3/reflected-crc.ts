/** A polynomial with its bits reversed, in two halves; one of 32 bits has nothing in the high half. */
export interface Polynomial {
  readonly high: number;
  readonly low: number;
}

/** The polynomials of the sums that Node has no function for. */
export const crc32c: Polynomial = { high: 0, low: 0x82f63b78 };
export const crc64nvme: Polynomial = { high: 0x9a6c9329, low: 0xac4bc9b5 };

/** A cyclic redundancy check over bytes that come in pieces, eight bytes a step. */
export class ReflectedCrc {
  readonly #byteLength: number;
  readonly #highs: Uint32Array;
  readonly #lows: Uint32Array;
  #high: number;
  #low = -1;

  constructor(polynomial: Polynomial) {
    const tables = tablesOf(polynomial);
    this.#highs = tables.highs;
    this.#lows = tables.lows;
    this.#byteLength = polynomial.high === 0 ? 4 : 8;
    this.#high = polynomial.high === 0 ? 0 : -1;
  }

  update(bytes: Uint8Array): void {
    const highs = this.#highs;
    const lows = this.#lows;
    let high = this.#high;
    let low = this.#low;
    let at = 0;
    for (const end = bytes.length - 7; at < end; at += 8) {
      low ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
      high ^= bytes[at + 4]! | (bytes[at + 5]! << 8) | (bytes[at + 6]! << 16) | (bytes[at + 7]! << 24);
      const a = 1792 + (low & 255);
      const b = 1536 + ((low >>> 8) & 255);
      const c = 1280 + ((low >>> 16) & 255);
      const d = 1024 + (low >>> 24);
      const e = 768 + (high & 255);
      const f = 512 + ((high >>> 8) & 255);
      const g = 256 + ((high >>> 16) & 255);
      const h = high >>> 24;
      low = lows[a]! ^ lows[b]! ^ lows[c]! ^ lows[d]! ^ lows[e]! ^ lows[f]! ^ lows[g]! ^ lows[h]!;
      high = highs[a]! ^ highs[b]! ^ highs[c]! ^ highs[d]! ^ highs[e]! ^ highs[f]! ^ highs[g]! ^ highs[h]!;
    }
    for (; at < bytes.length; at++) {
      const index = (low ^ bytes[at]!) & 255;
      low = ((low >>> 8) | (high << 24)) ^ lows[index]!;
      high = (high >>> 8) ^ highs[index]!;
    }
    this.#high = high;
    this.#low = low;
  }

  /** The check of what came so far, most significant byte first. */
  digest(): Buffer {
    const bytes = Buffer.alloc(8);
    bytes.writeUInt32BE(~this.#high >>> 0, 0);
    bytes.writeUInt32BE(~this.#low >>> 0, 4);
    return bytes.subarray(8 - this.#byteLength);
  }
}

const made = new Map<Polynomial, { highs: Uint32Array; lows: Uint32Array }>();

/** For each of the eight places in a step, what a byte there adds. */
function tablesOf(polynomial: Polynomial): { highs: Uint32Array; lows: Uint32Array } {
  const known = made.get(polynomial);
  if (known !== undefined) return known;
  const highs = new Uint32Array(2048);
  const lows = new Uint32Array(2048);
  for (let byte = 0; byte < 256; byte++) {
    let high = 0;
    let low = byte;
    for (let bit = 0; bit < 8; bit++) {
      const isOdd = (low & 1) === 1;
      low = (low >>> 1) | (high << 31);
      high >>>= 1;
      if (isOdd) {
        low ^= polynomial.low;
        high ^= polynomial.high;
      }
    }
    highs[byte] = high;
    lows[byte] = low;
  }
  for (let at = 256; at < 2048; at++) {
    const low = lows[at - 256]!;
    const high = highs[at - 256]!;
    lows[at] = ((low >>> 8) | (high << 24)) ^ lows[low & 255]!;
    highs[at] = (high >>> 8) ^ highs[low & 255]!;
  }
  made.set(polynomial, { highs, lows });
  return { highs, lows };
}
