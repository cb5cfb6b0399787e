// Sums of histograms and values, straight from JSON text: one section of a ping at a time is read to a log, and the
// log of a whole ping is added to blocks of counters, or thrown away.
//
// Only what is usual is understood. Whatever else a section holds (a name that occurs twice, a number with a fraction
// where none should be, text that is no UTF-8) makes the reader give up, so that the host can read the ping as a document.

import { BLOCK_VARIANT, addSum, addToBucket, latest, reuseBlocks, startBlocks } from "./sum-blocks";
import { blockOf, replaceBlock, startCells, useKey } from "./sum-cells";
import { startHeap } from "./sum-heap";
import { startHistograms } from "./sum-histograms";
import { LAYOUT_BUCKETS, NO_BUCKET, indexOf, indexOfValue, isOfValues } from "./sum-layouts";
import {
  BUCKET_BYTES,
  LOG_BUCKETS,
  LOG_BYTES,
  LOG_FRACTION,
  LOG_PLACE,
  LOG_REASON,
  LOG_SUM,
  dropLog,
  log,
  logEnd,
  recordAfter,
  startLog,
} from "./sum-log";
import { STATUS_EXCLUDED, VARIANT_VERDICT, startNames, statusOf } from "./sum-names";
import { EXCLUDED, UNKNOWN_BUCKET, countDrop, startDrops } from "./sum-reasons";
import { FIRST_LAYOUT, startVariants, verdictOf } from "./sum-variants";

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
  startVariants();
  startBlocks();
  startCells();
}

/** Adds the log to the blocks of a key, and empties it. The host must have looked at all new entries and variants. */
export function addLog(keyId: u32): void {
  useKey(keyId);
  findBlocks();
  for (let record = log; record < logEnd; record = recordAfter(record)) {
    const reason = load<u32>(record, LOG_REASON);
    if (reason != 0) countDrop(reason);
    else addRecord(record);
  }
  dropLog();
  reuseBlocks();
}

/** The last words of blocks that were looked at, so that no compiler leaves the look out. */
let seen: u64 = 0;

/**
 * Puts the blocks of what the log's records count in place of their variants, and the reasons of what is left out.
 *
 * Blocks lie anywhere, and mostly in no near cache. Looked for one after the other, with nothing else to do between, many are
 * on their way at a time; adding to each as it is found would wait for each.
 */
function findBlocks(): void {
  let words: u64 = 0;
  for (let record = log; record < logEnd; record = recordAfter(record)) {
    const place: usize = load<u32>(record, LOG_PLACE);
    if (load<u32>(record, LOG_REASON) != 0) {
      if (place != 0 && statusOf(place) == STATUS_EXCLUDED) store<u32>(record, EXCLUDED, LOG_REASON);
      continue;
    }
    const verdict = verdictOf(place);
    if (verdict < FIRST_LAYOUT) {
      store<u32>(record, verdict, LOG_REASON);
      continue;
    }
    const block = blockOf(place, load<u32>(verdict, LAYOUT_BUCKETS), load<u32>(record, LOG_BUCKETS));
    words ^= load<u64>(block);
    store<u32>(record, <u32>block, LOG_PLACE);
  }
  seen = words;
}

/** Adds a record to its block. */
// @ts-ignore: decorator
@inline
function addRecord(record: usize): void {
  // A ping may have two records of a block, and the first may have moved it.
  const found = latest(load<u32>(record, LOG_PLACE));
  const variant: usize = load<u32>(found, BLOCK_VARIANT);
  const layout: usize = load<u32>(variant, VARIANT_VERDICT);
  const size = load<u32>(layout, LAYOUT_BUCKETS);
  const sum = load<i64>(record, LOG_SUM);
  addSum(found, sum, load<u32>(record, LOG_FRACTION));
  let block = found;
  if (isOfValues(layout)) {
    block = addToBucket(block, size, indexOfValue(layout, sum), 1);
  } else {
    const first = record + LOG_BYTES;
    const end = first + <usize>load<u32>(record, LOG_BUCKETS) * BUCKET_BYTES;
    for (let at = first; at < end; at += BUCKET_BYTES) {
      const count = load<i64>(at, 8);
      if (count == 0) continue;
      const index = indexOf(layout, load<u32>(at));
      if (index == NO_BUCKET) countDrop(UNKNOWN_BUCKET);
      else block = addToBucket(block, size, index, count);
    }
  }
  if (block != found) replaceBlock(variant, found, block);
}
