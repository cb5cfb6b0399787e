import { createHash } from "node:crypto";
import { StoreError } from "../errors.js";
import { Limiter } from "./limiter.js";
import type { ListOptions, Store, StoredObject } from "./types.js";

/** How far a copy is. */
export interface CopyProgress {
  /** Objects that are in place, copied or found there, and all that are to be. */
  readonly objectsDone: number;
  readonly objects: number;
  readonly bytesDone: number;
  readonly bytes: number;
}

/** What a copy did. */
export interface CopyAccount {
  /** Objects copied, and their bytes. */
  readonly copied: number;
  readonly copiedBytes: number;
  /** Objects that were there already with the same content, and their bytes. */
  readonly skipped: number;
  readonly skippedBytes: number;
}

/** Options of {@link copyObjects}. */
export interface CopyOptions {
  /** Stops the copy; what is copied stays, and the same copy goes on from there. */
  readonly signal?: AbortSignal;
  /** How many objects are copied at once, from 1. @defaultValue 8 */
  readonly concurrency?: number;
  /** How many bytes of objects are held at once; a larger object is copied alone. @defaultValue 256 MiB */
  readonly heldBytes?: number;
  /** Told of each object that is in place. @defaultValue nobody is told */
  readonly onProgress?: (progress: CopyProgress) => void;
}

/**
 * Copies all objects of a store to another, under the same keys.
 *
 * Objects that are there with the same content are left alone, so that a copy that was stopped goes on where it was; others
 * are replaced, and what is there besides stays. Objects that lie in no folder, such as `sources.json`, come last: a lake
 * that is copied in part shows none of its sources. Content is compared by size and MD5, which S3 tells of most
 * objects; an object that it tells none of is read. So is one whose etag differs, as that of an object encrypted with keys of
 * KMS, or the customer's, looks like an MD5 and is none: copying to such a bucket again reads all of both sides.
 *
 * @throws {StoreError} If an object can't be read or written, or is replaced under the copy.
 * @throws {RangeError} If `concurrency` is not a whole number from 1.
 *
 * @example
 * const from = openMemoryStore({ "a/1": "x", "a/2": "y" });
 * const to = openMemoryStore({ "a/1": "x" });
 * const { copied, skipped } = await copyObjects(from, to);
 * [copied, skipped]; // [1, 1]
 */
export async function copyObjects(from: Store, to: Store, options: CopyOptions = {}): Promise<CopyAccount> {
  const { concurrency = 8, heldBytes = 256 * 2 ** 20, onProgress, signal } = options;
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw new RangeError(`concurrency is not a whole number from 1: ${concurrency}`);
  }
  const stopped = new AbortController();
  const listOptions = signal === undefined ? {} : { signal };
  const copyOptions = {
    signal: signal === undefined ? stopped.signal : AbortSignal.any([signal, stopped.signal]),
  };
  const [objects, there] = await Promise.all([listAll(from, listOptions), listThere(to, listOptions)]);
  const bytes = objects.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const account = { copied: 0, copiedBytes: 0, skipped: 0, skippedBytes: 0 };
  const copy = async (object: StoredObject): Promise<void> => {
    const { key, byteLength } = object;
    copyOptions.signal.throwIfAborted();
    const present = there.get(key);
    if (present !== undefined && (await isSame(from, object, to, present, copyOptions))) {
      account.skipped++;
      account.skippedBytes += byteLength;
    } else {
      await copyOne(from, object, to, copyOptions);
      account.copied++;
      account.copiedBytes += byteLength;
    }
    const objectsDone = account.copied + account.skipped;
    const bytesDone = account.copiedBytes + account.skippedBytes;
    onProgress?.({ objectsDone, objects: objects.length, bytesDone, bytes });
  };
  const isInFolder = ({ key }: StoredObject): boolean => key.includes("/");
  for (const group of [objects.filter(isInFolder), objects.filter((object) => !isInFolder(object))]) {
    const limiter = new Limiter(concurrency, heldBytes);
    const copies = group.map((object) => limiter.run(() => copy(object), object.byteLength));
    // The others end, too, before the failure is told, so that nothing is written after it.
    for (const one of copies) one.catch(() => stopped.abort(new Error("another object could not be copied")));
    const failed = (await Promise.allSettled(copies)).filter(({ status }) => status === "rejected");
    signal?.throwIfAborted();
    const reasons = failed.map((result) => (result as PromiseRejectedResult).reason as unknown);
    if (reasons.length > 0) throw reasons.find((reason) => reason instanceof StoreError) ?? reasons[0];
  }
  return account;
}

async function copyOne(
  from: Store,
  { key, byteLength, etag }: StoredObject,
  to: Store,
  options: ListOptions,
): Promise<void> {
  const bytes = new Uint8Array(byteLength);
  let filled = 0;
  for await (const chunk of from.read(key, {
    ...options,
    ...(etag === undefined ? {} : { ifMatch: etag }),
  })) {
    if (filled + chunk.length > byteLength) break;
    bytes.set(chunk, filled);
    filled += chunk.length;
  }
  if (filled !== byteLength) {
    throw new StoreError(`cannot copy ${key} of ${from.name}: it is not as long as it was listed`, { key });
  }
  // A folder keeps no content encodings, so that there is none to ask it for, and none to tell it.
  const keepsEncodings = [from, to].every((store) => store.describe()?.kind !== "folder");
  const { contentEncoding } = keepsEncodings ? await from.head(key, options) : {};
  await to.write(key, bytes, { ...options, ...(contentEncoding === undefined ? {} : { contentEncoding }) });
}

async function isSame(
  from: Store,
  object: StoredObject,
  to: Store,
  present: StoredObject,
  options: ListOptions,
): Promise<boolean> {
  if (object.byteLength !== present.byteLength) return false;
  const read = (store: Store): Promise<string> => readMd5(store, object.key, options);
  const [here, there] = [toldMd5(object), toldMd5(present)];
  const first = here ?? (await read(from));
  const second = there ?? (await read(to));
  if (first === second || (here === null && there === null)) return first === second;
  // What was told may be no MD5 at all, so only what is read says that the contents differ.
  return (here === null ? first : await read(from)) === (there === null ? second : await read(to));
}

/**
 * What an etag of S3 that looks like an MD5 says, which it is save of objects uploaded in parts, which look otherwise, and of those
 * encrypted with keys of KMS or the customer's, which look the same. No other store's etag looks like one.
 */
function toldMd5({ etag }: StoredObject): string | null {
  return etag !== undefined && /^[0-9a-f]{32}$/.test(etag) ? etag : null;
}

async function readMd5(store: Store, key: string, options: ListOptions): Promise<string> {
  const hash = createHash("md5");
  for await (const chunk of store.read(key, options)) hash.update(chunk);
  return hash.digest("hex");
}

async function listAll(store: Store, options: ListOptions): Promise<StoredObject[]> {
  const objects: StoredObject[] = [];
  for await (const object of store.list("", options)) objects.push(object);
  return objects;
}

/** What is where the copy goes; a folder that is not there yet holds nothing. */
async function listThere(store: Store, options: ListOptions): Promise<Map<string, StoredObject>> {
  try {
    return new Map((await listAll(store, options)).map((object) => [object.key, object]));
  } catch (error) {
    if (error instanceof StoreError && error.failure === "missing" && store.describe()?.kind === "folder") {
      return new Map();
    }
    throw error;
  }
}
