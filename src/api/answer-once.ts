import { createHash } from "node:crypto";
import { type Driver, revisionOf } from "../database/index.js";
import { type CachedBody, ResponseCache } from "./response-cache.js";
import { toJson } from "./to-json.js";

const CACHE_CHARACTERS = 64 << 20;
const REVISION_MS = 1000;

/** Gives the body for a key, from memory where the database has not changed since it was computed. */
export class Answers {
  readonly #cache: ResponseCache = new ResponseCache(CACHE_CHARACTERS);
  readonly #pending = new Map<string, Promise<CachedBody>>();
  readonly #driver: Driver;
  readonly #now: () => number;
  #revision: { readonly value: bigint; readonly at: number } | null = null;

  constructor(driver: Driver, now: () => number) {
    this.#driver = driver;
    this.#now = now;
  }

  /** Computes an answer unless it is known; at once asked for several times, it is computed once. */
  async answer(question: string, compute: () => Promise<unknown>): Promise<CachedBody> {
    const key = `${await this.#currentRevision()} ${question}`;
    const known = this.#cache.get(key) ?? this.#pending.get(key);
    if (known !== undefined) return known;
    const computed = compute().then((value) => {
      const body = toJson(value);
      const entry = { body, etag: `"${digestOf(body)}"`, at: this.#now() };
      this.#cache.set(key, entry);
      return entry;
    });
    this.#pending.set(key, computed);
    try {
      return await computed;
    } finally {
      this.#pending.delete(key);
    }
  }

  /** Forgets all answers. */
  clear(): void {
    this.#cache.clear();
    this.#revision = null;
  }

  async #currentRevision(): Promise<bigint> {
    const now = this.#now();
    if (this.#revision === null || now - this.#revision.at >= REVISION_MS) {
      this.#revision = { value: await revisionOf(this.#driver), at: now };
    }
    return this.#revision.value;
  }
}

function digestOf(body: string): string {
  return createHash("sha256").update(body).digest("base64url").slice(0, 27);
}
