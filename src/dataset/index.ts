/**
 * The front door: pings by source and dimension, and properties taken from them.
 *
 * In: a source's name, conditions, options. Out: pings that stream, and typed frames. Never decodes or
 * schedules anything itself; what it needs of the surroundings is handed in.
 *
 * @module
 */

export { bindDataset, type DatasetEntry, type SourceSummary } from "./bind-dataset.js";
export type { Clauses } from "./clauses.js";
export {
  DatasetView,
  type Explanation,
  type Narrowed,
  type ObjectSummary,
} from "./dataset-view.js";
export { getOnePingPerClient } from "./get-one-ping-per-client.js";
export { getPingsProperties, type PropertiesOptions } from "./get-pings-properties.js";
export { Pings } from "./pings.js";
export type { DatasetContext, DatasetOptions, DatasetSource, RecordsOptions, ScanCompany } from "./types.js";
