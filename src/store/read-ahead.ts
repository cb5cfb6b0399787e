import { collectChunks } from "./read-whole.js";
import type { ReadOptions, Store, StoredObject } from "./types.js";

/** How far {@link readAhead} reads. */
export interface ReadAheadOptions {
  /** How many objects are read or held at once, from 1. @defaultValue 8 */
  readonly objects?: number;
  /** How many bytes are held at once. @defaultValue 16 MiB */
  readonly bytes?: number;
  /** Larger objects are not read ahead, as what they take is the transfer, not the wait. @defaultValue 4 MiB */
  readonly largestObject?: number;
}

/** A store that reads ahead, and what ends that. */
export interface ReadAhead {
  readonly store: Store;
  /** Drops what was read ahead and stops what is being read. Without it, memory is held and requests go on. */
  close(): void;
}

interface Held {
  readonly chunks: Promise<Uint8Array[]>;
  readonly object: StoredObject;
}

/**
 * Makes a store read objects before they are asked for, some at once, where each would otherwise wait for its answer.
 *
 * @param objects - What will be read, in that order; each is read ahead once. Other reads pass through.
 */
export function readAhead(
  store: Store,
  objects: readonly StoredObject[],
  options: ReadAheadOptions = {},
): ReadAhead {
  const { objects: most = 8, bytes: mostBytes = 16 * 2 ** 20, largestObject = 4 * 2 ** 20 } = options;
  const stopped = new AbortController();
  const held = new Map<string, Held>();
  const placeOf = new Map(objects.map(({ key }, place) => [key, place]));
  let next = 0;
  let count = 0;
  let bytes = 0;

  const fill = (): void => {
    for (; next < objects.length && count < most && !stopped.signal.aborted; next++) {
      const object = objects[next]!;
      if (object.byteLength > largestObject) continue;
      if (bytes > 0 && bytes + object.byteLength > mostBytes) return;
      count++;
      bytes += object.byteLength;
      const { key, etag } = object;
      const chunks = collectChunks(
        store.read(key, { signal: stopped.signal, ...(etag === undefined ? {} : { ifMatch: etag }) }),
      );
      // A failure is told when the object's turn comes.
      chunks.catch(() => {});
      held.set(key, { chunks, object });
    }
  };
  const release = ({ byteLength }: StoredObject): void => {
    count--;
    bytes -= byteLength;
    fill();
  };
  const take = (key: string, { ifMatch, start, end }: ReadOptions): Held | undefined => {
    const one = held.get(key);
    if (one === undefined || start !== undefined || end !== undefined || ifMatch !== one.object.etag) return;
    held.delete(key);
    return one;
  };

  async function* give(one: Held, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
    try {
      for (const chunk of await unlessAborted(one.chunks, signal)) {
        signal?.throwIfAborted();
        yield chunk;
      }
    } finally {
      release(one.object);
    }
  }

  const read = (key: string, options: ReadOptions = {}): AsyncIterable<Uint8Array> => {
    // What lies before it has been read, or will be read by itself.
    next = Math.max(next, placeOf.get(key) ?? 0);
    fill();
    const one = take(key, options);
    return one === undefined ? store.read(key, options) : give(one, options.signal);
  };
  return {
    store: {
      name: store.name,
      costs: store.costs,
      listFolders: (...listing) => store.listFolders(...listing),
      list: (...listing) => store.list(...listing),
      head: (...looking) => store.head(...looking),
      write: (...writing) => store.write(...writing),
      describe: () => store.describe(),
      read,
    },
    close: () => {
      stopped.abort(new Error("nothing more is read"));
      held.clear();
    },
  };
}

/** Waits for a value, but no longer than until the signal aborts. */
async function unlessAborted<T>(value: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return value;
  signal.throwIfAborted();
  const over = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true, signal: over.signal });
  });
  try {
    return await Promise.race([value, aborted]);
  } finally {
    over.abort();
  }
}
