/**
 * The database of aggregates, PostgreSQL by URL or PGlite in a folder: in go the aggregates of a day, each day once;
 * out come histograms added over whatever is asked for. The only room that knows SQL. Never lets text that came from
 * elsewhere into a statement, and never reads pings.
 *
 * @module
 */
export {
  type AggregatesEntry,
  type AggregatesOptions,
  type AggregatesQuestion,
  type AggregatesRow,
  bindAggregates,
  OpenAggregates,
} from "./aggregates.js";
export { compareDay, type DayState } from "./compare-day.js";
export { descriptionOf, layoutsOf, type StoredLayout } from "./layouts-of.js";
export {
  type FoundMetric,
  listChannels,
  listDates,
  listDays,
  listOptions,
  type MergedDay,
  revisionOf,
  searchMetrics,
} from "./lists.js";
export {
  type MergeDayOptions,
  type MergeMode,
  type MergeReport,
  mergeDay,
  refuseUnlessMergeable,
} from "./merge-day.js";
export { checkMigrated, migrate } from "./migrate.js";
export { type DatabaseOptions, openDatabase } from "./open-database.js";
export {
  type AggregateGroup,
  type AggregatesQuery,
  DIMENSIONS,
  type Dimension,
  type GroupKey,
  queryAggregates,
} from "./query-aggregates.js";
export { type TrimOptions, type TrimReport, trim } from "./trim.js";
export type {
  DayIdentity,
  Driver,
  Layout,
  MergeRow,
  Session,
  SourceObject,
  SqlRow,
  SqlValue,
} from "./types.js";
