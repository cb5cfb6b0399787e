const BLOCK_BYTES = 64;

/**
 * SHA-256 of short texts, one after another. Node's own takes 3.4 µs to set up for each; this takes less than 1 µs for one
 * of 150 bytes.
 */
export class Sha256 {
  #message: Buffer;
  #view: DataView;
  readonly #schedule = new Int32Array(64);
  readonly #state = new Int32Array(8);

  constructor() {
    this.#message = Buffer.alloc(0);
    this.#view = new DataView(new ArrayBuffer(0));
  }

  /**
   * Hashes a text as UTF-8.
   *
   * @returns The digest's eight words, the first first. Overwritten by the next call.
   */
  hash(text: string): Int32Array {
    if (this.#message.length < text.length * 3 + 2 * BLOCK_BYTES) this.#grow(text.length);
    const byteLength = this.#message.write(text, 0, "utf8");
    // A one, zeros, and the length in bits at the end of a block.
    const end = (byteLength + 9 + BLOCK_BYTES - 1) & -BLOCK_BYTES;
    this.#message.fill(0, byteLength, end);
    this.#message[byteLength] = 0x80;
    this.#view.setInt32(end - 8, Math.floor(byteLength / 2 ** 29));
    this.#view.setInt32(end - 4, byteLength << 3);
    this.#state.set(INITIAL);
    for (let at = 0; at < end; at += BLOCK_BYTES) this.#compress(at);
    return this.#state;
  }

  #grow(length: number): void {
    const bytes = new ArrayBuffer(2 * (length * 3 + 2 * BLOCK_BYTES));
    this.#message = Buffer.from(bytes);
    this.#view = new DataView(bytes);
  }

  #compress(at: number): void {
    const w = this.#schedule;
    const view = this.#view;
    const state = this.#state;
    for (let i = 0; i < 16; i++) w[i] = view.getInt32(at + 4 * i);
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15]!;
      const y = w[i - 2]!;
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = (w[i - 16]! + s0 + w[i - 7]! + s1) | 0;
    }
    let a = state[0]!;
    let b = state[1]!;
    let c = state[2]!;
    let d = state[3]!;
    let e = state[4]!;
    let f = state[5]!;
    let g = state[6]!;
    let h = state[7]!;
    for (let i = 0; i < 64; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + (g ^ (e & (f ^ g))) + ROUNDS[i]! + w[i]!) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) | (c & (a | b)))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    state[0] = (state[0]! + a) | 0;
    state[1] = (state[1]! + b) | 0;
    state[2] = (state[2]! + c) | 0;
    state[3] = (state[3]! + d) | 0;
    state[4] = (state[4]! + e) | 0;
    state[5] = (state[5]! + f) | 0;
    state[6] = (state[6]! + g) | 0;
    state[7] = (state[7]! + h) | 0;
  }
}

// The first 32 bits of the fractions of the square roots of the first 8 primes, and of the cube roots of the first 64.
const PRIMES = firstPrimes(64);
const INITIAL = Int32Array.from(PRIMES.slice(0, 8), (prime) => fraction32(prime, 2n));
const ROUNDS = Int32Array.from(PRIMES, (prime) => fraction32(prime, 3n));

function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return primes;
}

/** The first 32 bits of the fraction of a root, exactly: the whole part of the root of prime · 2^(32 · degree). */
function fraction32(prime: number, degree: bigint): number {
  const scaled = BigInt(prime) << (32n * degree);
  let low = 0n;
  let high = 1n << 40n;
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** degree <= scaled) low = middle;
    else high = middle;
  }
  return Number(BigInt.asIntN(32, low));
}
