/**
 * What a source holds: which sources there are, their dimensions, and the partitions that conditions keep.
 *
 * In come a folder of sources, or a store with a prefix and dimensions, and conditions on the dimensions; out come the
 * objects of the partitions kept, with an account of what was dropped and what it cost. It lists names and sizes; it
 * never reads an object of a source.
 *
 * @module
 */

export { type Between, type BetweenOptions, type Bounds, between } from "./between.js";
export { checkDimension } from "./check-dimension.js";
export { dimensionValues } from "./dimension-values.js";
export { explainWalk } from "./explain-walk.js";
export { openSources, type Sources, type SourcesOptions } from "./open-sources.js";
export { parseCondition } from "./parse-condition.js";
export { partitionOf } from "./partition-of.js";
export { sanitise } from "./sanitise.js";
export { telemetryDimensions } from "./telemetry-dimensions.js";
export type {
  Clause,
  Condition,
  DeadEnd,
  DimensionDetail,
  PartitionObject,
  PartitionWalk,
  Source,
  SourceEntry,
  WalkEvent,
  WalkLevel,
  WalkOptions,
  WalkTarget,
} from "./types.js";
export { walkPartitions } from "./walk-partitions.js";
