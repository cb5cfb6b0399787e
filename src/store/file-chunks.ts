import { readSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import { CHUNK_BYTES, giveBack, takeBuffer } from "./chunk-buffers.js";

/** A read that takes longer waits for a disk or a network. */
const SLOW_MS = 2;
/** How many chunks are then asked for elsewhere, before reading at once is tried again. */
const CHUNKS_ELSEWHERE = 16;
/** Timers, and what else wants to run in this thread, wait at most about so long for reads. */
const TURN_MS = 5;

/**
 * Reads a file from `start` to `end` in chunks, up to where the file ends.
 *
 * Most files that are scanned lie in the system's memory, and asking another thread for what is there costs more than
 * copying it: such chunks are read at once. Behind one that takes longer, each chunk is read while the last one is in use.
 *
 * @param isTransient - Whether chunks are used up when the next one is asked for, so that their memory serves again.
 * @param slowMs - What is longer.
 */
export async function* fileChunks(
  file: FileHandle,
  { start, end }: { readonly start: number; readonly end: number },
  isTransient: boolean,
  slowMs: number = SLOW_MS,
): AsyncGenerator<Uint8Array> {
  const buffers: Uint8Array[] = [];
  const bufferFor = (byteLength: number): Uint8Array =>
    isTransient ? (buffers.pop() ?? takeBuffer()) : new Uint8Array(byteLength);
  const request = (at: number): Promise<Uint8Array> => {
    const byteLength = Math.min(CHUNK_BYTES, end - at);
    const chunk = bufferFor(byteLength);
    const read = file.read(chunk, 0, byteLength, at).then(({ bytesRead }) => chunk.subarray(0, bytesRead));
    // A failure is thrown where the chunk is awaited.
    read.catch(() => {});
    return read;
  };
  let elsewhere = 0;
  let pending: Promise<Uint8Array> | null = null;
  let turnedAt = performance.now();
  try {
    for (let at = start; at < end; ) {
      let chunk: Uint8Array;
      if (elsewhere > 0) {
        chunk = await (pending ?? request(at));
        elsewhere--;
        const next = at + chunk.length;
        pending = elsewhere > 0 && next < end && chunk.length > 0 ? request(next) : null;
      } else {
        let now = performance.now();
        if (now - turnedAt > TURN_MS) {
          await setImmediate();
          turnedAt = now = performance.now();
        }
        const byteLength = Math.min(CHUNK_BYTES, end - at);
        const buffer = bufferFor(byteLength);
        chunk = buffer.subarray(0, readSync(file.fd, buffer, 0, byteLength, at));
        if (performance.now() - now > slowMs) elsewhere = CHUNKS_ELSEWHERE;
      }
      if (chunk.length === 0) return;
      at += chunk.length;
      yield chunk;
      if (isTransient) buffers.push(new Uint8Array(chunk.buffer));
    }
  } finally {
    await pending?.catch(() => {});
    buffers.forEach(giveBack);
  }
}
