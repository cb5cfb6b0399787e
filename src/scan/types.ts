import type { DamageKind } from "../decode/index.js";
import type { Column } from "../frame/index.js";
import type { PropertySpec } from "../ping/index.js";
import type { Store } from "../store/index.js";
import type { IdTable } from "./id-table.js";
import type { ObjectToRead } from "./object-lines.js";

/** Which clients a scan keeps: those with (crc32(client id) + seed) % 100 below `percent`. */
export interface ClientSample {
  /** How many of the hundred client groups are kept, 1 to 100; a fraction rounds the last group in. */
  readonly percent: number;
  /** Shifts which groups are kept. */
  readonly seed: number;
}

/** Keeps the records whose text at a path is one of a set. */
export interface KeepClause {
  /** The members to walk through from the ping's root to an identifier or another text. */
  readonly path: readonly string[];
  /** The texts. The list must not change once a scan has used it. */
  readonly values: readonly string[];
  /** The same texts in buffers that threads share, instead of `values`. Made by engines; never stored. */
  readonly table?: IdTable;
  /** A digest of the texts, where `table` stands for them. */
  readonly digest?: string;
}

/** Where a scan keeps columns for the next one, on the machine that runs it. */
export interface ScanCache {
  /** A folder of its own. */
  readonly folder: string;
  /** Its size, in bytes; what was not used for the longest time goes first. @defaultValue unbounded */
  readonly maxBytes?: number;
}

/**
 * A question about a dataset as plain data: it survives JSON, so the same plan runs in this
 * process, in a worker thread or on another machine, and gives the same rows in the same order.
 */
export interface ScanPlan {
  /** What to read, in the order in which rows come out: sorted by key, the parts of an object by place. */
  readonly objects: readonly ObjectToRead[];
  /** What to take from each ping; one column each. Empty counts records only. */
  readonly properties: readonly PropertySpec[];
  /** Names of the properties that are read as exact 64-bit integers. */
  readonly exact: readonly string[];
  /** Keep some clients only, or null for all. */
  readonly sample: ClientSample | null;
  /** Stop after this many records, or null for all. */
  readonly limitRecords: number | null;
  /** Count damaged records and go on, or stop at the first. */
  readonly onBadRecord: "skip" | "fail";
  /** Drop records in which one of these is missing. @defaultValue none is dropped */
  readonly require?: readonly PropertySpec[];
  /** Drop records that are missing from one of these sets; looked at before `require`. @defaultValue none is dropped */
  readonly keep?: readonly KeepClause[];
  /**
   * Whether all JSON of a record is checked, wanted or not. Without, a record that is malformed in a part that
   * nobody asked for may be counted as good. @defaultValue true
   */
  readonly validate?: boolean;
  /** Keep columns of objects that have an etag, and take them instead of reading. @defaultValue none are kept */
  readonly cache?: ScanCache;
}

/**
 * What can be wrong with an object or a record; `store` is an object that could not be read, or not whole,
 * `thread` one that ended every thread that read it.
 */
export type ScanDamageKind = DamageKind | "store" | "thread";

/** One damaged place in one object. */
export interface DamageReport {
  readonly key: string;
  readonly byteOffset: number;
  readonly kind: ScanDamageKind;
  readonly message: string;
}

/** What a scan read and what it had to leave out. Plain data; accounts add up in object order. */
export interface ScanAccount {
  readonly objects: number;
  /** Stored bytes read. */
  readonly bytes: number;
  /** Records that became rows. */
  readonly records: number;
  /** Records dropped by the client sample. */
  readonly notSampled: number;
  /** Of those not sampled, records that name no client, so that no sample by client can hold them. */
  readonly withoutClientId: number;
  /** Records dropped because their text is in no set that the plan keeps. */
  readonly notKept: number;
  /** Records dropped because a property that the plan requires is missing. */
  readonly notRequired: number;
  /** Rows whose ping has no payload, or an empty one; they are kept. */
  readonly withoutPayload: number;
  /** Values of a type that their property never has, by column; they are missing in the column. */
  readonly unexpectedTypes: Readonly<Record<string, number>>;
  /** Damaged places by kind. */
  readonly damage: Readonly<Partial<Record<ScanDamageKind, number>>>;
  /** The first damaged places, in reading order, at most {@link damageReportsKept}. */
  readonly damageReports: readonly DamageReport[];
  /** There if the scan was stopped before its end; the other members count what was read until then. */
  readonly partial?: true;
}

/** How many damaged places an account names; the others are only counted. */
export const damageReportsKept = 100;

/** What a scan gives: a column a property, and the account of how it went. */
export interface ScanResult {
  readonly columns: readonly Column[];
  readonly account: ScanAccount;
}

/** What a scan tells while it runs. */
export type ScanEvent =
  | { readonly kind: "found"; readonly objects: number; readonly bytes: number }
  | {
      readonly kind: "progress";
      readonly objectsDone: number;
      readonly objects: number;
      readonly bytesDone: number;
      readonly bytes: number;
      readonly records: number;
      /** What has been counted so far. */
      readonly account: ScanAccount;
    }
  | { readonly kind: "warning"; readonly message: string }
  | { readonly kind: "done"; readonly account: ScanAccount }
  | {
      readonly kind: "stopped";
      /** What was counted until then; partial. */
      readonly account: ScanAccount;
      readonly objects: number;
      /** Whether it was interrupted, or failed, or the caller wanted no more. */
      readonly because: "interrupt" | "failure" | "caller";
    };

/** Receives what a scan tells. Must not throw. */
export type ScanEventSink = (event: ScanEvent) => void;

/** What an engine needs beside the plan; none of it is data. */
export interface EngineContext {
  readonly store: Store;
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: ScanEventSink | undefined;
  /** Told the key of each object when its turn to be read comes. */
  readonly onObject?: ((key: string) => void) | undefined;
}

/**
 * Runs plans. The seam between a question and where it is answered: this process, worker threads,
 * later a cluster. Every engine gives the same rows in the same order.
 */
export interface Engine {
  readonly name: string;
  run(plan: ScanPlan, context: EngineContext): Promise<ScanResult>;
  /** Releases threads and connections. The engine can't be used afterwards. */
  close(): Promise<void>;
}
