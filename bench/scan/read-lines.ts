import { Buffer } from "node:buffer";
import { createReadStream, readFileSync } from "node:fs";
import { Readable } from "node:stream";
import zlib from "node:zlib";

const CHUNK_BYTES = 1 << 20;
const createUnzstd = (zlib as { createZstdDecompress?: () => zlib.Gunzip }).createZstdDecompress;

/** Opens a file as a stream of its content, decompressed as Node does it unless told. */
export function openContent(file: string, gunzipChunkBytes?: number): Readable {
  const stored = createReadStream(file, { highWaterMark: CHUNK_BYTES });
  const chunkSize = gunzipChunkBytes === undefined ? {} : { chunkSize: gunzipChunkBytes };
  if (file.endsWith(".gz")) return stored.pipe(zlib.createGunzip(chunkSize));
  if (!file.endsWith(".zst")) return stored;
  return createUnzstd === undefined ? Readable.from(unzstdWhole(file)) : stored.pipe(createUnzstd());
}

/** Where the platform has no zstd: a package's decoder, which needs the file whole. */
async function* unzstdWhole(file: string): AsyncIterable<Buffer> {
  const { ZSTDDecoder } = await import("zstddec");
  const decoder = new ZSTDDecoder();
  await decoder.init();
  const content = decoder.decode(readFileSync(file));
  yield Buffer.from(content.buffer, content.byteOffset, content.length);
}

/** Gives the lines of a file as bytes, without their newlines; valid until the next. */
export async function* readLines(file: string): AsyncIterable<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of openContent(file) as AsyncIterable<Buffer>) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, start)) {
      yield bytes.subarray(start, end);
      start = end + 1;
    }
    rest = bytes.subarray(start);
  }
  if (rest.length > 0) yield rest;
}
