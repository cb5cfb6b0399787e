import type { ByteSource } from "./byte-source.js";
import { ZlibInflater } from "./zlib-inflater.js";

/**
 * Finds what a damaged gzip stream holds between two compressed offsets, up to the very byte that zlib rejects.
 *
 * @param open - Opens the compressed stream from its start; called twice.
 * @param start - Compressed bytes before this offset decompress well; what they give is left out.
 * @param end - The damage shows before this offset.
 * @returns The decompressed bytes from `start` to the damage.
 */
export async function gunzipTail(open: () => ByteSource, start: number, end: number): Promise<Uint8Array[]> {
  const found: Uint8Array[] = [];
  let from = start;
  let to = end;
  for (const stepBytes of [256, 1]) {
    const inflater = new ZlibInflater(1 << 16);
    const source = open();
    let isDamaged = false;
    try {
      let position = 0;
      while (!isDamaged && position < to) {
        const piece = await source.next();
        if (piece === null) break;
        for (let at = 0; at < piece.length && position < to && !isDamaged; ) {
          const limit =
            position < from ? Math.min(1 << 16, from - position) : Math.min(stepBytes, to - position);
          const step = piece.subarray(at, at + limit);
          const { outputs, error } = await inflater.write(step);
          if (error !== null) {
            isDamaged = true;
            from = position;
            to = position + step.length;
          } else if (position >= from) {
            found.push(...outputs);
          }
          at += step.length;
          position += step.length;
        }
      }
    } finally {
      inflater.close();
      await source.close();
    }
    if (!isDamaged) break;
  }
  return found;
}
