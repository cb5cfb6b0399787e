// Sums of histograms and values, straight from JSON text: one section of a ping at a time is read to a log, and the
// log of a whole ping is added to blocks of counters, or thrown away.
//
// Only what is usual is understood. Whatever else a section holds (a name that occurs twice, a number with a fraction
// where none should be, text that is no UTF-8) makes the reader give up, so that the host can read the ping as a document.

import { addRecord, startCells } from "./sum-cells";
import { startHeap } from "./sum-heap";
import { startHistograms } from "./sum-histograms";
import { BUCKET_BYTES, LOG_BUCKETS, LOG_BYTES, LOG_REASON, dropLog, log, logEnd, startLog } from "./sum-log";
import { STATUS_BAD_TEXT, STATUS_EXCLUDED, STATUS_NEW, STATUS_STRANGE, VARIANT_ENTRY, VARIANT_LAYOUT, VARIANT_TEMPLATE, startNames, statusOf } from "./sum-names";
import { BAD_NAME, BAD_TEXT, EXCLUDED, countDrop, startDrops } from "./sum-reasons";
import { startSections } from "./sum-sections";

/**
 * Says where everything lies. The heap grows upwards from `heapAt`.
 *
 * @param shaped - Whether what histograms say of their buckets matters; else only whether they count does.
 */
export function startSums(
  logAt: usize,
  logBytes: usize,
  floatsAt: usize,
  floatsBytes: usize,
  dropsAt: usize,
  heapAt: usize,
  shaped: bool,
): void {
  startLog(logAt, logBytes, floatsAt, floatsBytes);
  startDrops(dropsAt);
  startHeap(heapAt);
  startHistograms(shaped);
  startNames();
  startSections();
  startCells();
}

/**
 * Adds the log to the blocks of a key, and empties it. The host must have looked at all new entries and variants.
 *
 * @returns False if an entry turned out to be strange: nothing was added, and the log was thrown away.
 */
export function addLog(keyId: u32): bool {
  for (let at = log; at < logEnd; at += LOG_BYTES + <usize>load<u32>(at, LOG_BUCKETS) * BUCKET_BYTES) {
    const place: usize = load<u32>(at);
    if (place == 0) continue;
    const entry: usize = load<u32>(at, LOG_REASON) != 0 ? place : load<u32>(place, VARIANT_ENTRY);
    const status = statusOf(entry);
    if (status == STATUS_STRANGE || status == STATUS_NEW) {
      dropLog();
      return false;
    }
  }
  let at = log;
  while (at < logEnd) {
    const place: usize = load<u32>(at);
    const reason = load<u32>(at, LOG_REASON);
    const buckets = load<u32>(at, LOG_BUCKETS);
    if (reason != 0) {
      const isExcluded = place != 0 && statusOf(place) == STATUS_EXCLUDED;
      countDrop(isExcluded ? EXCLUDED : reason);
      at += LOG_BYTES;
      continue;
    }
    const template: usize = load<u32>(place, VARIANT_TEMPLATE);
    const layout: usize = load<u32>(template != 0 ? template : place, VARIANT_LAYOUT);
    const status = statusOf(<usize>load<u32>(place));
    if (status == STATUS_EXCLUDED) countDrop(EXCLUDED);
    else if (layout == BAD_NAME || layout == BAD_TEXT) countDrop(<u32>layout);
    else if (status == STATUS_BAD_TEXT) countDrop(BAD_TEXT);
    else if (layout < 256) countDrop(<u32>layout);
    else addRecord(keyId, place, layout, at, buckets);
    at += LOG_BYTES + <usize>buckets * BUCKET_BYTES;
  }
  dropLog();
  return true;
}
