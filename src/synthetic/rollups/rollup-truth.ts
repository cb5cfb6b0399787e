import type { RollupPing } from "./compose-rollup-ping.js";
import type { RollupHistogram } from "./probes.js";
import { plantedRegression, type RollupSession } from "./rollup-sessions.js";

/** Histograms of one metric added up: what its aggregate must be. */
export interface HistogramTruth {
  /** From a bucket's lower bound to its count; buckets that hold nothing are left out. */
  readonly values: Readonly<Record<string, number>>;
  readonly sum: number;
  /** How many histograms were added. */
  readonly count: number;
}

/** What the aggregates of the pings of one doc type must be. */
export interface DocTypeTruth {
  /** Pings in the lake, copies included. */
  readonly pings: number;
  /** Pings that are copies of others. */
  readonly copies: number;
  /** Pings of Fennec, which the profile `head` leaves out. */
  readonly fennec: number;
  /** GC_MS of Firefox's parent process, by channel, version and build date. */
  readonly gcMs: Readonly<Record<string, HistogramTruth>>;
  /** The sum and number of each engine's searches by Firefox. */
  readonly searches: Readonly<Record<string, { readonly sum: number; readonly count: number }>>;
  /** The sum of Firefox's uptimes, in minutes, and their number. */
  readonly uptime: { readonly sum: number; readonly count: number };
  /** The sum of Firefox's visited pages, where a ping says them, and how many do. */
  readonly uris: { readonly sum: number; readonly count: number };
}

/** The truth behind a lake for roll-ups. Copies of documents count like the documents. */
export interface RollupTruth {
  readonly seed: number;
  readonly scale: number;
  readonly regression: typeof plantedRegression;
  /** By submission date, then by doc type. */
  readonly days: Readonly<Record<string, Readonly<Record<string, DocTypeTruth>>>>;
}

type Open<T> = { -readonly [Name in keyof T]: T[Name] };

/** Counts pings as they are made. */
export class RollupTruthCounter {
  readonly #days: Record<string, Record<string, Open<DocTypeTruth>>> = {};

  add(session: RollupSession, ping: RollupPing): void {
    this.#days[session.submissionDate] ??= {};
    const day = this.#days[session.submissionDate]!;
    day[session.docType] ??= {
      pings: 0,
      copies: 0,
      fennec: 0,
      gcMs: {},
      searches: {},
      uptime: { sum: 0, count: 0 },
      uris: { sum: 0, count: 0 },
    };
    const truth = day[session.docType]!;
    truth.pings += 1;
    if (session.isCopy) truth.copies += 1;
    if (session.application !== "Firefox") {
      truth.fennec += 1;
      return;
    }
    const { channel, version, buildId } = session;
    const build = `${channel}/${version.split(".")[0]}/${buildId.slice(0, 8)}`;
    const gcMs = truth.gcMs as Record<string, HistogramTruth>;
    for (const { GC_MS } of ping.histograms.parent) if (GC_MS) gcMs[build] = addHistogram(gcMs[build], GC_MS);
    const searches = truth.searches as Record<string, { sum: number; count: number }>;
    for (const [key, { sum }] of Object.entries(ping.keyedHistograms["SEARCH_COUNTS"] ?? {})) {
      searches[key] = addValue(searches[key], sum);
    }
    truth.uptime = addValue(truth.uptime, ping.uptime);
    const uris = ping.scalars["browser.engagement.total_uri_count"];
    if (uris !== undefined) truth.uris = addValue(truth.uris, uris);
  }

  finish(seed: number, scale: number): RollupTruth {
    return { seed, scale, regression: plantedRegression, days: this.#days };
  }
}

function addValue(
  truth: { sum: number; count: number } | undefined,
  value: number,
): { sum: number; count: number } {
  return { sum: (truth?.sum ?? 0) + value, count: (truth?.count ?? 0) + 1 };
}

function addHistogram(truth: HistogramTruth | undefined, { values, sum }: RollupHistogram): HistogramTruth {
  const sums: Record<string, number> = { ...truth?.values };
  for (const [bucket, count] of Object.entries(values)) {
    if (count > 0) sums[bucket] = (sums[bucket] ?? 0) + count;
  }
  return { values: sums, sum: (truth?.sum ?? 0) + sum, count: (truth?.count ?? 0) + 1 };
}
