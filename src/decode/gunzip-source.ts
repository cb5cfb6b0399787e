import { giveBackInflater, type Inflater, takeInflater } from "../kernel/index.js";
import type { ByteSource } from "./byte-source.js";
import { GunzipStream } from "./gunzip-stream.js";
import { prefetchSource } from "./prefetch-source.js";
import { Turns } from "./turns.js";
import { zlibGunzipSource } from "./zlib-gunzip-source.js";

const NOTHING = new Uint8Array(0);

/**
 * Decompresses gzip, any number of members, until its end or the first damage. A piece's memory serves again for the next.
 *
 * @param reopen - Opens the compressed bytes once more, where they must be looked at again to find a damage.
 */
export function gunzipSource(input: ByteSource, reopen?: () => AsyncIterable<Uint8Array>): ByteSource {
  const inflater = takeInflater();
  return inflater === null ? prefetchSource(zlibGunzipSource(input, reopen)) : kernelSource(input, inflater);
}

function kernelSource(input: ByteSource, inflater: Inflater): ByteSource {
  const stream = new GunzipStream(inflater);
  let piece: Uint8Array = NOTHING;
  let isWhole = false;
  let isClosed = false;
  const turns = new Turns();
  return {
    get failure() {
      return stream.failure;
    },
    async next(): Promise<Uint8Array | null> {
      while (!isClosed) {
        const content = stream.read(isWhole);
        if (content !== null && content.length > 0) return content;
        if (stream.isOver) return null;
        // A stream may go on for long without any content.
        if (turns.isDue) {
          await turns.give();
          if (isClosed) return null;
        }
        if (content !== null) continue;
        if (piece.length === 0) {
          const next = await input.next();
          // Meanwhile the inflater may serve someone else.
          if (isClosed) return null;
          if (next === null) isWhole = true;
          else piece = next;
        }
        piece = piece.subarray(inflater.feed(piece));
      }
      return null;
    },
    async close(): Promise<void> {
      if (!isClosed) giveBackInflater(inflater);
      isClosed = true;
      await input.close();
    },
  };
}
