/** A body that was computed once. */
export interface CachedBody {
  readonly body: string;
  readonly etag: string;
  /** When it was computed, in milliseconds since 1970. */
  readonly at: number;
}

/**
 * Bodies by question, the least recently asked for dropped first. A body holds as long as the database does not change:
 * its revision is part of the key.
 */
export class ResponseCache {
  readonly #entries = new Map<string, CachedBody>();
  readonly #maxCharacters: number;
  #characters = 0;

  /** @param maxCharacters - How many characters of bodies are kept. */
  constructor(maxCharacters: number) {
    this.#maxCharacters = maxCharacters;
  }

  get(key: string): CachedBody | undefined {
    const entry = this.#entries.get(key);
    if (entry !== undefined) {
      this.#entries.delete(key);
      this.#entries.set(key, entry);
    }
    return entry;
  }

  set(key: string, entry: CachedBody): void {
    this.#remove(key);
    if (entry.body.length > this.#maxCharacters) return;
    this.#entries.set(key, entry);
    this.#characters += entry.body.length;
    for (const oldest of this.#entries.keys()) {
      if (this.#characters <= this.#maxCharacters) break;
      this.#remove(oldest);
    }
  }

  clear(): void {
    this.#entries.clear();
    this.#characters = 0;
  }

  #remove(key: string): void {
    this.#characters -= this.#entries.get(key)?.body.length ?? 0;
    this.#entries.delete(key);
  }
}
