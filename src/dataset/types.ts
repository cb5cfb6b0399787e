import type { WalkTarget } from "../catalog/index.js";
import type { Column } from "../frame/index.js";
import type { Engine, ScanEventSink } from "../scan/index.js";

/** A source as a dataset reads it: where its partitions lie, and what is said about it. */
export interface DatasetSource extends WalkTarget {
  readonly name: string;
  readonly description?: string;
  /** Whether the pings were generated, not sent by anyone. */
  readonly synthetic: boolean;
  /** Values that reports start from, by name. */
  readonly defaults?: Readonly<Record<string, string>>;
}

/** What a dataset needs from its surroundings; `index.ts` fills in what the environment says. */
export interface DatasetContext {
  /** The folder that holds `sources.json`, or its location in S3. */
  readonly sourcesFolder?: string | undefined;
  /** Runs the scans. */
  readonly engine: Engine;
  /** Receives what scans tell: what was found, progress, warnings, the final account. */
  readonly onEvent?: ScanEventSink | undefined;
  /** Stops every scan that is not given a signal of its own. */
  readonly signal?: AbortSignal | undefined;
  /** Called when a scan begins, for what accompanies that scan alone. */
  readonly beginScan?: (() => ScanCompany) | undefined;
  /** Told of each source that is about to be read. */
  readonly onSource?: ((source: DatasetSource) => void) | undefined;
  /** Told of the columns that were read, before anyone else sees them. Must not change or keep them. */
  readonly onColumns?: ((columns: readonly Column[]) => void) | undefined;
}

/** What accompanies one scan from its beginning to its end. */
export interface ScanCompany {
  /** Stops the scan, besides the signal of those who asked for it. */
  readonly signal?: AbortSignal;
  /** Receives what the scan tells, where the caller has no sink of its own. */
  readonly onEvent?: ScanEventSink;
  /** Called when the scan has ended, however it did. */
  readonly end?: () => void;
}

/** Options of opening a dataset. */
export interface DatasetOptions {
  /** The folder that holds `sources.json`, or `s3://bucket/prefix`. @defaultValue the environment variable `PINGFRAME_SOURCES` */
  readonly sources?: string;
  /** Runs the scans. @defaultValue worker threads, one per core */
  readonly engine?: Engine;
  /** Receives progress, or null for silence. @defaultValue progress goes to stderr */
  readonly onEvent?: ScanEventSink | null;
}

/** Options of {@link DatasetView.records}. */
export interface RecordsOptions {
  /** Read only the first so many objects, in the order of their keys. @defaultValue all */
  readonly limitFiles?: number;
  /** Stop after so many records. @defaultValue all */
  readonly limitRecords?: number;
  /**
   * Keep this fraction, above 0 and at most 1, of the clients or of the files. By client it keeps
   * those with (crc32(client id) + seed) % 100 < 100 · fraction, so the same clients in every doc
   * type and on every date; fractions below 0.01 are refused. @defaultValue 1, everything
   */
  readonly sample?: number;
  /** What is sampled. A sample of files is not representative. @defaultValue `"client"` */
  readonly sampleBy?: "client" | "file";
  /** Chooses another sample of the same size. @defaultValue 0 */
  readonly seed?: number;
  /** Stops the scan; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Count damaged records and go on, or stop with a DecodeError at the first. @defaultValue `"skip"` */
  readonly onBadRecord?: "skip" | "fail";
}
