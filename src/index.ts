/**
 * pingframe's public names, in the order of the data flow: datasets, pings and their properties, frames,
 * histograms, statistics, the vocabulary of validation, plots, reports.
 *
 * @module
 */

// biome-ignore-all assist/source/organizeImports: the order is that of the data flow
import { readFileSync } from "node:fs";
import { type AggregatesEntry, bindAggregates, type OpenAggregates } from "./database/index.js";
import { bindDataset, type DatasetEntry, type DatasetView } from "./dataset/index.js";
import { currentSession, defaultDatabase, noteNotebook, showTarget, surroundings } from "./environment.js";
import {
  type DisplayOptions,
  type Notebook,
  type NotebookDeclaration,
  openNotebook,
  type ParameterDeclarations,
  showThing,
} from "./report/index.js";

// Datasets
/** Opens datasets: `Dataset.fromSource("telemetry").where({ docType: "main" }).records()`. */
export const Dataset: DatasetEntry = bindDataset(surroundings);
/** Pings stored by dimension, with conditions on the dimensions. */
export type Dataset<Ping> = DatasetView<Ping>;
export {
  type Between,
  type BetweenOptions,
  between,
  type Condition as DimensionCondition,
  sanitise,
} from "./catalog/index.js";
export {
  type Clauses,
  type DatasetEntry,
  type DatasetOptions,
  type DatasetSource,
  DatasetView,
  type Explanation,
  getOnePingPerClient,
  getPingsProperties,
  type ObjectSummary,
  Pings,
  type PropertiesOptions,
  type RecordsOptions,
  type SourceSummary,
} from "./dataset/index.js";

// Stores, engines and accounts
export {
  type CopyAccount,
  type CopyOptions,
  type CopyProgress,
  copyObjects,
  openFolderStore,
  openMemoryStore,
  openS3Store,
  type S3StoreOptions,
  type Store,
  type StoredObject,
} from "./store/index.js";
export { type Damage, decodeObject, type PingDocument } from "./decode/index.js";
export { createLocalEngine, type LocalEngineOptions } from "./engine/index.js";
export {
  damagedRecords,
  type Engine,
  formatAccount,
  type ScanAccount,
  type ScanEvent,
} from "./scan/index.js";

// Pings
export {
  clientIdOf,
  type CrashPing,
  type Environment,
  type EventPing,
  type FirstShutdownPing,
  type MainPayload,
  type MainPing,
  type Meta,
  type NewProfilePing,
  parseHttpDate,
  type PingOf,
  type PingTypes,
  type PropertiesRow,
  type PropertyAccessor,
  type PropertyDescription,
  type PropertyRef,
  type PropertySelection,
  sampleIdOf,
  type SessionInfo,
  type UntypedPing,
  type UpdatePing,
  type ValueAt,
} from "./ping/index.js";

// Frames
export {
  AccountedFrame,
  type Aggregator,
  atLeast,
  atMost,
  collect,
  type Column,
  type ColumnDescription,
  type ColumnKind,
  type Condition,
  count,
  countDistinct,
  type CountedRow,
  type CsvOptions,
  type DedupeAccount,
  type DedupeOptions,
  desc,
  first,
  Frame,
  type GroupedFrame,
  inRange,
  isMissing,
  type JoinHow,
  last,
  lessThan,
  max,
  mean,
  median,
  merge,
  min,
  moreThan,
  type ParquetOptions,
  type ParquetReadOptions,
  type ParquetSource,
  percentile,
  type RevealOptions,
  type RowOf,
  type SequenceAccount,
  type SequenceOptions,
  Series,
  type ShownKind,
  type ShowOptions,
  type SortKey,
  type Statistic,
  sum,
  type Table,
  type TextOptions,
} from "./frame/index.js";

// Histograms
export {
  type Bucket,
  Histogram,
  type HistogramData,
  KeyedHistogram,
  type KeyedHistogramData,
  mergeHistograms,
  mergeKeyedHistograms,
  parseHistogram,
} from "./histogram/index.js";

// Statistics
/** One statistic a name, on plain numeric arrays: `stats.percentile([1, 2, 4], 50)`. */
export * as stats from "./stats/index.js";
export {
  type BinnedCounts,
  histogram,
  type HistogramOptions,
  type Numbers,
} from "./stats/index.js";

// Validation
export {
  type Check,
  type CheckOptions,
  check,
  classifySchedule,
  countSchedules,
  describeSchedule,
  type Figure,
  type Quantity,
  quantity,
  type Ratio,
  ratio,
  type ScheduleCounts,
  type ScheduleEvent,
  type ScheduleOutcome,
  type ScheduleReason,
  type Verdict,
  verdictOf,
} from "./validation/index.js";

// Plots
export {
  type BarPlotOptions,
  type BinOptions,
  type BoxPlotOptions,
  type CdfPlotOptions,
  type HistogramPlotOptions,
  type LinePlotOptions,
  type Plot,
  type PlotOptions,
  type PngOptions,
  plotBars,
  plotBox,
  plotCdf,
  plotHistogram,
  plotLine,
} from "./plot/index.js";

// Reports
/**
 * Opens the notebook that a source file is: its parameters, and the report it writes. In a script the report is
 * printed as it is written.
 */
export function notebook<const P extends ParameterDeclarations = Record<never, never>>(
  declaration: NotebookDeclaration<P>,
): Notebook<P> {
  const opened = openNotebook(declaration, currentSession());
  noteNotebook(opened);
  return opened;
}

/**
 * Shows a frame, a series, a plot, a histogram, a figure, a check or a report.
 *
 * In a Jupyter notebook it becomes an output of the cell: tables as HTML, charts as Vega-Lite with a picture
 * for readers that draw none. In a script it is printed. While a report is being written, from
 * {@link notebook} until its `finish()`, it becomes a part of that.
 *
 * @param thing - What to show. Identifiers are hidden.
 * @throws {TypeError} If it is nothing that can be shown, such as a promise.
 */
export function show(thing: object, options: DisplayOptions = {}): void {
  showThing(thing, options, showTarget());
}

export {
  type ConsoleOptions,
  dataHash,
  type DisplayOptions,
  type Finding,
  type FoldOptions,
  foldRare,
  formatFindings,
  type Identifiers,
  type Notebook,
  type NotebookDeclaration,
  type NotebookFile,
  type NotebookOutput,
  type ParameterDeclaration,
  type ParameterDeclarations,
  type PublicDisplay,
  type PublishOptions,
  publishable,
  type ReportDocument,
  type ReportJSON,
  type SequenceGroup,
  type SequencesOptions,
  type TableOptions,
  toConsole,
  toHTML,
  toJSON,
  toNumpyArray,
  toPythonFloat,
  toPythonTuples,
} from "./report/index.js";

// Roll-ups
export {
  type AggregateDayOptions,
  type AggregateKind,
  type AggregateRow,
  type AggregateSet,
  aggregateDay,
  type DayAggregate,
  type DayProgress,
  type DefinitionTexts,
  Definitions,
  type DimensionRule,
  type DropCounts,
  type DropReason,
  dropReasons,
  head,
  type LayoutKind,
  type MetricDefinition,
  type MetricLayout,
  PartialAggregate,
  type PingsOfDay,
  profiles,
  type RollupAccount,
  type RollupProfile,
  type SpillOptions,
  type StoredPings,
  seed,
} from "./rollup/index.js";

// Aggregates in a database
export {
  type DefinitionLocations,
  readDefinitions,
  type RollUpDayOptions,
  type RollUpOptions,
  type RollUpReport,
  rollUpDay,
} from "./merging/index.js";
/** Asks a database of aggregates: `Aggregates.query({ metric: "GC_MS", channel: "nightly" })`. */
export const Aggregates: AggregatesEntry = bindAggregates(defaultDatabase);
/** Aggregates that are open: questions, and lists of what there is. */
export type Aggregates = OpenAggregates;
export type {
  AggregatesEntry,
  AggregatesOptions,
  AggregatesQuestion,
  AggregatesRow,
  Dimension as AggregateDimension,
  FoundMetric,
  GroupKey as AggregateGroupKey,
  MergedDay,
  MergeMode,
} from "./database/index.js";

// Importing and made-up data
export {
  type ImportAccount,
  type ImportEvent,
  type ImportOptions,
  importPings,
  type SkippedItem,
} from "./importing/index.js";
export {
  type DocTypeTruth,
  type HistogramTruth,
  type LakeProgress,
  type RollupLake,
  type RollupLakeOptions,
  type RollupTruth,
  type SampleLake,
  type SampleLakeOptions,
  type SampleProfile,
  type SampleProfileOptions,
  writeRollupLake,
  writeSampleLake,
  writeSampleProfile,
} from "./synthetic/index.js";

// Errors and version
export {
  DatabaseError,
  DecodeError,
  EngineError,
  PlanError,
  StoreError,
  type StoreFailure,
} from "./errors.js";

/** This package's version. */
export const version: string = (
  JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string }
).version;
