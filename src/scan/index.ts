/**
 * A question about a dataset, as data.
 *
 * In: the objects to read and the properties wanted. Out: a plan, the task that runs it in a thread,
 * and the interface of the engines that plans are given to. Never decides where a plan runs.
 *
 * @module
 */

export { addAccounts, damagedRecords, emptyAccount, formatAccount } from "./account.js";
export { propertyIdentity } from "./cache/cache-identity.js";
export { trimCache } from "./cache/trim-cache.js";
export { copyAccount } from "./copy-account.js";
export { hasId, hasIdBytes, type IdTable, idTable } from "./id-table.js";
export { mergeResults } from "./merge-results.js";
export { type ObjectToRead, objectsIn, partsOfLines, sizeOf } from "./object-lines.js";
export { bytesOf, progressOf } from "./progress-of.js";
export { type PropertyColumns, propertyColumns, type ReadPing } from "./property-columns.js";
export {
  conditionProperties,
  type RecordConditions,
  type RecordFilter,
  recordFilter,
  withTables,
} from "./record-filter.js";
export { runPlan } from "./run-plan.js";
export { runScan } from "./run-scan.js";
export {
  type RunningAccount,
  type ScanPingsOptions,
  scanPings,
  scanRecords,
  startAccount,
} from "./scan-pings.js";
export { type ProgressPanel, showProgress } from "./show-progress.js";
export { splitPlan } from "./split-plan.js";
export type {
  ClientSample,
  DamageReport,
  Engine,
  EngineContext,
  KeepClause,
  ScanAccount,
  ScanCache,
  ScanDamageKind,
  ScanEvent,
  ScanEventSink,
  ScanPlan,
  ScanResult,
} from "./types.js";
export { damageReportsKept } from "./types.js";
export { withRead } from "./with-read.js";
export { type ProgressTarget, writeProgress } from "./write-progress.js";
