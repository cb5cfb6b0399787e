/**
 * Bytes to records, and pings to bytes.
 *
 * In come an object's bytes, chunk by chunk, in any format that pings are stored in: Heka (plain and Snappy
 * records mixed), JSON lines, Firefox's jsonlz4, each as it is or in gzip or zstd. Out come batches of
 * decoded pings, and an account of the damage. The encoders go the other way. This room never opens a file,
 * and never looks into a ping beyond putting it together.
 *
 * @module
 */
export { compressObject } from "./compress-object.js";
export { decodeObject } from "./decode-object.js";
export { encodeHeka } from "./encode-heka.js";
export { encodeHekaRecord } from "./encode-heka-record.js";
export { encodeJsonLines } from "./encode-json-lines.js";
export { encodeJsonLz4 } from "./encode-json-lz4.js";
export { encodePing } from "./encode-ping.js";
export { createProjection, type Projection, type ProjectionOptions } from "./projection.js";
export { readRecords, type StoredChunks } from "./read-records.js";
export type { RecordCells } from "./record-cells.js";
export { documentSink, type RecordSink } from "./record-sink.js";
export { sniffFormat, startsWithObject } from "./sniff-format.js";
export type {
  Damage,
  DamageKind,
  DecodedRecord,
  DecodeOptions,
  EncodePingOptions,
  HekaField,
  HekaGeneration,
  HekaRecord,
  HekaValue,
  ObjectFormat,
  PingDocument,
} from "./types.js";
