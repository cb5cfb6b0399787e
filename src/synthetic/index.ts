/**
 * Sample lakes: in go a seed and a scale, out come Heka objects whose figures are known, and the truth
 * beside them; and the archive of one made-up profile. Never reads a lake, and never uses frames or datasets, so that its truth is independent.
 *
 * @module
 */
export type { TruthOptions } from "./compute-truth.js";
export type { PingsenderFigures, PrintedRatio, SchedulingFigures, ValidationFigures } from "./figures.js";
export type { LakeAccount, LakeTruth } from "./lake-truth.js";
export type { PopulationOptions } from "./make-population.js";
export type { DocTypeTruth, HistogramTruth, RollupTruth } from "./rollups/rollup-truth.js";
export { type RollupLake, type RollupLakeOptions, writeRollupLake } from "./rollups/write-rollup-lake.js";
export type { PingPlace, Population, ReportWindow, StoredPing, SyntheticPing } from "./types.js";
export {
  type LakeProgress,
  type SampleLake,
  type SampleLakeOptions,
  writeSampleLake,
} from "./write-sample-lake.js";
export { type SampleProfile, type SampleProfileOptions, writeSampleProfile } from "./write-sample-profile.js";
