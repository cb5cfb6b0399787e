import { Buffer } from "node:buffer";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compressObject } from "../../src/decode/index.js";
import { encodeWrittenPing } from "./encode-written-ping.js";
import type { Format } from "./formats.js";
import { makeParts, type PingParts } from "./ping-parts.js";
import { PingWriter } from "./ping-writer.js";

/** A lake of one format, in a folder. */
export interface BenchLake {
  /** Holds the objects, below `main/`. */
  readonly folder: string;
  /** The objects' paths, in their order. */
  readonly files: readonly string[];
  readonly pings: number;
  /** The pings as JSON lines, in bytes. The same for every format. */
  readonly jsonBytes: number;
  /** The objects as they are stored, in bytes. */
  readonly storedBytes: number;
}

/** Options of {@link writeLake}. */
export interface BenchLakeOptions {
  /** Where lakes are kept between runs. */
  readonly cache: string;
  /** Of JSON lines, in MB. */
  readonly megabytes: number;
  readonly seed: number;
  /** JSON lines of one object, in MB. @defaultValue 25 */
  readonly objectMegabytes?: number;
}

/** Changes whenever the same options give other bytes. */
const VERSION = 1;
let parts: { readonly seed: number; readonly parts: PingParts } | null = null;

/** Gives a lake of main pings, from the cache if it is there. The pings depend on the seed and their number alone. */
export async function writeLake(format: Format, options: BenchLakeOptions): Promise<BenchLake> {
  const { cache, megabytes, seed, objectMegabytes = 25 } = options;
  const folder = join(cache, `pings-${VERSION}-${seed}-${megabytes}-${objectMegabytes}`, format);
  const account = join(folder, "lake.json");
  if (existsSync(account)) return JSON.parse(readFileSync(account, "utf8")) as BenchLake;
  if (parts?.seed !== seed) parts = { seed, parts: makeParts(seed) };
  const writer = new PingWriter(parts.parts, seed);
  const building = `${folder}.building`;
  rmSync(building, { recursive: true, force: true });
  mkdirSync(join(building, "main"), { recursive: true });
  const stored = new Block(objectMegabytes * 1e6);
  const files: string[] = [];
  let pings = 0;
  let jsonBytes = 0;
  let storedBytes = 0;
  while (jsonBytes < megabytes * 1e6) {
    stored.length = 0;
    let objectBytes = 0;
    while (objectBytes < objectMegabytes * 1e6 && jsonBytes + objectBytes < megabytes * 1e6) {
      const ping = writer.write(pings++);
      objectBytes += ping.document.end + 1;
      if (format.startsWith("json-lines")) {
        writer.bytes[ping.document.end] = 0x0a;
        stored.append(writer.bytes.subarray(0, ping.document.end + 1));
      } else {
        const isSplit = format.includes("split");
        stored.append(encodeWrittenPing(writer, ping, { isSplit, snappy: format.endsWith("snappy") }));
      }
    }
    jsonBytes += objectBytes;
    const bytes = await compressed(stored.bytes.subarray(0, stored.length), format);
    const name = `main/part-${String(files.length).padStart(5, "0")}.${endings[format]}`;
    writeFileSync(join(building, name), bytes);
    files.push(join(folder, name));
    storedBytes += bytes.length;
  }
  const lake: BenchLake = { folder, files, pings, jsonBytes, storedBytes };
  writeFileSync(join(building, "lake.json"), JSON.stringify(lake));
  renameSync(building, folder);
  return lake;
}

const endings: { readonly [format in Format]: string } = {
  "json-lines": "jsonl",
  "json-lines-gzip": "jsonl.gz",
  "json-lines-zstd": "jsonl.zst",
  ...{ "heka-split": "heka", "heka-split-snappy": "heka", "heka-split-gzip": "heka.gz" },
  ...{ "heka-whole": "heka", "heka-whole-snappy": "heka", "heka-whole-gzip": "heka.gz" },
};

async function compressed(bytes: Buffer, format: Format): Promise<Uint8Array> {
  if (format.endsWith("gzip")) return compressObject(bytes, "gzip", 6);
  return format.endsWith("zstd") ? compressObject(bytes, "zstd", 3) : bytes;
}

/** Bytes that grow at the end. */
class Block {
  bytes: Buffer;
  length = 0;

  constructor(expected: number) {
    this.bytes = Buffer.allocUnsafeSlow(Math.ceil(expected * 1.1) + 65536);
  }

  append(bytes: Uint8Array): void {
    if (this.length + bytes.length > this.bytes.length) {
      const larger = Buffer.allocUnsafeSlow(2 * (this.length + bytes.length));
      this.bytes.copy(larger, 0, 0, this.length);
      this.bytes = larger;
    }
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }
}
