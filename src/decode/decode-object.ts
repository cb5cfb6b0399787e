import { readRecords } from "./read-records.js";
import { documentSink } from "./record-sink.js";
import type { DecodedRecord, DecodeOptions } from "./types.js";

/**
 * Decodes a stored object, whatever its format, in batches of about a megabyte of uncompressed bytes.
 *
 * Compression (gzip, zstd, also one in the other) and format are recognised by content. Memory does not
 * depend on the object's size: a few megabytes and the largest record. Damage is reported and skipped, and
 * never takes an undamaged record with it; in a damaged compressed stream every byte before the damage is
 * read (with zstd, every block). Chunks are not kept, and the iterable is closed when the consumer stops.
 * What `chunks` and `onDamage` throw is passed on; nothing else is thrown.
 *
 * @param chunks - The object's bytes in order; of any size, also empty.
 * @returns Batches in stream order, none empty.
 *
 * @example
 * const bytes = encodePing({ type: "main", meta: { Timestamp: 0, Type: "telemetry", Hostname: "" } });
 * async function* chunks(): AsyncGenerator<Uint8Array> {
 *   yield bytes;
 * }
 * for await (const records of decodeObject(chunks())) {
 *   records.length; // 1
 * }
 */
export async function* decodeObject(
  chunks: AsyncIterable<Uint8Array>,
  options: DecodeOptions = {},
): AsyncGenerator<DecodedRecord[]> {
  let records: DecodedRecord[] = [];
  for await (const _ of readRecords(
    chunks,
    options,
    documentSink(() => records),
  )) {
    if (records.length === 0) continue;
    const batch = records;
    records = [];
    yield batch;
  }
}
