import { Pings } from "../../dataset/index.js";
import type { Store, StoredObject } from "../../store/index.js";

/** Objects that hold a day's pings, and the store that holds them. */
export interface StoredPings {
  readonly store: Store;
  /** Read in this order, which decides which copy of a document is the first. */
  readonly objects: readonly StoredObject[];
  /** What is done with damaged records where the options of the aggregation leave it open. @defaultValue `"skip"` */
  readonly onBadRecord?: "skip" | "fail";
}

/** The pings of a day: documents, the pings of a dataset, or stored objects. */
export type PingsOfDay = Iterable<object> | AsyncIterable<object> | StoredPings;

function isStoredPings(pings: PingsOfDay): pings is StoredPings {
  return "store" in pings && "objects" in pings;
}

/**
 * Finds the objects behind pings: those given, or those of a dataset that nothing has been done to yet.
 *
 * @returns Null for other pings: those are documents, like those of a sample of clients, with a limit, or of which some are
 *   not kept.
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
  const { sample, limitRecords, keep, require, objects, onBadRecord } = plan;
  const isWhole = sample === null && limitRecords === null && keep === undefined && require === undefined;
  return isWhole ? { store, objects, onBadRecord } : null;
}
