import type { ByteSource } from "./byte-source.js";

/** Looks at a source's first `byteLength` bytes (fewer if it ends before) and gives it back unread. */
export async function peekSource(
  source: ByteSource,
  byteLength: number,
): Promise<{ head: Uint8Array; source: ByteSource }> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  while (length < byteLength) {
    const piece = await source.next();
    if (piece === null) break;
    length += piece.length;
    // A store may use a chunk's memory again for the next one.
    pieces.push(length < byteLength ? Uint8Array.from(piece) : piece);
  }
  const head = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
  return {
    head: head.subarray(0, byteLength),
    source: {
      get failure() {
        return source.failure;
      },
      next: (room) => {
        const piece = pieces.shift();
        return piece === undefined ? source.next(room) : Promise.resolve(piece);
      },
      close: () => source.close(),
    },
  };
}
