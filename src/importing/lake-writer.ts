import { createHash } from "node:crypto";
import {
  compressObject,
  type DecodedRecord,
  decodeObject,
  encodePing,
  type PingDocument,
} from "../decode/index.js";
import { StoreError } from "../errors.js";
import type { Store, StoredObject } from "../store/index.js";
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

const OBJECT_NAME = /\/(import|assumed)-[0-9a-f]{16}\.heka$/;

/**
 * Gathers arrivals by partition and writes them as gzipped Heka objects named for their content, leaving out those that
 * an earlier import has already put there. An arrival is known again by its receive time, document id and reply.
 *
 * Arrivals whose receive time is assumed get objects of their own, so that they are found again should their documents
 * be received after all. The ids of the documents received stay in memory, about a hundred bytes each.
 */
export class LakeWriter {
  readonly #store: Store;
  /** By what the names of the objects begin with. */
  readonly #pending = new Map<string, Pending[]>();
  /** How often each arrival was in a partition before this import, less those met again. */
  readonly #before = new Map<string, Map<string, number>>();
  readonly #received = new Set<string>();
  readonly #written = new Set<string>();
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
  add(folder: string, { ping, timestampNs, isAssumed }: Arrival): void {
    const bytes = encodePing(ping, { timestampNs });
    const docType = textMember(ping, "meta", "docType") ?? "";
    const entry = { timestampNs, docType, identity: identify(ping, timestampNs), bytes };
    const stem = `${folder}${isAssumed ? "assumed" : "import"}-`;
    const pending = this.#pending.get(stem);
    if (pending === undefined) this.#pending.set(stem, [entry]);
    else pending.push(entry);
    this.#pendingBytes += bytes.byteLength;
    if (!isAssumed) this.#keepIds(ping);
  }

  /** Writes what waits, an object a partition, and tells of each partition. */
  async *flush(signal: AbortSignal | undefined): AsyncGenerator<FlushedPartition> {
    for (const stem of [...this.#pending.keys()].sort()) {
      signal?.throwIfAborted();
      const pending = this.#pending.get(stem)!;
      const fresh = await this.#takeFresh(stem.slice(0, stem.lastIndexOf("/") + 1), pending, signal);
      const object = fresh.length === 0 ? null : await this.#write(stem, fresh);
      this.#pending.delete(stem);
      yield {
        object,
        docTypes: fresh.map(({ docType }) => docType),
        alreadyThere: pending.length - fresh.length,
      };
    }
    this.#pendingBytes = 0;
  }

  /** Whether the ping's document was received: in this import, or in an earlier one if {@link readReceived} was called. */
  isReceived(ping: PingDocument): boolean {
    return idsOf(ping).some((id) => this.#received.has(id));
  }

  /** Reads which documents earlier imports put into the lake as received. */
  async readReceived(prefix: string, signal: AbortSignal | undefined): Promise<void> {
    for await (const { key } of this.#listEarlier(prefix, "import", signal)) {
      for await (const { ping } of this.#readObject(key, signal)) this.#keepIds(ping);
    }
  }

  /**
   * Takes what earlier imports put into the lake with an assumed receive time out of it, where the document has been
   * received since. An object may be left with nothing in it.
   *
   * @returns How many pings were taken out.
   */
  async dropReceived(prefix: string, signal: AbortSignal | undefined): Promise<number> {
    let dropped = 0;
    if (this.#received.size === 0) return dropped;
    for await (const { key } of this.#listEarlier(prefix, "assumed", signal)) {
      const kept: Uint8Array[] = [];
      let all = 0;
      for await (const { ping, timestampNs } of this.#readObject(key, signal)) {
        all++;
        if (!this.isReceived(ping)) kept.push(encodePing(ping, { timestampNs: timestampNs ?? 0n }));
      }
      if (kept.length === all) continue;
      const stored = await compressObject(Buffer.concat(kept), "gzip");
      await this.#store.write(key, stored, { contentEncoding: "gzip" });
      dropped += all - kept.length;
    }
    return dropped;
  }

  #keepIds(ping: PingDocument): void {
    for (const id of idsOf(ping)) this.#received.add(id);
  }

  async #write(stem: string, fresh: Pending[]): Promise<FlushedPartition["object"]> {
    // In an order of their own, so that the order of the inputs does not change the object.
    fresh.sort((a, b) => compare(a.timestampNs, b.timestampNs) || compare(a.identity, b.identity));
    const content = Buffer.concat(fresh.map(({ bytes }) => bytes));
    const stored = await compressObject(content, "gzip");
    const key = `${stem}${hash(content).slice(0, 16)}.heka`;
    await this.#store.write(key, stored, { contentEncoding: "gzip" });
    this.#written.add(key);
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
    for (const kind of ["import", "assumed"] as const) {
      for await (const { key } of this.#listEarlier(folder, kind, signal)) {
        for await (const { ping, timestampNs } of this.#readObject(key, signal)) {
          const identity = identify(ping, timestampNs ?? 0n);
          before.set(identity, (before.get(identity) ?? 0) + 1);
        }
      }
    }
    return before;
  }

  /** The objects below a folder that earlier imports wrote. */
  async *#listEarlier(
    folder: string,
    kind: "import" | "assumed",
    signal: AbortSignal | undefined,
  ): AsyncGenerator<StoredObject> {
    this.#isNew ??= await isMissing(this.#store);
    if (this.#isNew) return;
    for await (const object of this.#store.list(folder, signal === undefined ? {} : { signal })) {
      if (OBJECT_NAME.exec(object.key)?.[1] === kind && !this.#written.has(object.key)) yield object;
    }
  }

  async *#readObject(key: string, signal: AbortSignal | undefined): AsyncGenerator<DecodedRecord> {
    const chunks = this.#store.read(key, signal === undefined ? {} : { signal });
    for await (const records of decodeObject(chunks)) yield* records;
  }
}

/** A ping's document id, by its URL and by its own word. */
function idsOf(ping: PingDocument): string[] {
  return [textMember(ping, "meta", "documentId"), textMember(ping, "id")].filter((id) => id !== undefined);
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
    if (error instanceof StoreError && error.failure === "missing") return true;
    throw error;
  }
}

function hash(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function compare<T extends bigint | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
