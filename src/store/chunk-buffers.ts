/** How large a chunk is at most that lies in memory of the store's: as much as stays in a core's own cache until it is decoded. */
export const CHUNK_BYTES: number = 1 << 17;
/** Buffers kept for later reads; more are in use while many objects are read at once. */
const KEPT = 4;
const free: Uint8Array[] = [];

/** Takes a buffer of {@link CHUNK_BYTES} that no read is using. What is in it is old. */
export function takeBuffer(): Uint8Array {
  return free.pop() ?? new Uint8Array(CHUNK_BYTES);
}

/** Gives a buffer back. */
export function giveBack(buffer: Uint8Array): void {
  if (free.length < KEPT) free.push(buffer);
}
