import { Pings } from "../../dataset/index.js";
import type { Store, StoredObject } from "../../store/index.js";
import type { PingDocument } from "../document.js";

/** Objects that hold a day's pings, and the store that holds them. */
export interface StoredPings {
  readonly store: Store;
  /** Read in this order, which decides which copy of a document is the first. */
  readonly objects: readonly StoredObject[];
}

/** The pings of a day: documents, the pings of a dataset, or stored objects. */
export type PingsOfDay = Iterable<PingDocument> | AsyncIterable<PingDocument> | StoredPings;

function isStoredPings(pings: PingsOfDay): pings is StoredPings {
  return "store" in pings && "objects" in pings;
}

/**
 * Finds the objects behind pings: those given, or those of a dataset that nothing has been done to yet.
 *
 * @returns Null for other pings: those are documents, like those of a sample of clients or with a limit.
 */
export async function storedPingsOf(
  pings: PingsOfDay,
  signal: AbortSignal | undefined,
): Promise<StoredPings | null> {
  if (isStoredPings(pings)) return pings;
  if (!(pings instanceof Pings)) return null;
  const { request } = pings.source;
  if (request === null) return null;
  const { plan, store } = await request.open({ signal, onEvent: undefined, end: () => null });
  return plan.sample === null && plan.limitRecords === null ? { store, objects: plan.objects } : null;
}
