import { StoreError } from "../errors.js";
import { checkKey, checkPrefix } from "./check-key.js";
import { compareKeys } from "./compare-keys.js";
import type { ObjectHead, ReadOptions, Store, StoreCosts, StoredObject } from "./types.js";

const CHUNK_BYTES = 1 << 20;

interface MemoryObject {
  readonly bytes: Uint8Array;
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
    store.objects.set(key, {
      bytes: typeof content === "string" ? new TextEncoder().encode(content) : content.slice(),
    });
  }
  return store;
}

class MemoryStore implements Store {
  readonly name = "memory";
  readonly objects = new Map<string, MemoryObject>();
  readonly costs: StoreCosts = { listings: 0, objectsListed: 0, reads: 0, bytesRead: 0 };

  async listFolders(prefix: string, options: ReadOptions = {}): Promise<string[]> {
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

  list(prefix: string, options: ReadOptions = {}): AsyncIterable<StoredObject> {
    this.costs.listings++;
    return this.#list(prefix, options);
  }

  async *#list(prefix: string, { signal }: ReadOptions): AsyncGenerator<StoredObject> {
    checkPrefix(prefix);
    signal?.throwIfAborted();
    const keys = [...this.objects.keys()].filter((key) => key.startsWith(prefix)).sort(compareKeys);
    for (const key of keys) {
      const object = this.objects.get(key);
      if (object === undefined) continue;
      signal?.throwIfAborted();
      this.costs.objectsListed++;
      yield { key, byteLength: object.bytes.byteLength };
    }
  }

  async head(key: string, options: ReadOptions = {}): Promise<ObjectHead> {
    const { bytes, contentEncoding } = this.#get(key, options);
    const head = { key, byteLength: bytes.byteLength };
    return contentEncoding === undefined ? head : { ...head, contentEncoding };
  }

  read(key: string, options: ReadOptions = {}): AsyncIterable<Uint8Array> {
    this.costs.reads++;
    return this.#read(key, options);
  }

  async *#read(key: string, options: ReadOptions): AsyncGenerator<Uint8Array> {
    const { bytes } = this.#get(key, options);
    for (let start = 0; start < bytes.byteLength; start += CHUNK_BYTES) {
      options.signal?.throwIfAborted();
      const chunk = bytes.slice(start, start + CHUNK_BYTES);
      this.costs.bytesRead += chunk.byteLength;
      yield chunk;
    }
  }

  async write(
    key: string,
    bytes: Uint8Array,
    options: { readonly contentEncoding?: string } = {},
  ): Promise<void> {
    checkKey(key);
    this.objects.set(key, { ...options, bytes: bytes.slice() });
  }

  describe(): null {
    return null;
  }

  #get(key: string, { signal }: ReadOptions): MemoryObject {
    checkKey(key);
    signal?.throwIfAborted();
    const object = this.objects.get(key);
    if (object === undefined)
      throw new StoreError(`cannot read ${key} in ${this.name}: no such object`, { key });
    return object;
  }
}
