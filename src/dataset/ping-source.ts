import type { PingDocument } from "../decode/index.js";
import type {
  Engine,
  ReadPing,
  RunningAccount,
  ScanAccount,
  ScanEventSink,
  ScanPlan,
} from "../scan/index.js";
import { scanPings, startAccount } from "../scan/index.js";
import type { Store } from "../store/index.js";

/** A plan's parts that are known before it is decided what to take from each ping. */
export type ReadPlan = Omit<ScanPlan, "properties" | "exact">;

/** A scan that has not been run: what to read, from where, with what. */
export interface ScanRequest {
  /** Finds the objects, once; later calls give the same promise. */
  readonly open: () => Promise<{ readonly plan: ReadPlan; readonly store: Store }>;
  readonly engine: Engine;
  readonly signal: AbortSignal | undefined;
  readonly onEvent: ScanEventSink | undefined;
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
  batches(onAccount: (account: ScanAccount) => void): AsyncGenerator<SourceItem<T>[]>;
}

/** Pings read from a store, in object order. `convert` turns a ping into what `select()` asked for. */
export function scanSource<T>(
  request: ScanRequest,
  convert: ((ping: PingDocument) => T) | null,
): PingSource<T> {
  return {
    request: convert === null ? request : null,
    parts: null,
    batches: (onAccount) => readBatches(request, convert, onAccount),
  };
}

async function* readBatches<T>(
  request: ScanRequest,
  convert: ((ping: PingDocument) => T) | null,
  onAccount: (account: ScanAccount) => void,
): AsyncGenerator<SourceItem<T>[]> {
  const { plan, store } = await request.open();
  const account: RunningAccount = startAccount();
  const limit = plan.limitRecords ?? Number.POSITIVE_INFINITY;
  const bytes = plan.objects.reduce((sum, object) => sum + object.byteLength, 0);
  const options = { sample: plan.sample, onBadRecord: plan.onBadRecord, signal: request.signal };
  request.onEvent?.({ kind: "found", objects: plan.objects.length, bytes });
  try {
    for (const object of plan.objects) {
      if (account.records >= limit) break;
      request.signal?.throwIfAborted();
      for await (const batch of scanPings(store, object, options, account)) {
        const wanted = batch.slice(0, limit - account.records);
        account.records += wanted.length;
        yield wanted.map(({ ping, timestampNs }) => ({
          value: convert === null ? (ping as T) : convert(ping),
          timestampNs,
        }));
        if (account.records >= limit) break;
      }
      request.onEvent?.({
        kind: "progress",
        objectsDone: account.objects,
        objects: plan.objects.length,
        bytesDone: account.bytes,
        bytes,
        records: account.records,
      });
    }
  } finally {
    onAccount(account);
  }
  request.onEvent?.({ kind: "done", account });
}

/** Items that a caller's function lets through. */
export function filterSource<T>(source: PingSource<T>, keep: (value: T) => boolean): PingSource<T> {
  return transformed((onAccount) =>
    mapBatches(source.batches(onAccount), (batch) => batch.filter(({ value }) => keep(value))),
  );
}

/** What a caller's function makes of each item. */
export function mapSource<T, U>(source: PingSource<T>, convert: (value: T) => U): PingSource<U> {
  return transformed((onAccount) =>
    mapBatches(source.batches(onAccount), (batch) =>
      batch.map(({ value, timestampNs }) => ({ value: convert(value), timestampNs })),
    ),
  );
}

/** The items of the first source, then those of the next. */
export function unionSource<T>(sources: readonly PingSource<T>[]): PingSource<T> {
  return {
    request: null,
    parts: sources.every((source) => source.request !== null || source.parts !== null) ? sources : null,
    async *batches(onAccount) {
      for (const source of sources) yield* source.batches(onAccount);
    },
  };
}

/** Items kept in memory from the first complete pass on. */
export function cachedSource<T>(source: PingSource<T>): PingSource<T> {
  let kept: { items: SourceItem<T>[]; accounts: ScanAccount[] } | null = null;
  return transformed(async function* (onAccount) {
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
}

/** Items that are already in memory. */
export function memorySource<T>(values: readonly T[]): PingSource<T> {
  return transformed(async function* () {
    yield values.map((value) => ({ value, timestampNs: null }));
  });
}

/** Turns an item back into what property columns read. */
export function toReadPing({ value, timestampNs }: SourceItem<unknown>): ReadPing {
  return { ping: value as PingDocument, timestampNs };
}

function transformed<T>(batches: PingSource<T>["batches"]): PingSource<T> {
  return { request: null, parts: null, batches };
}

async function* mapBatches<T, U>(
  batches: AsyncGenerator<SourceItem<T>[]>,
  convert: (batch: SourceItem<T>[]) => SourceItem<U>[],
): AsyncGenerator<SourceItem<U>[]> {
  for await (const batch of batches) yield convert(batch);
}
