import { read, readSync } from "node:fs";
import { promisify } from "node:util";
import { CHUNK_BYTES, giveBack, takeBuffer } from "./chunk-buffers.js";
import type { Pace } from "./pace.js";

const readElsewhere = promisify(read);

/**
 * Reads an open file from `start` to `end` in chunks, up to where the file ends.
 *
 * @param pace - Decides whether a chunk is read at once, or while the last one is in use.
 * @param isTransient - Whether chunks are used up when the next one is asked for, so that their memory serves again.
 * @param room - Where a chunk may be put that is read at once, or null.
 * @param use - Offered each chunk that is read at once; true if it is used up, and so not given.
 */
export async function* fileChunks(
  file: number,
  { start, end }: { readonly start: number; readonly end: number },
  pace: Pace,
  isTransient: boolean,
  room: () => Uint8Array | null = () => null,
  use: (chunk: Uint8Array) => boolean = () => false,
): AsyncGenerator<Uint8Array> {
  const buffers: Uint8Array[] = [];
  const bufferFor = (byteLength: number): Uint8Array =>
    isTransient ? (buffers.pop() ?? takeBuffer()) : new Uint8Array(byteLength);
  const lengthAt = (at: number): number => Math.min(CHUNK_BYTES, end - at);
  let lent: ArrayBufferLike | null = null;
  const readAt = (at: number): Uint8Array => {
    const offered = room();
    const given = offered === null || offered.length === 0 ? null : offered;
    lent = given?.buffer ?? lent;
    const buffer = given ?? bufferFor(lengthAt(at));
    const length = given === null ? lengthAt(at) : Math.min(given.length, end - at);
    return buffer.subarray(0, readSync(file, buffer, 0, length, at));
  };
  const request = async (at: number): Promise<Uint8Array> => {
    const buffer = bufferFor(lengthAt(at));
    const { bytesRead } = await readElsewhere(file, buffer, 0, lengthAt(at), at);
    return buffer.subarray(0, bytesRead);
  };
  const sizeOf = ({ length }: Uint8Array): number => length / CHUNK_BYTES;
  const next = (at: number): Promise<Uint8Array> =>
    pace.run(
      () => readAt(at),
      () => request(at),
      sizeOf,
    );
  let pending: Promise<Uint8Array> | null = null;
  try {
    for (let at = start; at < end; ) {
      const early: Uint8Array | null = pending === null ? pace.runAtOnce(() => readAt(at), sizeOf) : null;
      const chunk: Uint8Array = early ?? (await (pending ?? next(at)));
      pending = null;
      if (chunk.length === 0) return;
      at += chunk.length;
      if (early === null || !use(chunk)) {
        if (at < end && pace.isSlow) {
          pending = next(at);
          // A failure is thrown where the chunk is awaited.
          pending.catch(() => {});
        }
        yield chunk;
      }
      if (isTransient && chunk.buffer !== lent) buffers.push(new Uint8Array(chunk.buffer));
    }
  } finally {
    await pending?.catch(() => {});
    buffers.forEach(giveBack);
  }
}
