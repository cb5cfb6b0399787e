import type { Damage, DecodedRecord, RecordCells, RecordSink, StoredChunks } from "../decode/index.js";
import { documentSink, readRecords } from "../decode/index.js";
import { DecodeError, StoreError } from "../errors.js";
import { clientIdOf, sampleIdOf } from "../ping/index.js";
import type { Store, StoredObject } from "../store/index.js";
import { emptyAccount } from "./account.js";
import { type LinesPart, type ObjectToRead, objectsIn, readLines } from "./object-lines.js";
import type { RecordFilter } from "./record-filter.js";
import type { ScanProjection } from "./scan-projection.js";
import { type ClientSample, type DamageReport, damageReportsKept, type ScanAccount } from "./types.js";

/** Which records {@link scanPings} yields, and what it does with damaged ones. */
export interface ScanPingsOptions {
  readonly sample: ClientSample | null;
  readonly onBadRecord: "skip" | "fail";
  readonly signal?: AbortSignal | undefined;
  /** Tells which of the records sampled are yielded, and counts the others. @defaultValue all */
  readonly filter?: RecordFilter | null;
  /** Tells what is wanted of each ping; what isn't may be null in it. @defaultValue all */
  readonly wants?: (path: readonly string[]) => boolean;
  /** Tells when no more is wanted. What a step has decoded behind that is not counted; steps are then small. */
  readonly isEnough?: () => boolean;
}

/** The account of a running scan: what {@link ScanAccount} holds, still counting. */
export type RunningAccount = {
  -readonly [Name in Exclude<keyof ScanAccount, "damage" | "damageReports" | "partial">]: ScanAccount[Name];
} & { damage: Record<string, number>; damageReports: DamageReport[] };

/** How much is decoded in a step by who may soon have enough. */
const FEW_BYTES = 1 << 18;

/** A fresh account to count in. */
export function startAccount(): RunningAccount {
  return { ...emptyAccount, damage: {}, damageReports: [] };
}

/**
 * Reads one object and yields its records in file order, a batch at a time, counting into `account`
 * what it read, left out and found damaged. `account.records` and `withoutPayload` are the caller's.
 *
 * @throws {DecodeError} At the first damaged record, if `onBadRecord` is `"fail"`.
 * @throws {StoreError} If the object can't be read whole, and `onBadRecord` is `"fail"`; else that is damage too.
 */
export async function* scanPings(
  store: Store,
  object: StoredObject,
  options: ScanPingsOptions,
  account: RunningAccount,
): AsyncGenerator<DecodedRecord[]> {
  let batch: DecodedRecord[] = [];
  const sink = documentSink(() => batch);
  for await (const _ of scanRecords(store, object, options, account, sink)) {
    const records = batch;
    batch = [];
    yield records;
  }
}

/**
 * As {@link scanPings}, but hands each record to `sink`, and yields now and then.
 *
 * @param projection - What to look for instead of making documents.
 */
export async function* scanRecords(
  store: Store,
  object: ObjectToRead,
  options: ScanPingsOptions,
  account: RunningAccount,
  sink: RecordSink,
  projection: ScanProjection | null = null,
): AsyncGenerator<void> {
  const { signal, wants } = options;
  const failures: Damage[] = [];
  const count = (damage: Omit<DamageReport, "key">): void => {
    account.damage[damage.kind] = (account.damage[damage.kind] ?? 0) + 1;
    if (account.damageReports.length < damageReportsKept) {
      const { kind, byteOffset, message } = damage;
      account.damageReports.push({ key: object.key, byteOffset, kind, message });
    }
  };
  const { isEnough } = options;
  const onDamage = (damage: Damage): void => {
    if (isEnough?.()) return;
    count(damage);
    if (options.onBadRecord === "fail") failures.push(damage);
  };
  const { lines } = object;
  account.objects += objectsIn(object);
  let stored: StoredChunks | null = null;
  /** What was thrown by who uses a chunk: no failure to read. */
  let thrown: { readonly error: unknown } | null = null;
  const countBytes = (byteLength: number): void => {
    bytesRead += byteLength;
    account.bytes += byteLength;
  };
  const readOptions = {
    isTransient: true,
    room: () => stored?.room() ?? null,
    use: (chunk: Uint8Array) => {
      if (lines !== undefined || failures.length > 0 || signal?.aborted) return false;
      // Its memory may move meanwhile.
      const { length } = chunk;
      try {
        const isUsed = stored?.use(chunk) ?? false;
        if (isUsed) countBytes(length);
        return isUsed;
      } catch (error) {
        thrown = { error };
        throw error;
      }
    },
    ...(signal ? { signal } : {}),
    ...(object.etag === undefined ? {} : { ifMatch: object.etag }),
  };
  const open = (): AsyncIterable<Uint8Array> => store.read(object.key, readOptions);
  /** Where the first line starts that is read. */
  let first = lines?.from ?? 0;
  let bytesRead = 0;
  let failed: unknown = null;
  async function* readWhole(): AsyncGenerator<Uint8Array, boolean> {
    yield* open();
    return bytesRead === object.byteLength;
  }
  const readPart = (part: LinesPart): AsyncGenerator<Uint8Array, boolean> =>
    readLines(
      { ...object, lines: part },
      (start, end) =>
        store.read(object.key, { ...readOptions, start, ...(end === undefined ? {} : { end }) }),
      (offset) => {
        first = offset;
      },
    );
  // A failure to read ends the stream, so that the records before it are still decoded.
  async function* read(): AsyncGenerator<Uint8Array> {
    const chunks = lines === undefined ? readWhole() : readPart(lines);
    try {
      for (let next = await chunks.next(); ; next = await chunks.next()) {
        if (next.done) {
          if (!next.value) failed = sizeError(object, first + bytesRead);
          return;
        }
        countBytes(next.value.length);
        yield next.value;
      }
    } catch (error) {
      if (thrown !== null) throw thrown.error;
      failed = error;
    } finally {
      await chunks.return(true);
    }
  }
  // Where reading failed, no more is looked at again than was read; and that may fail as well.
  async function* reopen(): AsyncGenerator<Uint8Array> {
    let left = failed === null ? Number.POSITIVE_INFINITY : bytesRead;
    try {
      for await (const chunk of open()) {
        yield chunk.subarray(0, left);
        left -= chunk.length;
        if (left <= 0) return;
      }
    } catch (error) {
      failed ??= error;
    }
  }
  const filtering = options.filter ? filtered(sink, options.filter, account) : sink;
  const sampling =
    options.sample === null ? filtering : sampled(filtering, options.sample, account, projection);
  const taking = isEnough === undefined ? sampling : until(isEnough, sampling);
  const decoding = {
    onDamage,
    reopen,
    onStored: (chunks: StoredChunks) => {
      stored = chunks;
    },
    ...(wants ? { wants } : {}),
    ...(isEnough ? { batchBytes: FEW_BYTES } : {}),
    ...(lines === undefined ? {} : { linesFrom: () => first }),
  };
  for await (const _ of readRecords(read(), decoding, taking, projection?.projection ?? null)) {
    signal?.throwIfAborted();
    if (failures.length > 0) break;
    yield;
  }
  signal?.throwIfAborted();
  if (failed instanceof StoreError && options.onBadRecord === "skip") {
    count({ kind: "store", byteOffset: first + bytesRead, message: failed.message });
  } else if (failed !== null) {
    throw failed;
  }
  const [failure] = failures;
  if (failure !== undefined) throw decodeError(object.key, failure);
}

/** Hands on records until no more are wanted. */
function until(isEnough: () => boolean, sink: RecordSink): RecordSink {
  return {
    takeDocument: (record) => {
      if (!isEnough()) sink.takeDocument(record);
    },
    takeCells: (cells) => {
      if (!isEnough()) sink.takeCells(cells);
    },
  };
}

/** Hands on the records of the clients that a sample keeps, and counts the others. */
function sampled(
  sink: RecordSink,
  { percent, seed }: ClientSample,
  account: RunningAccount,
  projection: ScanProjection | null,
): RecordSink {
  const isKept = (clientId: string | null): boolean => {
    if (clientId !== null && (sampleIdOf(clientId) + seed) % 100 < percent) return true;
    account.notSampled += 1;
    if (clientId === null) account.withoutClientId += 1;
    return false;
  };
  const clientOf = (cells: RecordCells): string | null => {
    for (const slot of projection!.clientSlots) {
      const id = cells.value(slot);
      if (typeof id === "string" && id !== "") return id;
    }
    return null;
  };
  return {
    takeDocument: (record) => {
      if (isKept(clientIdOf(record.ping))) sink.takeDocument(record);
    },
    takeCells: (cells) => {
      if (isKept(clientOf(cells))) sink.takeCells(cells);
    },
  };
}

/** Hands on the records that become rows; the filter counts the others. */
function filtered(sink: RecordSink, filter: RecordFilter, account: RunningAccount): RecordSink {
  return {
    takeDocument: (record) => {
      if (filter.takesDocument(record.ping, account)) sink.takeDocument(record);
    },
    takeCells: (cells) => {
      if (filter.takesCells(cells, account)) sink.takeCells(cells);
    },
  };
}

function sizeError({ key, byteLength }: StoredObject, bytesRead: number): StoreError {
  return new StoreError(
    `cannot read ${key} whole: it has ${bytesRead} bytes, and was listed with ${byteLength}`,
    { key },
  );
}

function decodeError(key: string, { kind, byteOffset, message }: Damage): DecodeError {
  return new DecodeError(`cannot decode ${key} at byte ${byteOffset}: ${message}`, { key, byteOffset, kind });
}
