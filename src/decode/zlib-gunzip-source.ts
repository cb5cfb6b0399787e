import type { ByteSource } from "./byte-source.js";
import { gunzipTail } from "./gunzip-tail.js";
import { sourceFromChunks } from "./source-from-chunks.js";
import { ZlibInflater } from "./zlib-inflater.js";

/** zlib gets this much at once; what it makes of one piece (at most a thousandfold) is held in memory. */
const PIECE_BYTES = 1 << 16;
/** Compressed bytes kept for a second look at damage when the object can't be opened again. */
const KEPT_BYTES = 1 << 24;

/**
 * Decompresses gzip by the platform's zlib, any number of members, until its end or the first damage. Works in another thread.
 *
 * zlib keeps to itself what it decompressed between its last full buffer and an error, so damage is looked at
 * a second time in small steps.
 */
export function zlibGunzipSource(input: ByteSource, reopen?: () => AsyncIterable<Uint8Array>): ByteSource {
  // zlib's default chunks of 16 KiB cost two thirds of its speed; larger ones than these cost more in garbage than they save.
  const inflater = new ZlibInflater(1 << 18);
  const kept: Uint8Array[] = [];
  let piece: Uint8Array = new Uint8Array(0);
  let at = 0;
  let consumed = 0;
  let outputs: Uint8Array[] = [];
  let failure: string | null = null;
  let isOver = false;

  function opener(): (() => AsyncIterable<Uint8Array>) | null {
    if (reopen !== undefined) return reopen;
    if (consumed > KEPT_BYTES) return null;
    return async function* () {
      yield* kept;
    };
  }

  return {
    get failure() {
      return failure;
    },
    async next(): Promise<Uint8Array | null> {
      while (outputs.length === 0) {
        if (isOver) return null;
        if (at >= piece.length) {
          const next = await input.next();
          if (next === null) {
            isOver = true;
            const end = await inflater.end();
            outputs = end.outputs;
            failure = end.error === null ? null : "gzip stream ends early";
            continue;
          }
          piece = next;
          at = 0;
          // A piece may have its memory from the source, which uses it again.
          if (reopen === undefined && consumed <= KEPT_BYTES) kept.push(Uint8Array.from(piece));
        }
        const step = piece.subarray(at, at + PIECE_BYTES);
        const written = await inflater.write(step);
        outputs = written.outputs;
        if (written.error !== null) {
          isOver = true;
          failure = "gzip stream is damaged";
          const open = opener();
          if (open !== null) {
            outputs = await gunzipTail(() => sourceFromChunks(open()), consumed, consumed + step.length);
          }
        }
        at += step.length;
        consumed += step.length;
        if (consumed > KEPT_BYTES) kept.length = 0;
      }
      return outputs.shift()!;
    },
    async close(): Promise<void> {
      isOver = true;
      outputs = [];
      kept.length = 0;
      inflater.close();
      await input.close();
    },
  };
}
