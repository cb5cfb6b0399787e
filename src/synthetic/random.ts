/**
 * A seeded source of random numbers: the same labels give the same numbers on every machine.
 * The generator is sfc32 (Chris Doty-Humphrey), seeded with an FNV-1a hash of the labels.
 * Not for secrets.
 *
 * @example
 * new Random(1, "people").integer(1, 6) === new Random(1, "people").integer(1, 6); // true
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  /** @param labels - What the numbers are for; different labels give independent numbers. */
  constructor(...labels: readonly (string | number)[]) {
    const text = labels.join("\u0000");
    this.a = hash(text, 0x811c9dc5);
    this.b = hash(text, 0x2c9277b5);
    this.c = hash(text, 0x5f356495);
    for (let i = 0; i < 12; i++) this.bits();
  }

  /** Draws a whole number from 0 to 2^32 - 1. */
  bits(): number {
    const drawn = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + drawn) | 0;
    return drawn >>> 0;
  }

  /** Draws a number from 0 (inclusive) to 1 (exclusive). */
  unit(): number {
    return this.bits() / 4294967296;
  }

  /** Draws a whole number from `low` to `high`, both inclusive. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.unit() * (high - low + 1));
  }

  /** Draws a number from `low` (inclusive) to `high` (exclusive). */
  between(low: number, high: number): number {
    return low + this.unit() * (high - low);
  }

  /** Draws a number whose logarithm is spread evenly from that of `low` to that of `high`; both above 0. */
  logarithmic(low: number, high: number): number {
    return low * Math.exp(this.unit() * Math.log(high / low));
  }

  /** Answers true with a probability from 0 to 1. */
  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /** Picks one of the items, all equally likely. There must be one. */
  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.unit() * items.length)]!;
  }

  /** Picks the value of one of the pairs, each as likely as its weight. There must be one. */
  weighted<T>(pairs: readonly (readonly [value: T, weight: number])[]): T {
    let left = this.unit() * pairs.reduce((total, [, weight]) => total + weight, 0);
    for (const [value, weight] of pairs) {
      left -= weight;
      if (left < 0) return value;
    }
    return pairs[pairs.length - 1]![0];
  }

  /** Returns the items in random order, in a new array. */
  shuffled<T>(items: readonly T[]): T[] {
    const drawn = items.slice();
    for (let i = drawn.length - 1; i > 0; i--) {
      const j = Math.floor(this.unit() * (i + 1));
      const kept = drawn[i]!;
      drawn[i] = drawn[j]!;
      drawn[j] = kept;
    }
    return drawn;
  }

  /** Draws a number of successes in `trials`, each with the same probability; takes time linear in `trials`. */
  successes(trials: number, probability: number): number {
    let count = 0;
    for (let i = 0; i < trials; i++) if (this.chance(probability)) count++;
    return count;
  }

  /** Draws `length` hexadecimal digits. */
  hex(length: number): string {
    // Made on first use, as it takes longer than all else that loading this file costs.
    fourDigits ??= Array.from({ length: 0x10000 }, (_, i) => i.toString(16).padStart(4, "0"));
    let digits = "";
    for (let left = length; left > 0; left -= 4) digits += fourDigits[this.bits() & 0xffff]!;
    return digits.length === length ? digits : digits.slice(0, length);
  }

  /** Draws an identifier of the shape of a version 4 UUID. */
  uuid(): string {
    const digits = this.hex(32);
    const variant = "89ab"[this.bits() & 3];
    return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20)}`;
  }
}

/** The hexadecimal digits of all numbers of 16 bits. */
let fourDigits: readonly string[] | null = null;

function hash(text: string, offset: number): number {
  let value = offset;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value | 0;
}
