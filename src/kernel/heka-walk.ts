import type { WasmMemory } from "./web-assembly.js";

/** Messages with more fields are read in another way. */
const FIELDS = 128;
const FIELD_BYTES = 40;
const MESSAGE_BYTES = 40;
const NAME_BYTES = 80;
/** What makes the names begin at a multiple of 64. */
const ALIGNING_BYTES = 24;
/** Words of a field. */
export const HEKA_FIELD_WORDS: number = FIELD_BYTES / 4;

/** What the kernel's module does for it (`assembly/heka-message.ts` says what it writes). */
export interface HekaExports {
  readHekaMessage(start: number, end: number, base: number, out: number, capacity: number): number;
  matchHekaNames(fields: number, count: number, base: number, names: number): void;
}

/** Reads the structure of Heka messages in the memory of a projector. */
export class HekaWalk {
  /** How much of the memory it takes. */
  static readonly byteLength: number = MESSAGE_BYTES + FIELDS * (FIELD_BYTES + NAME_BYTES) + ALIGNING_BYTES;

  /** The last message's: start and end of its type, hostname and payload, as positions in the projector's bytes. */
  spans!: Uint32Array;
  /** {@link HEKA_FIELD_WORDS} a field: start and end of its name, start and end of its value, its type, whether there is
   * a number, this number in two words, and whether the name is the same as before. */
  fields!: Uint32Array;
  /** Half as many a field; the fourth is the number that it has. */
  numbers!: Float64Array;
  readonly #kernel: HekaExports;
  readonly #at: number;
  readonly #namesAt: number;
  readonly #base: number;
  #names!: Uint8Array;
  #exactTime!: BigInt64Array;
  #time!: Float64Array;

  /**
   * @param at - Where its part of the memory is; a multiple of 64.
   * @param base - Where the projector's bytes are.
   */
  constructor(kernel: HekaExports, at: number, base: number) {
    this.#kernel = kernel;
    this.#at = at;
    this.#namesAt = at + MESSAGE_BYTES + FIELDS * FIELD_BYTES + ALIGNING_BYTES;
    this.#base = base;
  }

  /** Looks at the memory anew, after it has grown. */
  view({ buffer }: WasmMemory): void {
    this.#names = new Uint8Array(buffer, this.#namesAt, FIELDS * NAME_BYTES);
    this.#exactTime = new BigInt64Array(buffer, this.#at, 1);
    this.#time = new Float64Array(buffer, this.#at + 8, 1);
    this.spans = new Uint32Array(buffer, this.#at + 16, 6);
    this.fields = new Uint32Array(buffer, this.#at + MESSAGE_BYTES, FIELDS * HEKA_FIELD_WORDS);
    this.numbers = new Float64Array(buffer, this.#at + MESSAGE_BYTES, FIELDS * (HEKA_FIELD_WORDS / 2));
  }

  /** The last message's time, in nanoseconds since 1970. */
  get timestampNs(): bigint {
    return this.#exactTime[0]!;
  }

  /** The nearest double of {@link timestampNs}. */
  get timestamp(): number {
    return this.#time[0]!;
  }

  /** Reads the message in [start, end); returns how many fields it has, or -1 if it is none, or has too many fields. */
  read(start: number, end: number): number {
    return this.#kernel.readHekaMessage(this.#base + start, this.#base + end, this.#base, this.#at, FIELDS);
  }

  /** Makes all names new, for someone who has not seen them. */
  forgetNames(): void {
    this.#names.fill(0);
  }

  /** Finds out which of the last message's fields have the name that the field at their place had when this was last asked. */
  matchNames(count: number): void {
    this.#kernel.matchHekaNames(this.#at + MESSAGE_BYTES, count, this.#base, this.#namesAt);
  }

  /** Whether a field has the name that {@link matchNames} looked for. */
  hasSameName(place: number): boolean {
    return this.fields[place * HEKA_FIELD_WORDS + 8] === 1;
  }
}
