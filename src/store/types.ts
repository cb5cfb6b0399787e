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

/** Options of reads and listings. */
export interface ReadOptions {
  /** Stops the operation; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Options of {@link Store.read}. */
export interface ReadObjectOptions extends ReadOptions {
  /**
   * Whether a chunk is done with when the next one is asked for, so that its memory may be used again. Reading a
   * large object then costs a few chunks of memory, and nothing to the garbage collector.
   * @defaultValue false
   */
  readonly isTransient?: boolean;
}

/**
 * A store described as data, so that a worker or another machine can open the same one.
 * `null` from {@link Store.describe} means that the store lives in this process only.
 */
export type StoreDescription = { readonly kind: "folder"; readonly path: string };

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
  listFolders(prefix: string, options?: ReadOptions): Promise<string[]>;
  /**
   * Lists all objects below `prefix`, at any depth, sorted by key.
   *
   * @param prefix - Empty, or a prefix that ends with `/`.
   */
  list(prefix: string, options?: ReadOptions): AsyncIterable<StoredObject>;
  /**
   * Tells an object's size and metadata.
   * @throws {StoreError} If there is no such object.
   */
  head(key: string, options?: ReadOptions): Promise<ObjectHead>;
  /**
   * Reads an object as a stream of chunks, about 1 MiB each at most.
   * @throws {StoreError} If there is no such object, or reading fails midway.
   */
  read(key: string, options?: ReadObjectOptions): AsyncIterable<Uint8Array>;
  /** Writes an object whole or not at all, replacing one of the same key. */
  write(key: string, bytes: Uint8Array, options?: { readonly contentEncoding?: string }): Promise<void>;
  /** Describes the store as data, or `null` if it can't be opened elsewhere. */
  describe(): StoreDescription | null;
}
