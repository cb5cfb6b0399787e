import { collectChunks } from "../read-whole.js";
import { classifyFailure } from "./classify-failure.js";
import { onAbort } from "./on-abort.js";
import { ReadFailure } from "./read-failure.js";
import { type LargeObject, type ObjectReading, readObject } from "./read-object.js";
import { RequestFailure } from "./request.js";

/** How large objects are taken apart. */
export interface PartOptions {
  /** How long a part is, in bytes. */
  readonly bytes: number;
  /** From how many bytes an object is read in parts. */
  readonly largeFrom: number;
  /** How many parts are asked for ahead of the one that is handed out. */
  readonly ahead: number;
}

/** What a connection to S3 gives is a fraction of what a line and a scan can take. */
export const defaultParts: PartOptions = { bytes: 4 << 20, largeFrom: 16 << 20, ahead: 3 };

/**
 * Reads an object as {@link readObject} does, and a large one in parts, some at the same time, so that it is not bound by
 * what one connection gives. All parts are of one content, and one checksum runs over them.
 *
 * @throws {RequestFailure} If a part fails for good.
 */
export async function* readParts(reading: ObjectReading, parts: PartOptions): AsyncGenerator<Uint8Array> {
  let large: LargeObject | null = null as LargeObject | null;
  const onLarge = (object: LargeObject): void => {
    large = object;
  };
  const { bytes, largeFrom, ahead } = parts;
  const stopped = new AbortController();
  const unhear = onAbort(reading.signal, () => stopped.abort(reading.signal?.reason));
  const waiting: Promise<Uint8Array[]>[] = [];
  let next = reading.start + bytes;
  const fill = ({ end, etag }: LargeObject): void => {
    for (; waiting.length < ahead && next < end; next += bytes) {
      const range = { start: next, end: Math.min(next + bytes, end) };
      const part = collectChunks(readObject({ ...reading, ...range, ifMatch: etag, signal: stopped.signal }));
      // A failure is told when the part's turn comes.
      part.catch(() => {});
      waiting.push(part);
    }
  };
  // The last chunk is kept until the checksum is known to be right.
  let last: Uint8Array | null = null;
  try {
    for await (const chunk of readObject(reading, { bytes, largeFrom, onLarge })) {
      if (large === null) {
        yield chunk;
        continue;
      }
      fill(large);
      large.check?.update(chunk);
      if (last !== null) yield last;
      last = chunk;
    }
    if (large === null) return;
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
      const chunks = await part;
      fill(large);
      for (const chunk of chunks) {
        reading.signal?.throwIfAborted();
        large.check?.update(chunk);
        if (last !== null) yield last;
        last = chunk;
      }
    }
    if (large.check !== null && !large.check.isRight()) {
      throw new RequestFailure(classifyFailure(new ReadFailure("wrongChecksum", false)), 1);
    }
    if (last !== null) yield last;
  } catch (error) {
    reading.signal?.throwIfAborted();
    throw error;
  } finally {
    unhear();
    stopped.abort(new Error("nothing more is read"));
  }
}
