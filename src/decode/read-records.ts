import type { ByteSource } from "./byte-source.js";
import { ByteWindow } from "./byte-window.js";
import { gunzipSource } from "./gunzip-source.js";
import { HekaReader } from "./heka-reader.js";
import { JsonLinesReader } from "./json-lines-reader.js";
import { JsonLz4Reader } from "./json-lz4-reader.js";
import { peekSource } from "./peek-source.js";
import type { Projection } from "./projection.js";
import type { ReaderOptions, RecordReader } from "./record-reader.js";
import type { RecordSink } from "./record-sink.js";
import { sniffFormat } from "./sniff-format.js";
import { sourceFromChunks } from "./source-from-chunks.js";
import { Turns } from "./turns.js";
import type { Damage, DecodeOptions, ObjectFormat } from "./types.js";
import { unzstdSource } from "./unzstd-source.js";

const SNIFFED_BYTES = 1 << 16;
/** How much is decoded in a step: what stays in a core's own cache behind a decompressor. */
const BATCH_BYTES = 1 << 18;
/** Of lines stored as they are of which no documents are made: a step's own work then counts. */
const PLAIN_BATCH_BYTES = 1 << 20;
const NO_BYTES = new Uint8Array(0);
/** Compression within compression, as deep as anyone does it by mistake. */
const MAX_LAYERS = 4;

/** What may be done with the chunks of a stream whose records are not compressed. */
export interface StoredChunks {
  /** Where the next chunk may be put. */
  room(): Uint8Array;
  /** Reads the records of the next chunk; false, and nothing done, if it is to go the usual way. */
  use(chunk: Uint8Array): boolean;
}

/** What a scan knows of a stream and its memory. */
interface StreamOptions {
  /**
   * That its bytes are not an object's first, but JSON lines, whatever they look like, of one that is not compressed; and
   * where in it the first one starts, known when its bytes have come.
   */
  readonly linesFrom?: () => number;
  /** Told what may be done with further chunks, once it is known that they are records as they are. */
  readonly onStored?: (chunks: StoredChunks) => void;
}

/**
 * Reads the records of a stored object, as {@link decodeObject} does, and hands each to a sink in file order.
 * Yields after each batch, but for those of chunks that are used, so that the consumer can stop in between.
 *
 * @param projection - What to look for instead of making documents; what it can't tell comes as a document.
 */
export async function* readRecords(
  chunks: AsyncIterable<Uint8Array>,
  options: DecodeOptions & StreamOptions,
  sink: RecordSink,
  projection: Projection | null = null,
): AsyncGenerator<void> {
  const report = (damage: Damage): void => options.onDamage?.(damage);
  const layers: ByteSource[] = [sourceFromChunks(chunks)];
  try {
    const { linesFrom } = options;
    const { source, head } =
      linesFrom === undefined ? await unwrap(layers, options) : { source: layers[0]!, head: NO_BYTES };
    const hint = options.contentEncoding;
    const sniffed = linesFrom === undefined ? (options.format ?? sniffFormat(head)) : "json-lines";
    if (sniffed === null && layers.length === 1 && head.length > 0 && (hint === "gzip" || hint === "zstd")) {
      report({ kind: "compression", byteOffset: 0, message: `${hint} stream is damaged` });
      return;
    }
    const format = formatOf(sniffed, head);
    const reader = createReader(format, {
      maxRecordBytes: options.maxRecordBytes ?? 256 * 2 ** 20,
      report,
      wants: options.wants,
      projection,
    });
    const window = new ByteWindow(projection?.projector);
    let batchBytes = options.batchBytes ?? BATCH_BYTES;
    let fresh = 0;
    const isStoredPlain = layers.length === 1;
    const isSteppingFar =
      isStoredPlain && format === "json-lines" && projection !== null && options.batchBytes === undefined;
    const turns = new Turns();
    let isUsing = false;
    if (isStoredPlain) {
      options.onStored?.({
        room: () => window.free(batchBytes - fresh),
        use: (chunk) => {
          if (!isUsing) return false;
          window.append(chunk);
          fresh = 0;
          reader.read(window, "open", sink);
          return true;
        },
      });
    }
    let isFirst = true;
    const room = (byteLength: number): Uint8Array => window.free(byteLength);
    for (let piece = await source.next(room); piece !== null; piece = await source.next(room)) {
      if (isFirst) window.base = linesFrom?.() ?? 0;
      isFirst = false;
      window.append(piece);
      if (isSteppingFar) {
        batchBytes = PLAIN_BATCH_BYTES;
        isUsing = true;
      }
      fresh += piece.length;
      if (fresh < batchBytes) continue;
      fresh = 0;
      reader.read(window, "open", sink);
      if (turns.isDue) await turns.give();
      yield;
    }
    // The outermost layer that failed made those above it fail.
    const failure = layers.find((layer) => layer.failure !== null)?.failure ?? null;
    reader.read(window, failure === null ? "ended" : "cut", sink);
    yield;
    if (failure !== null) {
      report({ kind: "compression", byteOffset: window.base + window.end, message: failure });
    }
  } finally {
    await layers.at(-1)!.close();
  }
}

/** Puts a decompressor on top of the layers until the bytes are not compressed. */
async function unwrap(
  layers: ByteSource[],
  options: DecodeOptions,
): Promise<{ source: ByteSource; head: Uint8Array }> {
  for (;;) {
    const { head, source } = await peekSource(layers.at(-1)!, SNIFFED_BYTES);
    const format = layers.length > MAX_LAYERS ? null : sniffFormat(head);
    if (format === "gzip") {
      layers.push(gunzipSource(source, layers.length === 1 ? options.reopen : undefined));
    } else if (format === "zstd") {
      layers.push(unzstdSource(source));
    } else {
      return { source, head };
    }
  }
}

/** What to read bytes as that start with nothing known: binary as Heka, text as JSON lines. */
function formatOf(sniffed: ReturnType<typeof sniffFormat>, head: Uint8Array): ObjectFormat {
  if (sniffed === "heka" || sniffed === "json-lines" || sniffed === "jsonlz4") return sniffed;
  const isBinary = head.some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);
  return isBinary ? "heka" : "json-lines";
}

function createReader(format: ObjectFormat, options: ReaderOptions): RecordReader {
  if (format === "heka") return new HekaReader(options);
  return format === "json-lines" ? new JsonLinesReader(options) : new JsonLz4Reader(options);
}
