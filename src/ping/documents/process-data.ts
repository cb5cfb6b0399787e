import type { RawHistograms, RawKeyedHistograms } from "./raw-histogram.js";

/** The value of a scalar. */
export type ScalarValue = number | string | boolean;

/** Scalars by name, such as `browser.engagement.total_uri_count`. */
export interface Scalars {
  readonly [name: string]: ScalarValue;
}

/** The values of one keyed scalar, by label. */
export interface KeyedScalar {
  readonly [label: string]: ScalarValue;
}

/** Keyed scalars by name. */
export interface KeyedScalars {
  readonly [name: string]: KeyedScalar;
}

/** One event: milliseconds since the process started, category, method, object, value, extra. */
export type TelemetryEvent = readonly [
  timestamp: number,
  category: string,
  method: string,
  object: string,
  value?: string | null,
  extra?: { readonly [key: string]: string } | null,
];

/** Statistics of garbage collections. */
export interface GarbageCollections {
  /** Some collections, taken at random. */
  readonly random?: readonly object[] | null;
  /** The slowest collections. */
  readonly worst?: readonly object[] | null;
}

/** What one process recorded. */
export interface ProcessData {
  /** Scalars by name. */
  readonly scalars?: Scalars | null;
  /** Keyed scalars by name. */
  readonly keyedScalars?: KeyedScalars | null;
  /** Histograms by probe; the parent process has its own in `payload/histograms`. */
  readonly histograms?: RawHistograms | null;
  /** Keyed histograms by probe; the parent process has its own in `payload/keyedHistograms`. */
  readonly keyedHistograms?: RawKeyedHistograms | null;
  /** Events, in the order in which they were recorded; moved to the event ping in Firefox 62. */
  readonly events?: readonly TelemetryEvent[] | null;
  /** Garbage collections; removed in Firefox 80. */
  readonly gc?: GarbageCollections | null;
}

/** What each process recorded. */
export interface Processes {
  /** The parent process, which is the browser itself. */
  readonly parent?: ProcessData | null;
  /** The content processes, added up. */
  readonly content?: ProcessData | null;
  /** The GPU process. */
  readonly gpu?: ProcessData | null;
  /** The extension process. */
  readonly extension?: ProcessData | null;
  /** The socket process. */
  readonly socket?: ProcessData | null;
  /** The remote data decoder process. */
  readonly rdd?: ProcessData | null;
  /** The utility processes. */
  readonly utility?: ProcessData | null;
  /** Probes that add-ons registered at run time. */
  readonly dynamic?: ProcessData | null;
}
