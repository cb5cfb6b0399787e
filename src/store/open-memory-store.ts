import { StoreError } from "../errors.js";
import { checkKey, checkPrefix } from "./check-key.js";
import { checkRange } from "./check-range.js";
import { compareKeys } from "./compare-keys.js";
import { replacedError } from "./replaced-error.js";
import type {
  ListOptions,
  ObjectHead,
  ReadOptions,
  Store,
  StoreCosts,
  StoredObject,
  WriteOptions,
} from "./types.js";

const CHUNK_BYTES = 1 << 20;

interface MemoryObject {
  readonly bytes: Uint8Array;
  /** Counts this store's writes, so that no two contents of a key share one. */
  readonly etag: string;
  readonly contentEncoding?: string;
}

/**
 * Opens a store that lives in this process only, for tests and small data.
 *
 * @param initial - Objects it starts with, by key; text is encoded as UTF-8. Bytes are copied.
 * @throws {TypeError} If a key is empty, starts with `/`, or has an empty piece, `.` or `..`.
 *
 * @example
 * const store = openMemoryStore({ "lake/20170614/part-0.json": '{"id":"a"}' });
 * await store.listFolders("lake/"); // ["lake/20170614/"]
 */
export function openMemoryStore(initial: Readonly<Record<string, Uint8Array | string>> = {}): Store {
  const store = new MemoryStore();
  for (const [key, content] of Object.entries(initial)) {
    checkKey(key);
    store.put(key, typeof content === "string" ? new TextEncoder().encode(content) : content.slice());
  }
  return store;
}

class MemoryStore implements Store {
  readonly name = "memory";
  readonly objects = new Map<string, MemoryObject>();
  readonly costs: StoreCosts = { listings: 0, objectsListed: 0, reads: 0, bytesRead: 0, requests: 0 };
  #writes = 0;

  put(key: string, bytes: Uint8Array, options: { readonly contentEncoding?: string } = {}): void {
    this.objects.set(key, { ...options, bytes, etag: `write-${++this.#writes}` });
  }

  async listFolders(prefix: string, options: ListOptions = {}): Promise<string[]> {
    checkPrefix(prefix);
    options.signal?.throwIfAborted();
    this.costs.listings++;
    const folders = new Set<string>();
    for (const key of this.objects.keys()) {
      const slash = key.startsWith(prefix) ? key.indexOf("/", prefix.length) : -1;
      if (slash !== -1) folders.add(key.slice(0, slash + 1));
    }
    return [...folders].sort(compareKeys);
  }

  list(prefix: string, options: ListOptions = {}): AsyncIterable<StoredObject> {
    this.costs.listings++;
    return this.#list(prefix, options);
  }

  async *#list(prefix: string, { signal }: ListOptions): AsyncGenerator<StoredObject> {
    checkPrefix(prefix);
    signal?.throwIfAborted();
    const keys = [...this.objects.keys()].filter((key) => key.startsWith(prefix)).sort(compareKeys);
    for (const key of keys) {
      const object = this.objects.get(key);
      if (object === undefined) continue;
      signal?.throwIfAborted();
      this.costs.objectsListed++;
      yield { key, byteLength: object.bytes.byteLength, etag: object.etag };
    }
  }

  async head(key: string, options: ListOptions = {}): Promise<ObjectHead> {
    const { bytes, etag, contentEncoding } = this.#get(key, options);
    const head = { key, byteLength: bytes.byteLength, etag };
    return contentEncoding === undefined ? head : { ...head, contentEncoding };
  }

  read(key: string, options: ReadOptions = {}): AsyncIterable<Uint8Array> {
    this.costs.reads++;
    return this.#read(key, options);
  }

  async *#read(key: string, options: ReadOptions): AsyncGenerator<Uint8Array> {
    const range = checkRange(options);
    const { bytes, etag } = this.#get(key, options);
    if (options.ifMatch !== undefined && options.ifMatch !== etag) throw replacedError(key, this.name);
    const end = Math.min(range.end, bytes.byteLength);
    for (let start = range.start; start < end; start += CHUNK_BYTES) {
      options.signal?.throwIfAborted();
      const chunk = bytes.slice(start, Math.min(start + CHUNK_BYTES, end));
      this.costs.bytesRead += chunk.byteLength;
      yield chunk;
    }
  }

  async write(key: string, bytes: Uint8Array, { signal, contentEncoding }: WriteOptions = {}): Promise<void> {
    checkKey(key);
    signal?.throwIfAborted();
    this.put(key, bytes.slice(), contentEncoding === undefined ? {} : { contentEncoding });
  }

  describe(): null {
    return null;
  }

  #get(key: string, { signal }: ListOptions): MemoryObject {
    checkKey(key);
    signal?.throwIfAborted();
    const object = this.objects.get(key);
    if (object === undefined)
      throw new StoreError(`cannot read ${key} in ${this.name}: no such object`, { key, failure: "missing" });
    return object;
  }
}
