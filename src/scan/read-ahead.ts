import type { ReadOptions, Store, StoredObject } from "../store/index.js";
import { withRead } from "./with-read.js";

/** A store whose objects are on their way before they are asked for. */
export interface ReadAhead {
  readonly store: Store;
  /** Stops what is on its way, and waits until it has stopped. */
  close(): Promise<void>;
}

/** How much may wait to be taken; what a decoder holds is not in it. */
const WAITING_BYTES = 4 * 2 ** 20;

/**
 * Reads objects ahead of whoever takes from them: while one chunk is decoded the next one is fetched, and when an
 * object has been fetched the next one is begun.
 *
 * @param objects - In the order in which they will be read.
 * @param maxBytes - Nothing more is fetched while so many bytes wait, but for a reader who has nothing.
 */
export function readAhead(
  store: Store,
  objects: readonly StoredObject[],
  maxBytes: number = WAITING_BYTES,
): ReadAhead {
  const budget = new Budget(maxBytes);
  const running = new Set<AheadStream>();
  let next: { readonly place: number; readonly stream: AheadStream } | null = null;
  let latest = -1;
  let isClosed = false;
  const places = new Map(objects.map(({ key }, place) => [key, place]));

  const begin = (key: string, options: ReadOptions, onFetched: () => void): AheadStream => {
    const stream = new AheadStream(
      (signal) => store.read(key, { ...options, signal }),
      budget,
      options.signal,
    );
    running.add(stream);
    void stream.fetched.then(() => {
      running.delete(stream);
      onFetched();
    });
    return stream;
  };

  const beginAt = (place: number, options: ReadOptions): void => {
    const object = objects[place];
    if (isClosed || object === undefined || next !== null || place <= latest) return;
    latest = place;
    const ofObject = "ifMatch" in options ? { ...options, ifMatch: object.etag } : options;
    const stream = begin(object.key, ofObject, () => {});
    next = { place, stream };
  };

  const read = (key: string, options: ReadOptions = {}): AsyncIterable<Uint8Array> => {
    const place = places.get(key);
    if (next !== null && next.place === place) {
      const { stream } = next;
      next = null;
      void stream.fetched.then(() => beginAt(place + 1, options));
      return stream;
    }
    if (place === undefined) return begin(key, options, () => {});
    latest = Math.max(latest, place);
    return begin(key, options, () => beginAt(place + 1, options));
  };

  return {
    store: withRead(store, read),
    close: async () => {
      isClosed = true;
      await Promise.all([...running].map((stream) => stream.return()));
    },
  };
}

/** How many bytes wait, over all streams. */
class Budget {
  readonly #maxBytes: number;
  #waiting = 0;
  #wake: (() => void)[] = [];

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get isSpent(): boolean {
    return this.#waiting >= this.#maxBytes;
  }

  add(bytes: number): void {
    this.#waiting += bytes;
  }

  /** Lets those who wait for a change look again. */
  change(bytes = 0): void {
    this.#waiting -= bytes;
    for (const wake of this.#wake.splice(0)) wake();
  }

  changed(): Promise<void> {
    return new Promise((resolve) => this.#wake.push(resolve));
  }
}

/** One object that is fetched, whether someone takes its chunks yet or not. */
class AheadStream implements AsyncIterableIterator<Uint8Array> {
  /** Resolves when nothing more will be fetched, however that came. */
  readonly fetched: Promise<void>;
  readonly #budget: Budget;
  readonly #chunks: Uint8Array[] = [];
  readonly #stopped = new AbortController();
  #failure: { readonly error: unknown } | null = null;
  #isFetched = false;
  #isAwaited = false;

  constructor(
    open: (signal: AbortSignal) => AsyncIterable<Uint8Array>,
    budget: Budget,
    signal: AbortSignal | undefined,
  ) {
    this.#budget = budget;
    const stop = (): void => this.#stop(signal?.reason);
    if (signal?.aborted) stop();
    signal?.addEventListener("abort", stop);
    this.fetched = this.#fetch(open).finally(() => signal?.removeEventListener("abort", stop));
  }

  async #fetch(open: (signal: AbortSignal) => AsyncIterable<Uint8Array>): Promise<void> {
    const { signal } = this.#stopped;
    try {
      for await (const chunk of open(signal)) {
        if (signal.aborted) break;
        this.#chunks.push(chunk);
        this.#budget.add(chunk.length);
        this.#budget.change();
        while (this.#budget.isSpent && !this.#isNeeded && !signal.aborted) await this.#budget.changed();
      }
      signal.throwIfAborted();
    } catch (error) {
      this.#failure = { error };
    }
    this.#isFetched = true;
    this.#budget.change();
  }

  /** Whether someone waits who has nothing. */
  get #isNeeded(): boolean {
    return this.#isAwaited && this.#chunks.length === 0;
  }

  #stop(reason: unknown): void {
    this.#stopped.abort(reason);
    this.#budget.change();
  }

  async next(): Promise<IteratorResult<Uint8Array>> {
    this.#isAwaited = true;
    this.#budget.change();
    while (this.#chunks.length === 0 && !this.#isFetched) await this.#budget.changed();
    this.#isAwaited = false;
    const chunk = this.#chunks.shift();
    if (chunk !== undefined) {
      this.#budget.change(chunk.length);
      return { done: false, value: chunk };
    }
    if (this.#failure !== null) throw this.#failure.error;
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<Uint8Array>> {
    this.#stop(new Error("nobody reads on"));
    await this.fetched;
    const left = this.#chunks.splice(0).reduce((sum, { length }) => sum + length, 0);
    this.#failure = null;
    this.#budget.change(left);
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<Uint8Array> {
    return this;
  }
}
