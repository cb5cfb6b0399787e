/**
 * What a ping is. In come ping documents and what a caller wants to know of them, out go plain
 * property specifications and the readers that take one value from each ping, histograms merged over
 * processes. Never reads bytes, never changes a ping, never follows a prototype.
 *
 * @module
 */
export { clientIdOf } from "./client-id-of.js";
export { crc32 } from "./crc32.js";
export {
  type DescribePropertiesOptions,
  describeProperties,
  type PropertyDescription,
} from "./describe-properties.js";
export type { Application } from "./documents/application.js";
export type { CommonPing } from "./documents/common-ping.js";
export type { CrashMetadata } from "./documents/crash-metadata.js";
export type { CrashPayload, CrashPing } from "./documents/crash-ping.js";
export type { Environment } from "./documents/environment.js";
export type { EventPayload, EventPing } from "./documents/event-ping.js";
export type { FirstShutdownPing } from "./documents/first-shutdown-ping.js";
export type { MainPayload, SessionInfo } from "./documents/main-payload.js";
export type { MainPing } from "./documents/main-ping.js";
export type { Meta } from "./documents/meta.js";
export type { NewProfilePayload, NewProfilePing } from "./documents/new-profile-ping.js";
export type { PingOf, PingTypes, UntypedPing } from "./documents/ping-types.js";
export type { ProcessData, Processes, TelemetryEvent } from "./documents/process-data.js";
export type { RawHistogram, RawKeyedHistogram } from "./documents/raw-histogram.js";
export type { UpdatePayload, UpdatePing } from "./documents/update-ping.js";
export { expectedKind } from "./expected-kind.js";
export { hasPayload } from "./has-payload.js";
export { type HistogramPaths, histogramPaths } from "./histogram-paths.js";
export { holdsIdentifiers } from "./holds-identifiers.js";
export { isIdentifierPath } from "./is-identifier-path.js";
export { parseHttpDate } from "./parse-http-date.js";
export {
  type ParsePropertiesOptions,
  type PropertiesSource,
  type PropertySource,
  parseProperties,
} from "./parse-properties.js";
export type { CheckPath, CheckPathList } from "./paths/check-path.js";
export type { PingAccessor, PropertyRef } from "./paths/ping-accessor.js";
export type {
  AliasSource,
  PathList,
  PropertiesRow,
  PropertyAccessor,
  PropertySelection,
} from "./paths/property-selection.js";
export type { ValueAt } from "./paths/value-at.js";
export type { PropertyKind, PropertySpec } from "./property-spec.js";
export { readProperty } from "./read-property.js";
export { recordPath } from "./record-path.js";
export { sampleIdOf } from "./sample-id-of.js";
export { wantsPath } from "./wants-path.js";
