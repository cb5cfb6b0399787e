import { WORD } from "../exact.js";

/** The upper word of the largest signed 64-bit integer. */
const MAX_HIGH = 0x7fff_ffff;
const MAX_LOW = 0xffff_ffff;

/**
 * Blocks of 64-bit counters, each from 0 to 2^63 − 1 and stored as two words, the lower first. A counter that would exceed
 * that stays there: adding is then still associative, and the overflow can be seen.
 */
export class CellHeap {
  /** The words; replaced when the heap grows. */
  words: Uint32Array<ArrayBuffer> = new Uint32Array(1 << 16);
  #end = 0;

  /** How many bytes the blocks take. */
  get byteLength(): number {
    return this.#end * 4;
  }

  /** Takes a block of counters that are 0, and gives the index of its first word; always even. */
  allocate(counters: number): number {
    const start = this.#end;
    this.#end += counters * 2;
    if (this.#end > this.words.length) {
      const grown = new Uint32Array(Math.max(this.#end, this.words.length * 2));
      grown.set(this.words);
      this.words = grown;
    }
    return start;
  }

  /** Adds a whole number from 0 to 2^63 to the counter at a word. */
  add(at: number, amount: number | bigint): void {
    if (typeof amount === "number") this.addWords(at, amount % WORD, Math.floor(amount / WORD));
    else this.addWords(at, Number(amount & 0xffff_ffffn), Number(amount >> 32n));
  }

  /** Adds a number given as two words; the upper one is below 2^31. */
  addWords(at: number, low: number, high: number): void {
    const { words } = this;
    const lower = words[at]! + low;
    const upper = words[at + 1]! + high + (lower >= WORD ? 1 : 0);
    if (upper > MAX_HIGH) {
      words[at] = MAX_LOW;
      words[at + 1] = MAX_HIGH;
    } else {
      words[at] = lower;
      words[at + 1] = upper;
    }
  }

  /** Adds the counters of a block of this or another heap to those of a block of this one. */
  addBlock(at: number, from: CellHeap, fromAt: number, counters: number): void {
    this.addFrom(at, from.words, fromAt, counters);
  }

  /** Adds counters that lie in other words to those of a block. */
  addFrom(at: number, words: Uint32Array, fromAt: number, counters: number): void {
    for (let i = 0; i < counters * 2; i += 2) {
      const low = words[fromAt + i]!;
      const high = words[fromAt + i + 1]!;
      if (low !== 0 || high !== 0) this.addWords(at + i, low, high);
    }
  }

  /** The counter at a word. */
  value(at: number): bigint {
    return (BigInt(this.words[at + 1]!) << 32n) | BigInt(this.words[at]!);
  }

  /** The counter at a word, rounded beyond 2^53. */
  number(at: number): number {
    return this.words[at + 1]! * WORD + this.words[at]!;
  }

  /** Whether the counter at a word has overflowed. */
  isFull(at: number): boolean {
    return this.words[at + 1] === MAX_HIGH && this.words[at] === MAX_LOW;
  }

  /** Copies counters out. */
  values(at: number, counters: number): BigInt64Array {
    const copy = new BigInt64Array(counters);
    const words = new Uint32Array(copy.buffer);
    words.set(this.words.subarray(at, at + counters * 2));
    return isLittleEndian ? copy : copy.map((_, i) => this.value(at + i * 2));
  }
}

const isLittleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;
