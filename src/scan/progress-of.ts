import { type ObjectToRead, sizeOf } from "./object-lines.js";
import type { ScanAccount, ScanEvent } from "./types.js";

/** How much is to be read of objects, in bytes. */
export function bytesOf(objects: readonly ObjectToRead[]): number {
  return objects.reduce((sum, object) => sum + sizeOf(object), 0);
}

/** Starts telling how far the scan of these objects has come: gives the event for what was counted so far. */
export function progressOf(objects: readonly ObjectToRead[]): (account: ScanAccount) => ScanEvent {
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
