import type { StoredObject } from "../store/index.js";
import type { ScanAccount, ScanEvent } from "./types.js";

/** How much objects take in the store, in bytes. */
export function bytesOf(objects: readonly StoredObject[]): number {
  return objects.reduce((sum, { byteLength }) => sum + byteLength, 0);
}

/** Starts telling how far the scan of these objects has come: gives the event for what was counted so far. */
export function progressOf(objects: readonly StoredObject[]): (account: ScanAccount) => ScanEvent {
  const bytes = bytesOf(objects);
  return (account) => ({
    kind: "progress",
    objectsDone: account.objects,
    objects: objects.length,
    bytesDone: account.bytes,
    bytes,
    records: account.records,
    account,
  });
}
