import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compressObject } from "../../src/decode/index.js";
import {
  createLocalEngine,
  Dataset,
  getPingsProperties,
  openFolderStore,
  openMemoryStore,
  type Store,
} from "../../src/index.js";
import { expectedKind } from "../../src/ping/index.js";
import type { ReadOptions } from "../../src/store/index.js";
import { decodeAll } from "../decode/decode-all.js";
import { parsed } from "../kernel/check-projector.js";
import { below, mutate, pick, type Random, randomDocument, randomPaths } from "../kernel/random-documents.js";
import { isSameValue, valueAt } from "../kernel/value-at.js";
import { randomFrom } from "../support/random-from.js";

/** What a fuzz of streams saw. */
export interface StreamCounts {
  streams: number;
  /** Streams whose compression was damaged. */
  damaged: number;
  rows: number;
  found: number;
}

/**
 * Scans streams of random JSON lines, cut into chunks anywhere, and compares every row with what JSON.parse makes of the
 * line.
 *
 * @param firstSeed - Stream i depends on `firstSeed + i` alone.
 * @throws {Error} At the first difference, with the seed.
 */
export async function runStreamFuzz(count: number, firstSeed: number): Promise<StreamCounts> {
  const counts: StreamCounts = { streams: 0, damaged: 0, rows: 0, found: 0 };
  const engine = createLocalEngine({ threads: 0 });
  for (let seed = firstSeed; seed < firstSeed + count; seed++) {
    try {
      await scanOnce(randomFrom(Math.imul(seed + 1, 0x9e3779b1)), engine, counts);
    } catch (error) {
      const again = `PINGFRAME_FUZZ=0 PINGFRAME_FUZZ_STREAMS=1 PINGFRAME_FUZZ_SEED=${seed} node scripts/fuzz-kernel.mjs`;
      throw new Error(`stream of seed ${seed} (${again}): ${(error as Error).message}`, { cause: error });
    }
  }
  await engine.close();
  return counts;
}

async function scanOnce(
  random: Random,
  engine: ReturnType<typeof createLocalEngine>,
  counts: StreamCounts,
): Promise<void> {
  // Numbers are left out, as they may mean items; so is what is read by rules of its own.
  const paths = randomPaths(random).filter(
    (path) =>
      path.length > 0 &&
      expectedKind(path) === null &&
      !path.some((name) => name === "" || /^\d|^histograms$|[iI]d$/.test(name)),
  );
  if (paths.length === 0) paths.push(["a", "b"]);
  const content = drawLines(random, paths);
  const compression = pick(random, [null, null, "gzip", "zstd"] as const);
  const intact = compression === null ? content : Buffer.from(await compressObject(content, compression));
  const isDamaged = compression !== null && random() < 0.3;
  const stored = isDamaged ? mutate(random, intact) : intact;
  // What can be saved of a damaged stream is what the decoder of documents saves of it, given all at once.
  const rows = isDamaged ? await savedRows(stored, paths) : expectedRows(content, paths);
  const folder = random() < 0.2 ? mkdtempSync(join(tmpdir(), "pingframe-streams-")) : null;
  const store = folder === null ? inChunks(random, stored) : openFolderStore(folder);
  await store.write("lake/main/part-0", stored);
  const dataset = Dataset.fromStore(store, ["docType"], { prefix: "lake", engine, onEvent: null });
  const names = Object.fromEntries(paths.map((path, i) => [`p${i}`, path]));
  const frame = await getPingsProperties(dataset.where({ docType: "main" }).records(), names as never);
  if (folder !== null) rmSync(folder, { recursive: true });
  assert.equal(frame.length, rows.length, "as many rows as lines that are JSON objects");
  if (isDamaged) counts.damaged += 1;
  paths.forEach((path, i) => {
    const values = frame.column(`p${i}` as never).toArray() as readonly unknown[];
    rows.forEach((row, line) => {
      const value = row[i];
      const isSame = isSameValue(values[line], value);
      assert.ok(isSame, `row ${line}, ${JSON.stringify(path)}`);
      if (value !== null) counts.found += 1;
    });
  });
  counts.streams += 1;
  counts.rows += rows.length;
}

/** Lines of documents, some of them damaged, empty, blank or with the line's end of Windows; the last may be open. */
function drawLines(random: Random, paths: readonly (readonly string[])[]): Buffer {
  // Now and then so many that they pass the memory's window of some megabytes several times.
  const count = random() < 0.03 ? 1000 + below(random, 2000) : below(random, 25);
  const lines = Array.from({ length: count }, () => {
    const kind = random();
    if (kind < 0.05)
      return Buffer.from(pick(random, ["", " ", "\t", "\r", "null", "[]", "{}", "7", "{", "}"]));
    const document = randomDocument(random, paths);
    const text = random() < 0.25 ? mutate(random, document) : document;
    return random() < 0.1 ? Buffer.concat([text, Buffer.from("\r")]) : text;
  });
  const content = Buffer.concat(lines.flatMap((line) => [line, Buffer.from("\n")]));
  // Something that is no line of JSON comes first, so that nothing is taken for another format.
  const whole = Buffer.concat([Buffer.from('{"a":{"b":1}}\n'), content]);
  return random() < 0.3 ? whole.subarray(0, whole.length - below(random, 3)) : whole;
}

function expectedRows(content: Buffer, paths: readonly (readonly string[])[]): unknown[][] {
  const rows: unknown[][] = [];
  for (let start = 0; start < content.length; ) {
    const newline = content.indexOf(0x0a, start);
    const end = newline < 0 ? content.length : newline;
    const document = parsed(content.subarray(start, end));
    if (typeof document === "object" && document !== null && !Array.isArray(document)) {
      rows.push(paths.map((path) => valueIn(document, path)));
    }
    start = end + 1;
  }
  return rows;
}

async function savedRows(stored: Buffer, paths: readonly (readonly string[])[]): Promise<unknown[][]> {
  const { records } = await decodeAll(stored);
  return records.map(({ ping }) => paths.map((path) => valueIn(ping, path)));
}

/** As properties are read: what is missing or an empty object is null. */
function valueIn(document: object, path: readonly string[]): unknown {
  const value = valueAt(document, path);
  if (value === undefined) return null;
  const isEmpty =
    typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
  return isEmpty ? null : value;
}

/**
 * A store that cuts its only object anywhere; that puts a chunk where its reader has room for it, or in memory of its own,
 * which it spoils when the next is asked for, where it may; and that offers some chunks for use before it yields them.
 */
function inChunks(random: Random, stored: Uint8Array): Store {
  const store = openMemoryStore();
  const most = pick(random, [1, 7, 100, 5000, 100_000]);
  const least = Math.ceil(stored.length / 300);
  const isRoomTaken = pick(random, [0, 0.5, 1]);
  const isUseOffered = pick(random, [0, 0.5, 1]);
  async function* read(_: string, options?: ReadOptions): AsyncIterable<Uint8Array> {
    for (let start = 0; start < stored.length; ) {
      const length = least + below(random, most);
      const room = random() < isRoomTaken ? (options?.room?.() ?? null) : null;
      if (room !== null) {
        const part = stored.subarray(start, start + Math.min(length, room.length));
        room.set(part);
        start += part.length;
        const put = room.subarray(0, part.length);
        if (random() >= isUseOffered || options?.use?.(put) !== true) yield put;
        continue;
      }
      const chunk = Uint8Array.from(stored.subarray(start, start + length));
      if (random() >= isUseOffered || options?.use?.(chunk) !== true) yield chunk;
      if (options?.isTransient === true) chunk.fill(0xee);
      start += length;
    }
  }
  return Object.assign(store, { read });
}
