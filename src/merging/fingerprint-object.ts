import { createHash } from "node:crypto";
import { readWhole, type Store, type StoredObject } from "../store/index.js";

const TAIL_BYTES = 64 << 10;

/**
 * Text that changes with an object's content and, copied to another folder or touched, stays: its size, with the etag in S3,
 * elsewhere with a digest of its last 64 KiB. Those hold gzip's check sum of all that was compressed last, so that a changed
 * object of the same size is told if it is gzip of one piece, as all that pingframe writes, or changed there.
 *
 * @throws {StoreError} If the end can't be read, or the object was replaced since it was listed.
 */
export async function fingerprintObject(
  store: Pick<Store, "read" | "describe">,
  { key, byteLength, etag }: StoredObject,
  signal?: AbortSignal,
): Promise<string> {
  // A folder's etag is of the file, not of what is in it: a copy has another.
  if (etag !== undefined && store.describe()?.kind === "s3") return `${byteLength} etag ${etag}`;
  const tail = await readWhole(store, key, {
    start: Math.max(0, byteLength - TAIL_BYTES),
    ...(etag === undefined ? {} : { ifMatch: etag }),
    ...(signal === undefined ? {} : { signal }),
  });
  return `${byteLength} tail ${createHash("sha256").update(tail).digest("hex").slice(0, 32)}`;
}
