import { createHash } from "node:crypto";
import { compressObject, decodeObject, encodePing, type PingDocument } from "../decode/index.js";
import { StoreError } from "../errors.js";
import type { Store } from "../store/index.js";
import { member, textMember } from "./member.js";
import type { Arrival } from "./types.js";

/** What a flush did to a partition. */
export interface FlushedPartition {
  /** The object written, or `null` when all was there already. */
  readonly object: { readonly key: string; readonly byteLength: number; readonly pings: number } | null;
  /** The document type of each ping written. */
  readonly docTypes: readonly string[];
  /** Pings that an earlier import had put there. */
  readonly alreadyThere: number;
}

interface Pending {
  readonly timestampNs: bigint;
  readonly docType: string;
  readonly identity: string;
  readonly bytes: Uint8Array;
}

const OBJECT_NAME = /\/import-[0-9a-f]{16}\.heka$/;

/**
 * Gathers arrivals by partition and writes them as gzipped Heka objects named for their content, leaving out those that
 * an earlier import has already put there. An arrival is known again by its receive time, document id and reply.
 */
export class LakeWriter {
  readonly #store: Store;
  readonly #pending = new Map<string, Pending[]>();
  /** How often each arrival was in a partition before this import, less those met again. */
  readonly #before = new Map<string, Map<string, number>>();
  #pendingBytes = 0;
  #isNew: boolean | undefined;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Encoded bytes that wait to be written. */
  get pendingBytes(): number {
    return this.#pendingBytes;
  }

  /**
   * Takes an arrival into a partition.
   * @throws {TypeError} If its `meta` can't be encoded.
   */
  add(folder: string, { ping, timestampNs }: Arrival): void {
    const bytes = encodePing(ping, { timestampNs });
    const docType = textMember(ping, "meta", "docType") ?? "";
    const entry = { timestampNs, docType, identity: identify(ping, timestampNs), bytes };
    const pending = this.#pending.get(folder);
    if (pending === undefined) this.#pending.set(folder, [entry]);
    else pending.push(entry);
    this.#pendingBytes += bytes.byteLength;
  }

  /** Writes what waits, an object a partition, and tells of each partition. */
  async *flush(signal: AbortSignal | undefined): AsyncGenerator<FlushedPartition> {
    for (const folder of [...this.#pending.keys()].sort()) {
      signal?.throwIfAborted();
      const pending = this.#pending.get(folder)!;
      const fresh = await this.#takeFresh(folder, pending, signal);
      const object = fresh.length === 0 ? null : await this.#write(folder, fresh);
      this.#pending.delete(folder);
      yield {
        object,
        docTypes: fresh.map(({ docType }) => docType),
        alreadyThere: pending.length - fresh.length,
      };
    }
    this.#pendingBytes = 0;
  }

  async #write(folder: string, fresh: Pending[]): Promise<FlushedPartition["object"]> {
    // In an order of their own, so that the order of the inputs does not change the object.
    fresh.sort((a, b) => compare(a.timestampNs, b.timestampNs) || compare(a.identity, b.identity));
    const content = Buffer.concat(fresh.map(({ bytes }) => bytes));
    const stored = await compressObject(content, "gzip");
    const key = `${folder}import-${hash(content).slice(0, 16)}.heka`;
    await this.#store.write(key, stored, { contentEncoding: "gzip" });
    return { key, byteLength: stored.byteLength, pings: fresh.length };
  }

  async #takeFresh(
    folder: string,
    pending: readonly Pending[],
    signal: AbortSignal | undefined,
  ): Promise<Pending[]> {
    let before = this.#before.get(folder);
    if (before === undefined) {
      before = await this.#readBefore(folder, signal);
      this.#before.set(folder, before);
    }
    return pending.filter(({ identity }) => {
      const times = before.get(identity) ?? 0;
      if (times > 0) before.set(identity, times - 1);
      return times === 0;
    });
  }

  async #readBefore(folder: string, signal: AbortSignal | undefined): Promise<Map<string, number>> {
    const before = new Map<string, number>();
    this.#isNew ??= await isMissing(this.#store);
    if (this.#isNew) return before;
    const options = signal === undefined ? {} : { signal };
    for await (const { key } of this.#store.list(folder, options)) {
      if (!OBJECT_NAME.test(key)) continue;
      for await (const records of decodeObject(this.#store.read(key, options))) {
        for (const { ping, timestampNs } of records) {
          const identity = identify(ping, timestampNs ?? 0n);
          before.set(identity, (before.get(identity) ?? 0) + 1);
        }
      }
    }
    return before;
  }
}

function identify({ meta, ...document }: PingDocument, timestampNs: bigint): string {
  const id = textMember(meta, "documentId") ?? hash(Buffer.from(JSON.stringify(document)));
  return JSON.stringify([String(timestampNs), id, member(meta, "replied") ?? null]);
}

async function isMissing(store: Store): Promise<boolean> {
  try {
    await store.listFolders("");
    return false;
  } catch (error) {
    if (error instanceof StoreError) return true;
    throw error;
  }
}

function hash(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function compare<T extends bigint | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
