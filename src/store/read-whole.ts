import type { ReadOptions, Store } from "./types.js";

/** Collects chunks that stay what they are, as those of {@link Store.read} do unless they are transient or lie in room that is given. */
export async function collectChunks(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return all;
}

/**
 * Reads an object, or a range of its bytes, into memory.
 *
 * @throws {StoreError} If there is no such object, it is not the one that `ifMatch` names, or reading fails midway.
 *
 * @example
 * const bytes = await readWhole(openMemoryStore({ "a/1": "xyz" }), "a/1", { start: 1 });
 * bytes.toString(); // "yz"
 */
export async function readWhole(
  store: Pick<Store, "read">,
  key: string,
  options: Omit<ReadOptions, "isTransient" | "room" | "use"> = {},
): Promise<Buffer> {
  return Buffer.concat(await collectChunks(store.read(key, options)));
}
