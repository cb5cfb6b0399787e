/** Tells whether a text is an identifier. A set of strings is one; {@link IdentifierSet} needs less memory. */
export interface Identifiers {
  has(text: string): boolean;
}

/** What the start of an identifier is told by, when it was cut: the first group of a UUID. */
const START = /^[0-9a-f]{8}(?=-|$)/;

/**
 * The identifiers that were seen in the data, as hashes only: what is not kept can't leak, and fewer than
 * one text in a billion is taken for one of a million by mistake. Case and the hyphens of UUIDs make no
 * difference, and the start of a UUID is known for one, if it is at least its first eight digits.
 *
 * @example
 * const seen = new IdentifierSet(["2F5E6B1C-0000-4000-8000-000000000001"]);
 * seen.has("2f5e6b1c-0000"); // true
 * seen.has("2f5e6b1d-0000"); // false
 */
export class IdentifierSet implements Identifiers {
  readonly #hashes = new Set<number>();

  constructor(identifiers: Iterable<string> = []) {
    for (const identifier of identifiers) this.add(identifier);
  }

  /** Takes note of an identifier. */
  add(identifier: string): void {
    const text = normalise(identifier);
    this.#hashes.add(hashOf(text));
    if (isUUID(text)) this.#hashes.add(hashOf(text.slice(0, 8)));
  }

  has(text: string): boolean {
    const whole = normalise(text);
    if (this.#hashes.has(hashOf(whole))) return true;
    const [start] = START.exec(text.toLowerCase()) ?? [];
    return start !== undefined && /^[0-9a-f-]+$/i.test(text) && this.#hashes.has(hashOf(start));
  }

  /** How many hashes are kept. */
  get size(): number {
    return this.#hashes.size;
  }

  /** The hashes, for {@link IdentifierSet.addHashes} in another process. */
  toJSON(): number[] {
    return [...this.#hashes];
  }

  /** Adds what another set's `toJSON` gave. */
  addHashes(hashes: Iterable<number>): void {
    for (const hash of hashes) this.#hashes.add(hash);
  }
}

function normalise(text: string): string {
  const lower = text.toLowerCase();
  const digits = lower.replaceAll("-", "");
  return isUUID(digits) ? digits : lower;
}

function isUUID(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}

/** Fifty-three bits: two FNV-1a hashes of different starts, joined. */
function hashOf(text: string): number {
  let [low, high] = [0x811c9dc5, 0x050c5d1f];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x01000193) ^ (low >>> 15);
  }
  return (high & 0x1fffff) * 2 ** 32 + (low >>> 0);
}
