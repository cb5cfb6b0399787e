import type { PingDocument } from "../decode/index.js";

/** A ping that arrived, or is taken to have: with its `meta`, ready to be stored. */
export interface Arrival {
  /** The ping, `meta` included. */
  readonly ping: PingDocument;
  /** When it was received, or is assumed to have been, in nanoseconds since 1970. */
  readonly timestampNs: bigint;
  /** Whether the receive time is assumed. */
  readonly isAssumed: boolean;
}

/** Something that could not be imported. */
export interface SkippedItem {
  /** The input, as it was given, or the file found in it; `*` stands for document ids. */
  readonly input: string;
  /** Where the record starts in the uncompressed input, in bytes; `null` when the whole input is meant. */
  readonly byteOffset: number | null;
  /** Why, without any of the ping's content. */
  readonly reason: string;
}

/** What an import did. */
export interface ImportAccount {
  /** Files read. */
  readonly files: number;
  /** Pings written. */
  readonly imported: number;
  /** Pings written, by document type as the URL spells it, most first. */
  readonly byDocType: Readonly<Record<string, number>>;
  /** Pings that an earlier import of the same had already put into the lake; not written again. */
  readonly alreadyThere: number;
  /**
   * Pings left out, or taken out again, because their document is there as it was received; of theirs, as of a copy
   * in a profile's archive, the receive time would only be assumed.
   */
  readonly alsoReceived: number;
  /** Pings written or already there whose receive time is assumed: `meta.assumedTimestamp` is true. */
  readonly assumedTimestamps: number;
  /** Requests that were not answered with success. They are imported, unless only acknowledged ones were asked for. */
  readonly notAcknowledged: number;
  /** Submissions to other namespaces, by namespace; they are not imported. */
  readonly otherNamespaces: Readonly<Record<string, number>>;
  /** How many lines, pings and files could not be imported. */
  readonly skippedCount: number;
  /** The first thousand of them. */
  readonly skipped: readonly SkippedItem[];
  /** Objects written, and their stored bytes. */
  readonly objects: number;
  readonly bytes: number;
}

/** What an import tells while it runs. */
export type ImportEvent =
  | { readonly kind: "file"; readonly file: string }
  | ({ readonly kind: "skipped" } & SkippedItem)
  | { readonly kind: "object"; readonly key: string; readonly byteLength: number; readonly pings: number };

/** Options of {@link importPings}. */
export interface ImportOptions {
  /**
   * Files and folders: captured requests or pings as JSON lines (plain, gzip or zstd), Heka objects, Firefox's
   * `.jsonlz4` files; a Firefox profile, its `datareporting/archived` folder, or a folder of such.
   */
  readonly inputs: readonly string[];
  /** The folder of the lake: new, empty, or made by an earlier import. */
  readonly out: string;
  /** Leave out requests that were not answered with a status from 200 to 299, as if they never came. @defaultValue false */
  readonly acknowledgedOnly?: boolean;
  /** Stops the import; it then rejects with the signal's reason. What was written stays, and can be resumed. */
  readonly signal?: AbortSignal;
  /** Told of progress. @defaultValue nobody is told */
  readonly onEvent?: (event: ImportEvent) => void;
}
