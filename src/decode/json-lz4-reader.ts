import { createRequire } from "node:module";
import type { ByteWindow } from "./byte-window.js";
import { isPlainObject } from "./is-plain-object.js";
import type { ReaderOptions, RecordReader, StreamState } from "./record-reader.js";
import type { RecordSink } from "./record-sink.js";
import type { DamageKind } from "./types.js";

/** `mozLz40\0`, then the uncompressed length as 4 bytes, least significant first. */
const HEADER_BYTES = 12;

/** Reads the one ping of a file in a Firefox profile's archive. */
export class JsonLz4Reader implements RecordReader {
  readonly #options: ReaderOptions;
  #isDone = false;

  constructor(options: ReaderOptions) {
    this.#options = options;
  }

  read(window: ByteWindow, state: StreamState, sink: RecordSink): void {
    const { bytes, start, end } = window;
    const max = this.#options.maxRecordBytes;
    if (this.#isDone) {
      window.start = end;
      return;
    }
    if (end - start - HEADER_BYTES > max) {
      this.#fail(window, "compression", "LZ4 block is longer than a record may be");
      return;
    }
    if (state === "open") return;
    if (end - start < HEADER_BYTES) {
      if (state === "ended") this.#fail(window, "truncation", "file ends inside its header");
      return;
    }
    const announced = bytes.readUInt32LE(start + 8);
    // LZ4 makes at most 255 bytes of one.
    if (announced > max || announced > (end - start) * 255) {
      this.#fail(window, "compression", "announced length can't be true");
      return;
    }
    let json: Uint8Array;
    try {
      json = uncompress(bytes.subarray(start + 8, end));
      if (json.length !== announced) throw new RangeError("wrong length");
    } catch {
      if (state === "ended") this.#fail(window, "compression", "LZ4 block is damaged");
      return;
    }
    let ping: unknown;
    try {
      ping = JSON.parse(Buffer.from(json.buffer, json.byteOffset, json.length).toString("utf8"));
    } catch {
      ping = null;
    }
    if (isPlainObject(ping)) sink.takeDocument({ ping, timestampNs: null, byteOffset: 0 });
    else this.#fail(window, "json", "file does not hold a JSON object");
    this.#isDone = true;
    window.start = end;
  }

  #fail(window: ByteWindow, kind: DamageKind, message: string): void {
    this.#options.report({ kind, byteOffset: window.base + window.start, message });
    this.#isDone = true;
    window.start = window.end;
  }
}

function uncompress(sizeAndBlock: Buffer): Uint8Array {
  const lz4 = createRequire(import.meta.url)("lz4-napi") as typeof import("lz4-napi");
  return lz4.uncompressSync(sizeAndBlock);
}
