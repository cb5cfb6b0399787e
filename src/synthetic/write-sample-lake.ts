import type { Store } from "../store/index.js";
import type { LakeTruth } from "./lake-truth.js";
import type { PopulationOptions } from "./make-population.js";

/** How far the writing of a lake is. */
export interface LakeProgress {
  readonly objects: number;
  readonly totalObjects: number;
  readonly records: number;
  /** Bytes of the objects as stored. */
  readonly storedBytes: number;
}

/** Options of {@link writeSampleLake}. */
export interface SampleLakeOptions extends PopulationOptions {
  /** Where the lake is written; or give `write`. */
  readonly store?: Pick<Store, "write">;
  /** Called with each object, at most four at a time, in any order. @defaultValue the store's `write` */
  readonly write?: Store["write"];
  /** How many records to damage on purpose; at most a tenth of all are. @defaultValue 0 */
  readonly damage?: number;
  /** Told of each object written. @defaultValue nobody is told */
  readonly onProgress?: (progress: LakeProgress) => void;
  /** Stops the writing; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** What was written: the truth and the lake's size. */
export interface SampleLake {
  readonly truth: LakeTruth;
  /** Data objects; `sources.json`, `schema.json` and `truth.json` come on top. */
  readonly objects: number;
  readonly records: number;
  /** Bytes of the data objects as stored. */
  readonly storedBytes: number;
}

/**
 * Writes a lake of synthetic pings whose true figures are known: Heka objects in the layout of Firefox's
 * pipeline, `sources.json`, `telemetry-2/schema.json`, and `truth.json` with the figures.
 *
 * The same options give the same content, on any machine; compressed bytes may differ between versions of zlib.
 * With seed 1 and scale 1 the figures are those of the published report. A lake of scale 1 has about 1,600 objects
 * and 59,000 records, and takes some 195 MB.
 *
 * @throws {RangeError} If the seed, the scale or the damage is not a number that makes sense.
 * @throws {TypeError} If neither a store nor a `write` is given.
 *
 * @example
 * const keys: string[] = [];
 * const lake = await writeSampleLake({ write: async (key) => void keys.push(key), seed: 7, scale: 0.001 });
 * keys.includes("truth.json"); // true
 * lake.truth.figures.newProfile.pings.n > 20; // true
 */
export async function writeSampleLake(options: SampleLakeOptions): Promise<SampleLake> {
  // Loaded on use: most programs make no data.
  const { writeLake } = await import("./write-lake.js");
  return writeLake(options);
}
