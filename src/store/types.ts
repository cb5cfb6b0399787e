/** One stored object, as a listing shows it. */
export interface StoredObject {
  /** The object's full key: path pieces joined by `/`, never starting with one. */
  readonly key: string;
  /** The object's stored size, in bytes. */
  readonly byteLength: number;
  /**
   * Text that changes whenever the content does, and otherwise means nothing; as `ifMatch` it makes a read of
   * another content fail. Every store here tells it.
   */
  readonly etag?: string;
}

/** A stored object's size and its metadata. */
export interface ObjectHead extends StoredObject {
  /** The stored `Content-Encoding`, where the store keeps one. Content decides; this is a hint. */
  readonly contentEncoding?: string;
}

/** Options of listings and of {@link Store.head}. */
export interface ListOptions {
  /** Stops the operation; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Options of {@link Store.read}. */
export interface ReadOptions extends ListOptions {
  /** The etag that the object must have; with another one, it was replaced, and the read fails. */
  readonly ifMatch?: string;
  /** The first byte to read, from 0. @defaultValue 0 */
  readonly start?: number;
  /** The byte to stop before; past the object's end it means the end. @defaultValue the object's end */
  readonly end?: number;
  /**
   * Whether a chunk is done with when the next one is asked for, so that its memory may be used again. Reading a
   * large object then costs a few chunks of memory, and nothing to the garbage collector.
   * @defaultValue false
   */
  readonly isTransient?: boolean;
  /**
   * Where the next chunk may be put; null: in memory of the store's. A store that reads straight into memory puts at most
   * so many bytes there, and yields them as a view on it, which saves the reader a copy. It asks only when the chunk before
   * is done with, and puts nothing there later: what is given serves one chunk, until the next one is asked for.
   */
  readonly room?: () => Uint8Array | null;
  /**
   * Offered a chunk that was read without waiting, before it is yielded; true: it is used up, and not yielded. So who reads
   * from memory, or from files that lie there, need not wait where there is nothing to wait for. A store may offer any of
   * its chunks, or none, in their order: each while the next chunk is asked for, when all before has been taken. The chunk's
   * memory is the store's again when this returns, and what this throws the read throws as it is. The store counts what is
   * used, and lets other work have its turn now and then.
   */
  readonly use?: (chunk: Uint8Array) => boolean;
}

/** Options of {@link Store.write}. */
export interface WriteOptions extends ListOptions {
  /** The `Content-Encoding` to keep with the object, where the store keeps one. */
  readonly contentEncoding?: string;
}

/**
 * A store described as data, so that a worker or another machine can open the same one.
 * `null` from {@link Store.describe} means that the store lives in this process only.
 * Credentials are no part of it: whoever opens the store finds its own.
 */
export type StoreDescription =
  | { readonly kind: "folder"; readonly path: string }
  | {
      readonly kind: "s3";
      readonly bucket: string;
      /** What every key in the bucket starts with: empty, or ending with `/`. */
      readonly prefix: string;
      readonly region?: string;
      readonly endpoint?: string;
      readonly pathStyle?: boolean;
      readonly profile?: string;
      readonly requesterPays?: boolean;
      readonly anonymous?: boolean;
      readonly attempts?: number;
      readonly timeoutMs?: number;
    };

/** How much a store has been asked for, counted from its creation. */
export interface StoreCosts {
  /** Calls of {@link Store.listFolders} and {@link Store.list}. */
  listings: number;
  /** Objects whose names a listing returned. */
  objectsListed: number;
  /** Calls of {@link Store.read}. */
  reads: number;
  /** Bytes handed out by reads. */
  bytesRead: number;
  /** Requests sent over a network, repeated ones included; 0 where there is none. */
  requests: number;
}

/**
 * Objects by key. A handful of members, so that a folder, memory and S3 look alike.
 *
 * Keys are compared and listed in the order of their UTF-16 code units, whatever the store.
 */
export interface Store {
  /** A short name for people, such as `folder /data/lake`. */
  readonly name: string;
  /** What the store was asked for so far. */
  readonly costs: Readonly<StoreCosts>;
  /**
   * Lists the folders directly below `prefix`, as full prefixes that end with `/`, sorted.
   *
   * @param prefix - Empty, or a prefix that ends with `/`.
   */
  listFolders(prefix: string, options?: ListOptions): Promise<string[]>;
  /**
   * Lists all objects below `prefix`, at any depth, sorted by key.
   *
   * @param prefix - Empty, or a prefix that ends with `/`.
   */
  list(prefix: string, options?: ListOptions): AsyncIterable<StoredObject>;
  /**
   * Tells an object's size and metadata.
   * @throws {StoreError} If there is no such object.
   */
  head(key: string, options?: ListOptions): Promise<ObjectHead>;
  /**
   * Reads an object, or a range of its bytes, as a stream of chunks, about 1 MiB each at most.
   * @throws {StoreError} If there is no such object, it is not the one that `ifMatch` names, or reading fails midway.
   * @throws {RangeError} If `start` and `end` are no half-open range of whole numbers from 0.
   */
  read(key: string, options?: ReadOptions): AsyncIterable<Uint8Array>;
  /** Writes an object whole or not at all, replacing one of the same key. */
  write(key: string, bytes: Uint8Array, options?: WriteOptions): Promise<void>;
  /** Describes the store as data, or `null` if it can't be opened elsewhere. */
  describe(): StoreDescription | null;
}
