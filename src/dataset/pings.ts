import type { PingDocument } from "../decode/index.js";
import { Frame } from "../frame/index.js";
import { describeProperties, type PropertyDescription } from "../ping/index.js";
import { addAccounts, type ScanAccount } from "../scan/index.js";
import {
  cachedSource,
  filterSource,
  mapSource,
  memorySource,
  type PingSource,
  unionSource,
} from "./ping-source.js";
import { readColumns } from "./read-columns.js";
import { showAsText } from "./show-as-text.js";

/**
 * Pings that have not been read yet. Nothing happens until something is awaited: `count()`, `take()`,
 * an iteration, or `getPingsProperties(pings, …)`. Each of these reads the data again, unless
 * `cache()` keeps it in memory.
 *
 * Records come in the order of their objects' keys, then in file order, always.
 *
 * @example
 * const pings = Pings.of([{ id: "a" }, { id: "b" }]);
 * await pings.count(); // 2
 */
export class Pings<Ping> implements AsyncIterable<Ping> {
  /** @internal */
  readonly source: PingSource<Ping>;
  #lastAccount: ScanAccount | null = null;

  /** @internal */
  constructor(source: PingSource<Ping>) {
    this.source = source;
  }

  /** Makes pings of documents that are in memory. The array is not copied. */
  static of<Ping>(documents: readonly Ping[]): Pings<Ping> {
    return new Pings(memorySource(documents));
  }

  /**
   * The account of the last complete or stopped reading through this object: records, bytes, what was
   * left out and what was damaged; `partial` if it was stopped or failed. Null before the first one.
   */
  get lastAccount(): ScanAccount | null {
    return this.#lastAccount;
  }

  /** @internal */
  noteAccount(accounts: readonly ScanAccount[]): void {
    this.#lastAccount = addAccounts(accounts);
  }

  /**
   * Counts the pings, by reading them all: damaged records don't count.
   * @throws {StoreError} If an object can't be read.
   * @throws {DecodeError} At the first damaged record, if the records were asked for with `onBadRecord: "fail"`.
   */
  async count(): Promise<number> {
    const columns = await readColumns(this as Pings<unknown>, [], []);
    return columns.length;
  }

  /** Reads the first `n` pings, or all where there are fewer. */
  async take(n: number): Promise<Ping[]> {
    if (!(Number.isInteger(n) && n >= 0)) {
      throw new RangeError(`take needs a whole number from 0, got ${JSON.stringify(n)}`);
    }
    const taken: Ping[] = [];
    if (n === 0) return taken;
    for await (const ping of this) {
      taken.push(ping);
      if (taken.length >= n) break;
    }
    return taken;
  }

  /** Streams the pings, in order, in bounded memory. */
  async *[Symbol.asyncIterator](): AsyncIterator<Ping> {
    for await (const batch of this.batches()) yield* batch;
  }

  /** @internal Streams the pings in batches, which is faster than one at a time. */
  async *batches(): AsyncGenerator<Ping[]> {
    for await (const items of this.items()) yield items.map(({ value }) => value);
  }

  /** @internal */
  async *items(): AsyncGenerator<{ value: Ping; timestampNs: bigint | null }[]> {
    const accounts: ScanAccount[] = [];
    try {
      yield* this.source.batches((account) => accounts.push(account));
    } finally {
      if (accounts.length > 0) this.noteAccount(accounts);
    }
  }

  /** A short description, for consoles; nothing is read. */
  toString(): string {
    const read =
      this.#lastAccount === null ? "not read yet" : `${this.#lastAccount.records} records when last read`;
    return `Pings (${read}); await count(), take(n), or getPingsProperties(pings, …)`;
  }

  /**
   * The pings for which `keep` returns true. It is called with the whole ping, and must be synchronous:
   * reading the pings fails with a TypeError if it gives a promise.
   */
  filter(keep: (ping: Ping) => boolean): Pings<Ping> {
    return new Pings(filterSource(this.source, keep));
  }

  /** What `convert` makes of each ping. */
  map<Result>(convert: (ping: Ping) => Result): Pings<Result> {
    return new Pings(mapSource(this.source, convert));
  }

  /** These pings, then those of `other`. */
  union<Other>(other: Pings<Other>): Pings<Ping | Other> {
    return new Pings(
      unionSource<Ping | Other>([this.source as PingSource<Ping | Other>, other.source as never]),
    );
  }

  /**
   * Keeps in memory what is read, so that it is read once: columns, where only properties or a count are asked
   * for, and the documents from the first complete iteration on.
   *
   * Properties that were not read before are read when they are asked for, so name all that you need at once
   * where you can. Documents take many times the memory of a few columns.
   */
  cache(): Pings<Ping> {
    return new Pings(cachedSource(this.source));
  }

  /**
   * Lists the property paths found in a sample of the pings, with their types and how often each is there.
   *
   * @param options - `sampleRecords`: how many pings to look at, from the first on.
   *   @defaultValue `{ sampleRecords: 1000 }`
   */
  async properties(options: { readonly sampleRecords?: number } = {}): Promise<Frame<PropertyDescription>> {
    const documents = (await this.take(options.sampleRecords ?? 1000)) as PingDocument[];
    return Frame.fromObjects([...describeProperties(documents)]);
  }
}

showAsText(Pings);
