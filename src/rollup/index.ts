/**
 * Roll-ups: pings become histograms by everything that tells them apart.
 *
 * In come pings of a submission date, as documents or as stored bytes, and a profile that says what is aggregated
 * by which dimensions. Out come mergeable aggregates, whose rows a database stores, and an account of what was left
 * out. Never knows SQL, never keeps a ping.
 *
 * @module
 */
export {
  type AggregateDayOptions,
  aggregateDay,
  type DayAggregate,
  type DayProgress,
  type SpillOptions,
} from "./aggregate-day.js";
export { type PingsOfDay, type StoredPings, storedPingsOf } from "./day/pings-of-day.js";
export { Definitions, type DefinitionTexts, type MetricDefinition } from "./definitions.js";
export type { PingDocument } from "./document.js";
export { type DropCounts, type DropReason, dropReasons } from "./drops.js";
export { layoutOfId } from "./metric-layout.js";
export { PartialAggregate } from "./partial-aggregate.js";
export { type DimensionRule, head, profiles, type RollupProfile, seed } from "./profile.js";
export type {
  AggregateKind,
  AggregateRow,
  AggregateSet,
  LayoutKind,
  MetricLayout,
  RollupAccount,
} from "./types.js";
