import type { PingDocument } from "../decode/index.js";
import { type Column, columnBuilder, refusePromise } from "../frame/index.js";
import { identifiersIn } from "../ping/index.js";
import type { Engine, ReadPing, RunningAccount, ScanAccount, ScanPlan } from "../scan/index.js";
import { bytesOf, copyAccount, progressOf, recordFilter, scanPings, startAccount } from "../scan/index.js";
import type { Store } from "../store/index.js";
import { type BegunScan, beginScan, type Ending, type ScanParty } from "./begin-scan.js";
import { ColumnCache } from "./column-cache.js";
import type { DatasetContext } from "./types.js";

const none: ReadonlySet<string> = new Set();

/** A plan's parts that are known before it is decided what to take from each ping. */
export type ReadPlan = Omit<ScanPlan, "properties" | "exact">;

/** A scan that has not been run: what to read, from where, with what. */
export interface ScanRequest {
  /** Finds the objects, once; later calls give the same promise. */
  readonly open: (scan: BegunScan) => Promise<{ readonly plan: ReadPlan; readonly store: Store }>;
  readonly engine: Engine;
  readonly party: ScanParty;
}

/** An item that flows through {@link PingSource}: a ping, or what a caller's function made of it. */
export interface SourceItem<T> {
  readonly value: T;
  readonly timestampNs: bigint | null;
}

/** Where pings come from. `request` is there only for untouched scans: those can run as plans. */
export interface PingSource<T> {
  readonly request: ScanRequest | null;
  /** The untouched scans that this source is the union of, or null. */
  readonly parts: readonly PingSource<T>[] | null;
  /** There if the source keeps what is read of another. */
  readonly cached?: CachedParts<T>;
  /** Members that were selected under these names and may be or hold identifiers, whatever they are called. */
  readonly hidden: ReadonlySet<string>;
  /** Told of the columns that are made of the pings. */
  readonly onColumns: DatasetContext["onColumns"];
  batches(onAccount: (account: ScanAccount) => void): AsyncGenerator<SourceItem<T>[]>;
}

/** What a source that keeps things is made of. */
export interface CachedParts<T> {
  readonly source: PingSource<T>;
  readonly columns: ColumnCache;
  /** Whether the documents are in memory. */
  readonly hasDocuments: () => boolean;
}

/** Whether columns can be had of a source without its documents: no caller's function stands between. */
export function isColumnar(source: PingSource<unknown>): boolean {
  if (source.cached !== undefined) return !source.cached.hasDocuments() && isColumnar(source.cached.source);
  return source.request !== null || (source.parts?.every(isColumnar) ?? false);
}

/**
 * Pings read from a store, in object order. `convert` turns a ping into what `select()` asked for; `hidden` names
 * what may be or hold identifiers of that.
 */
export function scanSource<T>(
  request: ScanRequest,
  convert: ((ping: PingDocument) => T) | null,
  hidden: ReadonlySet<string>,
  onColumns: DatasetContext["onColumns"],
): PingSource<T> {
  return {
    request: convert === null ? request : null,
    parts: null,
    hidden,
    onColumns,
    batches: (onAccount) => readBatches(request, convert, onColumns, onAccount),
  };
}

async function* readBatches<T>(
  request: ScanRequest,
  convert: ((ping: PingDocument) => T) | null,
  onColumns: DatasetContext["onColumns"],
  onAccount: (account: ScanAccount) => void,
): AsyncGenerator<SourceItem<T>[]> {
  const scan = beginScan(request.party);
  const account: RunningAccount = startAccount();
  let objects: number | null = null;
  let ending: Ending = "caller";
  try {
    const { plan, store } = await request.open(scan);
    const limit = plan.limitRecords ?? Number.POSITIVE_INFINITY;
    const progress = progressOf(plan.objects);
    const { sample, onBadRecord } = plan;
    const options = { sample, onBadRecord, signal: scan.signal, filter: recordFilter(plan) };
    objects = plan.objects.length;
    scan.onEvent?.({ kind: "found", objects, bytes: bytesOf(plan.objects) });
    for (const object of plan.objects) {
      if (account.records >= limit) break;
      scan.signal?.throwIfAborted();
      for await (const batch of scanPings(store, object, options, account)) {
        const wanted = batch.slice(0, limit - account.records);
        account.records += wanted.length;
        onColumns?.([identifierColumn(wanted)]);
        yield wanted.map(({ ping, timestampNs }) => ({
          value: convert === null ? (ping as T) : convert(ping),
          timestampNs,
        }));
        if (account.records >= limit) break;
      }
      scan.onEvent?.(progress(copyAccount(account)));
    }
    ending = "done";
  } catch (error) {
    ending = scan.signal?.aborted ? "interrupt" : "failure";
    throw error;
  } finally {
    const counted = scan.end(ending, copyAccount(account), objects);
    if (counted !== null) onAccount(counted);
  }
}

/** The identifiers in pings that are given away whole. */
function identifierColumn(batch: readonly { readonly ping: PingDocument }[]): Column {
  const builder = columnBuilder("id");
  for (const { ping } of batch) for (const identifier of identifiersIn(ping)) builder.append(identifier);
  return builder.finish();
}

/** Items that a caller's function lets through. */
export function filterSource<T>(source: PingSource<T>, keep: (value: T) => boolean): PingSource<T> {
  return transformed(source, (onAccount) =>
    mapBatches(source.batches(onAccount), (batch) =>
      batch.filter(({ value }) => {
        const isKept = keep(value);
        refusePromise(isKept, "filter");
        return isKept;
      }),
    ),
  );
}

/** What a caller's function makes of each item. */
export function mapSource<T, U>(source: PingSource<T>, convert: (value: T) => U): PingSource<U> {
  // What the function makes is the caller's, and has names of its own.
  return transformed({ onColumns: source.onColumns, hidden: none }, (onAccount) =>
    mapBatches(source.batches(onAccount), (batch) =>
      batch.map(({ value, timestampNs }) => ({ value: convert(value), timestampNs })),
    ),
  );
}

/** The items of the first source, then those of the next. */
export function unionSource<T>(sources: readonly PingSource<T>[]): PingSource<T> {
  return {
    request: null,
    parts: sources.every(isColumnar) ? sources : null,
    hidden: new Set(sources.flatMap(({ hidden }) => [...hidden])),
    onColumns: sources.find(({ onColumns }) => onColumns !== undefined)?.onColumns,
    async *batches(onAccount) {
      for (const source of sources) yield* source.batches(onAccount);
    },
  };
}

/** Items kept in memory from the first complete pass on, and columns from the first time that each is read. */
export function cachedSource<T>(source: PingSource<T>): PingSource<T> {
  let kept: { items: SourceItem<T>[]; accounts: ScanAccount[] } | null = null;
  const cached = { source, columns: new ColumnCache(), hasDocuments: () => kept !== null };
  const items = transformed<T>(source, async function* (onAccount) {
    if (kept !== null) {
      kept.accounts.forEach(onAccount);
      yield kept.items;
      return;
    }
    const items: SourceItem<T>[] = [];
    const accounts: ScanAccount[] = [];
    for await (const batch of source.batches((account) => {
      accounts.push(account);
      onAccount(account);
    })) {
      for (const item of batch) items.push(item);
      yield batch;
    }
    kept = { items, accounts };
  });
  return { ...items, cached };
}

/** Items that are already in memory. */
export function memorySource<T>(values: readonly T[]): PingSource<T> {
  return transformed(null, async function* () {
    yield values.map((value) => ({ value, timestampNs: null }));
  });
}

/** Turns an item back into what property columns read. */
export function toReadPing({ value, timestampNs }: SourceItem<unknown>): ReadPing {
  return { ping: value as PingDocument, timestampNs };
}

function transformed<T>(
  from: Pick<PingSource<unknown>, "onColumns" | "hidden"> | null,
  batches: PingSource<T>["batches"],
): PingSource<T> {
  const { hidden, onColumns } = from ?? { hidden: none, onColumns: undefined };
  return { request: null, parts: null, hidden, onColumns, batches };
}

async function* mapBatches<T, U>(
  batches: AsyncGenerator<SourceItem<T>[]>,
  convert: (batch: SourceItem<T>[]) => SourceItem<U>[],
): AsyncGenerator<SourceItem<U>[]> {
  for await (const batch of batches) yield convert(batch);
}
