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
export { hasPayload } from "./has-payload.js";
export { isIdentifierPath } from "./is-identifier-path.js";
export { KeyedHistogram, type KeyedHistogramData } from "./keyed-histogram.js";
export {
  type ParsePropertiesOptions,
  type PropertiesSource,
  type PropertySource,
  parseProperties,
} from "./parse-properties.js";
export type { PropertyKind, PropertySpec } from "./property-spec.js";
export { readProperty } from "./read-property.js";
export { recordPath } from "./record-path.js";
export { sampleIdOf } from "./sample-id-of.js";
