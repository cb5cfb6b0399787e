import type { ByteSource } from "./byte-source.js";

/** Pulls pieces of at most 1 MiB from an iterable, so that a batch stays small however large the chunks are. */
export function sourceFromChunks(
  chunks: AsyncIterable<Uint8Array>,
  pieceBytes: number = 1 << 20,
): ByteSource {
  const iterator = chunks[Symbol.asyncIterator]();
  let chunk: Uint8Array | null = null;
  let at = 0;
  let isOver = false;
  return {
    failure: null,
    async next(): Promise<Uint8Array | null> {
      while (chunk === null || at >= chunk.length) {
        if (isOver) return null;
        let result: IteratorResult<Uint8Array>;
        try {
          result = await iterator.next();
        } catch (error) {
          isOver = true;
          throw error;
        }
        if (result.done) {
          isOver = true;
          return null;
        }
        chunk = result.value;
        at = 0;
      }
      const piece = chunk.subarray(at, at + pieceBytes);
      at += piece.length;
      return piece;
    },
    async close(): Promise<void> {
      if (isOver) return;
      isOver = true;
      chunk = null;
      await iterator.return?.();
    },
  };
}
