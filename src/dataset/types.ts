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
  /**
   * Drop pings in which one of these properties is missing, before anything else is done with them. Paths are
   * as in {@link getPingsProperties}: `"payload/info/sessionLength"`, or a list of members. The account counts
   * them as `notRequired`. @defaultValue none is dropped
   */
  readonly require?: readonly (string | readonly string[])[];
  /**
   * Keep only pings whose text at a path is one of a set, by path: `{ clientId: clients }`. Several must all
   * hold. A ping without a text there is dropped; pings before version 4 spell `clientID`. The sets are copied
   * when the records are asked for, and threads share them. The account counts what was dropped as `notKept`.
   * @defaultValue all are kept
   */
  readonly keep?: { readonly [path: string]: Iterable<string> };
  /**
   * Whether all JSON of a ping is checked, wanted or not. `false` is faster, and what nobody asked for may then
   * be malformed unnoticed: such a ping is counted as good, where otherwise it is damage. @defaultValue true
   */
  readonly validate?: boolean;
  /**
   * A folder in which columns are kept, so that a later reading of the same properties, in this process or
   * another, reads only objects that are new or have changed, and columns that were never asked for. What comes
   * out, and the account, are as without it. The folder is made, should hold nothing else, and can be removed at
   * any time. Objects whose store gives no etag are read each time; so are those of a store in memory, and all
   * where `limitRecords` is given and where documents are read. The files hold what was asked for, ids included. @defaultValue nothing is kept
   */
  readonly cacheDir?: string;
  /**
   * The size of `cacheDir`, in bytes: after a scan, files that were not used for the longest time are removed
   * until the others fit. @defaultValue unbounded
   */
  readonly cacheBytes?: number;
  /** Stops the scan; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Count damaged records and go on, or stop with a DecodeError at the first. @defaultValue `"skip"` */
  readonly onBadRecord?: "skip" | "fail";
}
