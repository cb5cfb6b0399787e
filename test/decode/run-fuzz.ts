import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { constants, gunzipSync } from "node:zlib";
import {
  compressObject,
  type Damage,
  type DecodedRecord,
  type DecodeOptions,
  encodeHekaRecord,
  encodeJsonLines,
  encodePing,
} from "../../src/decode/index.js";
import { randomFrom } from "../support/random-from.js";
import { decodeAll } from "./decode-all.js";

/** What a fuzz did and found. */
export interface FuzzCounts {
  mutations: number;
  records: number;
  untouched: number;
  decoded: number;
  damages: { [kind: string]: number };
  streams: { [kind: string]: number };
}

type Random = () => number;
const below = (random: Random, limit: number): number => Math.floor(random() * limit);

/** A text that holds both separators, escaped as JSON does and, in Snappy, by chance. */
function someText(random: Random): string {
  const pieces = ["plain ", "\u001e\u001f", "é€😀", "{}", "0".repeat(below(random, 400)), "\n"];
  return Array.from({ length: below(random, 12) }, () => pieces[below(random, pieces.length)]).join("");
}

/** The records that streams are made of: sizes from a hundred bytes to some ten thousand. */
function makePool(): { heka: Uint8Array[]; lines: Uint8Array[] } {
  const random = randomFrom(20170614);
  const heka: Uint8Array[] = [];
  const lines: Uint8Array[] = [];
  for (let i = 0; i < 240; i++) {
    const ping = {
      id: `ping-${i}`,
      type: "main",
      environment: { build: { version: "54.0", text: someText(random) }, profile: null, other: i },
      payload: {
        info: { reason: "shutdown", sessionLength: i },
        histograms: random() < 0.3 ? { GC_MS: { values: manyValues(random) } } : {},
        note: someText(random),
      },
      meta: { Timestamp: 1500000000000000000, Type: "telemetry", Hostname: "host", docType: "main", n: i },
    };
    const generation = i % 2 === 0 ? "payload" : "submission";
    heka.push(encodePing(ping, { generation, snappy: i % 3 === 0 }));
    lines.push(encodeJsonLines([ping]));
  }
  for (let i = 0; i < 12; i++) {
    // The document is the last thing in the message, so that a cut leaves the structure whole.
    const submission = Buffer.from(
      JSON.stringify({ id: `tail-${i}`, text: "x".repeat(below(random, 9000)) }),
    );
    heka.push(
      encodeHekaRecord({ timestampNs: BigInt(i), fields: [{ name: "submission", value: submission }] }),
    );
    const content = Buffer.from(`landfill ${i} ${"\u001e\u0003".repeat(below(random, 90))}`);
    heka.push(encodeHekaRecord({ timestampNs: BigInt(i), fields: [{ name: "content", value: content }] }));
  }
  return { heka, lines };
}

function manyValues(random: Random): { [bucket: string]: number } {
  return Object.fromEntries(Array.from({ length: below(random, 900) }, (_, i) => [i, below(random, 1e6)]));
}

/** A stream's bytes; `origin[i]` is where byte i stood before the mutations, or -1. */
interface Stream {
  bytes: number[];
  origin: number[];
}

/** Changes a stream in one place, in one of the ways that storage and networks do. */
function mutate(stream: Stream, random: Random): void {
  const { bytes, origin } = stream;
  const at = below(random, bytes.length + 1);
  const length = 1 + Math.floor(random() ** 3 * Math.min(3000, bytes.length));
  const foreign = (values: number[]): void => {
    bytes.splice(at, 0, ...values);
    origin.splice(at, 0, ...values.map(() => -1));
  };
  switch (below(random, 8)) {
    case 0: // one bit
    case 1:
      if (at < bytes.length) {
        bytes[at] = bytes[at]! ^ (1 << below(random, 8));
        origin[at] = -1;
      }
      break;
    case 2: // one byte
      if (at < bytes.length) {
        bytes[at] = [0, 0xff, 0x1e, 0x1f, 0x0a, below(random, 256)][below(random, 6)]!;
        origin[at] = -1;
      }
      break;
    case 3: // a piece is lost
      bytes.splice(at, length);
      origin.splice(at, length);
      break;
    case 4: // foreign bytes come in
      foreign(Array.from({ length: Math.min(length, 200) }, () => below(random, 256)));
      break;
    case 5: // a piece comes twice
    case 6: {
      const from = below(random, bytes.length);
      const piece = bytes.slice(from, from + length);
      const pieceOrigin = origin.slice(from, from + length);
      bytes.splice(at, 0, ...piece);
      origin.splice(at, 0, ...pieceOrigin);
      break;
    }
    default: // zeroes
      for (let i = at; i < Math.min(at + length, bytes.length); i++) {
        bytes[i] = 0;
        origin[i] = -1;
      }
  }
}

/** Where in a stream whole records stand as they were: the stream offset of each, and which one it is. */
function untouchedIn(
  stream: Stream,
  starts: readonly number[],
  ends: readonly number[],
): Map<number, number> {
  const found = new Map<number, number>();
  const recordAt = new Map(starts.map((start, record) => [start, record]));
  for (let at = 0; at < stream.origin.length; at++) {
    const record = recordAt.get(stream.origin[at]!);
    if (record === undefined) continue;
    const length = ends[record]! - starts[record]!;
    let i = 1;
    while (i < length && stream.origin[at + i] === starts[record]! + i) i++;
    if (i === length) found.set(at, record);
  }
  return found;
}

/**
 * Mutates streams of known records and checks that whatever was not touched comes out, at its place, and
 * that nothing depends on how the stream is cut into chunks.
 */
export async function runFuzz(count: number, firstSeed: number): Promise<FuzzCounts> {
  const pool = makePool();
  const counts: FuzzCounts = { mutations: 0, records: 0, untouched: 0, decoded: 0, damages: {}, streams: {} };
  for (let i = 0; i < count; i++) {
    const seed = firstSeed + i;
    try {
      await fuzzOnce(seed, pool, counts);
    } catch (error) {
      throw new Error(`seed ${seed}: ${(error as Error).message}`, { cause: error });
    }
  }
  return counts;
}

async function fuzzOnce(
  seed: number,
  pool: { heka: Uint8Array[]; lines: Uint8Array[] },
  counts: FuzzCounts,
): Promise<void> {
  const random = randomFrom(seed);
  const format = random() < 0.75 ? "heka" : "lines";
  const compression = random() < 0.3 ? (random() < 0.5 ? "gzip" : "zstd") : null;
  const records = Array.from(
    { length: 1 + below(random, 12) },
    () => pool[format][below(random, pool[format].length)]!,
  );
  const starts: number[] = [];
  const ends: number[] = [];
  let length = 0;
  for (const record of records) {
    starts.push(length);
    length += record.length;
    ends.push(length);
  }
  const whole = Buffer.concat(records);
  const chunkSize = (): number => 1 + below(random, random() < 0.2 ? 8 : 5000);
  const options: DecodeOptions = { batchBytes: 1 + below(random, 4000) };
  counts.mutations++;
  counts.records += records.length;
  count(counts.streams, `${format}${compression === null ? "" : `.${compression}`}`);
  const intact = await decodeAll(whole, { format: format === "heka" ? "heka" : "json-lines" });
  assert.equal(intact.records.length, records.length, "the intact stream decodes");
  if (compression === null) {
    const stream: Stream = { bytes: [...whole], origin: Array.from(whole, (_, at) => at) };
    const steps = 1 + (random() < 0.4 ? below(random, 6) : 0);
    for (let step = 0; step < steps; step++) mutate(stream, random);
    const mutated = Uint8Array.from(stream.bytes);
    const result = await decodeTwice(mutated, options, chunkSize, counts);
    const byOffset = new Map(result.records.map((record) => [record.byteOffset, record]));
    for (const [at, record] of untouchedIn(stream, starts, ends)) {
      // A line is only a line between newlines.
      if (format === "lines" && at > 0 && mutated[at - 1] !== 0x0a) continue;
      const decoded = byOffset.get(at);
      assert.ok(decoded !== undefined, `the untouched record ${record} at ${at} comes out`);
      assert.deepEqual(decoded.ping, intact.records[record]!.ping);
      counts.untouched++;
    }
    return;
  }
  const compressed = await compressObject(whole, compression);
  const stream: Stream = { bytes: [...compressed], origin: Array.from(compressed, (_, at) => at) };
  mutate(stream, random);
  const mutated = Uint8Array.from(stream.bytes);
  let same = 0;
  while (same < mutated.length && same < compressed.length && mutated[same] === compressed[same]) same++;
  const result = await decodeTwice(mutated, options, chunkSize, counts);
  // What can be had of the bytes before the first changed one.
  const before =
    compression === "gzip"
      ? gunzipSync(mutated.subarray(0, same), { finishFlush: constants.Z_SYNC_FLUSH }).length
      : await zstdLength(mutated.subarray(0, same));
  const byOffset = new Map(result.records.map((record) => [record.byteOffset, record]));
  for (let record = 0; record < records.length; record++) {
    if (ends[record]! >= before || same < 18) continue;
    const decoded = byOffset.get(starts[record]!);
    assert.ok(decoded !== undefined, `the record ${record} before the damage comes out`);
    assert.deepEqual(decoded.ping, intact.records[record]!.ping);
    counts.untouched++;
  }
}

/** How far zstd gets with a stream that was cut: where its decoder says that it ends. */
async function zstdLength(bytes: Uint8Array): Promise<number> {
  const { damages } = await decodeAll(bytes);
  return damages.find((damage) => damage.kind === "compression")?.byteOffset ?? 0;
}

/** Decodes in two different cuttings, which must agree. */
async function decodeTwice(
  bytes: Uint8Array,
  options: DecodeOptions,
  size: () => number,
  counts: FuzzCounts,
): Promise<{ records: DecodedRecord[]; damages: Damage[] }> {
  const result = await decodeAll(bytes, options, size);
  const again = await decodeAll(bytes);
  assert.deepEqual(result.damages, again.damages);
  assert.deepEqual(result.records, again.records);
  counts.decoded += result.records.length;
  for (const damage of result.damages) count(counts.damages, damage.kind);
  return result;
}

function count(counts: { [name: string]: number }, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}
