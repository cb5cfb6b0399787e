import type { Store } from "../../store/index.js";
import type { LakeProgress } from "../write-sample-lake.js";
import type { RollupTruth } from "./rollup-truth.js";

/** Options of {@link writeRollupLake}. */
export interface RollupLakeOptions {
  /** Where the lake is written. */
  readonly store: Pick<Store, "write">;
  /** Chooses the lake. @defaultValue 1 */
  readonly seed?: number;
  /** Multiplies the number of clients. @defaultValue 1 */
  readonly scale?: number;
  /** Told of each object written. */
  readonly onProgress?: (progress: LakeProgress) => void;
  /** Stops the writing; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** What was written. */
export interface RollupLake {
  readonly truth: RollupTruth;
  readonly objects: number;
  readonly records: number;
  /** Bytes of the data objects as stored. */
  readonly storedBytes: number;
}

/**
 * Writes a lake whose roll-ups are worth looking at: main pings and saved sessions of three days in June 2015, of several
 * channels, versions and builds, with keyed histograms, scalars and simple measurements. In one Nightly build GC_MS is
 * slower. With it come `sources.json`, the probes' definitions as `definitions/Histograms.json`, and
 * `rollup-truth.json`: what aggregates of them must be.
 *
 * The same options give the same lake, on any machine with the same version of zlib.
 *
 * @throws {RangeError} If the seed is no whole number from 0 on, or the scale is not above 0.
 *
 * @example
 * const keys: string[] = [];
 * const { truth } = await writeRollupLake({ store: { write: async (key) => void keys.push(key) }, scale: 0.01 });
 * keys.includes("rollup-truth.json"); // true
 * truth.regression.metric; // "GC_MS"
 */
export async function writeRollupLake(options: RollupLakeOptions): Promise<RollupLake> {
  // Loaded on use: most programs make no data.
  const { writeRollups } = await import("./write-rollups.js");
  return writeRollups(options);
}
