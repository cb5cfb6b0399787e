import type { ByteSource } from "./byte-source.js";

/**
 * Asks a source that works elsewhere (in another thread) for its next piece while the last one is in use. Only from
 * the second piece on: who wants but the first records shall not wait for more than these. Not for a source whose pieces'
 * memory serves again.
 */
export function prefetchSource(source: ByteSource): ByteSource {
  let pending: Promise<Uint8Array | null> | null = null;
  let isFirst = true;
  let isOver = false;
  return {
    get failure() {
      return source.failure;
    },
    async next(): Promise<Uint8Array | null> {
      if (isOver) return null;
      const piece = await (pending ?? source.next());
      pending = null;
      if (piece === null) {
        isOver = true;
      } else if (!isOver && !isFirst) {
        pending = source.next();
        // A failure is thrown where the piece is awaited.
        pending.catch(() => {});
      }
      isFirst = false;
      return piece;
    },
    async close(): Promise<void> {
      isOver = true;
      await source.close();
    },
  };
}
