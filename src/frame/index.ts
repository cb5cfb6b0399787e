/**
 * The typed column table: in come columns written by a scan, objects, or other libraries' tables; out
 * go new frames, counts, lists of cells, text, HTML and CSV. Never changes a frame or what it was made
 * from, never reads files or clocks, and shows no identifier unless asked to.
 *
 * @module
 */
export {
  type Aggregator,
  collect,
  count,
  countDistinct,
  first,
  last,
  max,
  mean,
  median,
  merge,
  min,
  percentile,
  type Statistic,
  sum,
} from "./aggregators.js";
export { appendBatch } from "./columns/append-batch.js";
export { type ColumnBuilder, columnBuilder, type RowBatch } from "./columns/column-builder.js";
export { columnByteLength } from "./columns/column-byte-length.js";
export { columnValue } from "./columns/column-value.js";
export { columnValues } from "./columns/column-values.js";
export { concatColumns } from "./columns/concat-columns.js";
export { encodeText } from "./columns/encode-text.js";
export { holdsIds } from "./columns/holds-ids.js";
export { packIds } from "./columns/pack-uuids.js";
export { pendingGather } from "./columns/pending-gather.js";
export { uuidBuilder } from "./columns/uuid-builder.js";
export {
  atLeast,
  atMost,
  type Condition,
  inRange,
  isMissing,
  lessThan,
  moreThan,
  type NumberComparison,
  type TextComparison,
} from "./conditions.js";
export type { ArrowColumnLike, ArrowTableLike } from "./convert/arrow-table-like.js";
export type { DanfoFrameLike, DanfoModule } from "./convert/danfo.js";
export type { ParquetReadOptions, ParquetSource } from "./convert/parquet/from-parquet.js";
export type { ParquetOptions } from "./convert/parquet/to-parquet.js";
export type { Kinds } from "./convert/table-from-objects.js";
export type { ArqueroModule, ArqueroTableLike } from "./convert/to-arquero.js";
export type { CsvOptions } from "./convert/to-csv.js";
export { AccountedFrame, Frame, type FrameColumns } from "./frame.js";
export type { Aggregate, AggregateValue, GroupedFrame } from "./grouped-frame.js";
export { hideColumn } from "./hide-column.js";
export { type RevealOptions, redactedReader } from "./redact.js";
export { refusePromise } from "./refuse-promise.js";
export type {
  Cell,
  CountedRow,
  DerivedRow,
  JoinedRow,
  KeysOf,
  NameOf,
  RenamedRow,
  RowOf,
  SequenceRow,
  UnionRow,
  UntypedRow,
} from "./row-types.js";
export { Series, type SumOf } from "./series.js";
export type { ShowOptions } from "./show/shown-table.js";
export type { TextOptions } from "./show/to-text.js";
export { type Descending, desc, type SortKey } from "./sort-key.js";
export type {
  BoolColumn,
  Column,
  ColumnKind,
  DictionaryColumn,
  F64Column,
  I64Column,
  IdColumn,
  ShownKind,
  Table,
  Utf8Column,
  UuidColumn,
  ValueColumn,
} from "./types.js";
export type { DedupeAccount, DedupeOptions } from "./verbs/dedupe-rows.js";
export type { ColumnDescription } from "./verbs/describe-columns.js";
export type { JoinHow } from "./verbs/join-rows.js";
export type { SequenceAccount, SequenceOptions } from "./verbs/row-sequences.js";
export type { SampleSize } from "./verbs/sample-rows.js";
