// Histograms of a section, read to the log.

import { BUCKET_BYTES, LOG_BYTES, isRoom, logDrop, logEnd, logLimit, logSum } from "./sum-log";
import { VARIANT_START, VARIANT_TYPE } from "./sum-names";
import { BAD_SUM, BAD_TYPE, NO_HISTOGRAM } from "./sum-reasons";
import { integer, key, keyLength, past, readDigits, readInteger, readKey, valueEnd } from "./sum-tokens";
import { ABSENT, COUNT_TYPE, isOfCounts, isStart, noteStart, variantOf } from "./sum-variants";

let isShaped: bool = false;

/** @param shaped - Whether what histograms say of their buckets matters; else only whether they count does. */
export function startHistograms(shaped: bool): void {
  isShaped = shaped;
}

/** How many buckets `readBuckets` read. */
let bucketsRead: u32 = 0;

/** Reads the buckets of a histogram, an object, to behind the log's next record, and gives what follows; 0 if they are unusual. */
function readBuckets(p: usize, end: usize): usize {
  let out = logEnd + LOG_BYTES;
  const first = out;
  let before: i64 = -1;
  let isAscending = true;
  bucketsRead = 0;
  p = past(p + 1);
  if (load<u8>(p) == 0x7d) return p + 1;
  while (p < end) {
    if (out + BUCKET_BYTES > logLimit || load<u8>(p) != 0x22) return 0;
    p = readDigits(p + 1);
    if (p == 0 || load<u8>(p) != 0x22) return 0;
    const bucket = integer;
    if (bucket > 0xffffffff) return 0;
    isAscending = isAscending && bucket > before;
    before = bucket;
    p++;
    if (load<u8>(p) != 0x3a) {
      p = past(p);
      if (load<u8>(p) != 0x3a) return 0;
    }
    p = readDigits(past(p + 1));
    if (p == 0) return 0;
    store<u32>(out, <u32>bucket);
    store<i64>(out, integer, 8);
    out += BUCKET_BYTES;
    if (load<u16>(p) == 0x222c) {
      p++;
      continue;
    }
    p = past(p);
    const byte = load<u8>(p);
    if (byte == 0x2c) {
      p = past(p + 1);
      continue;
    }
    // A fraction or exponent ends here too.
    if (byte != 0x7d) return 0;
    bucketsRead = <u32>((out - first) / BUCKET_BYTES);
    return isAscending || isDistinct(bucketsRead) ? p + 1 : 0;
  }
  return 0;
}

/** Whether no bucket occurs twice among those behind the log's next record. */
function isDistinct(count: u32): bool {
  if (count > 1024) return false;
  const first = logEnd + LOG_BYTES;
  for (let i: u32 = 1; i < count; i++) {
    const bucket = load<u32>(first + <usize>i * BUCKET_BYTES);
    for (let j: u32 = 0; j < i; j++) if (load<u32>(first + <usize>j * BUCKET_BYTES) == bucket) return false;
  }
  return true;
}

/** Reads a histogram to the log; gives what follows, or 0 if it is unusual. */
export function readHistogram(entry: usize, p: usize, end: usize): usize {
  if (load<u8>(p) != 0x7b) {
    p = valueEnd(p, end);
    return p != 0 && logDrop(entry, NO_HISTOGRAM) ? p : 0;
  }
  if (!isRoom()) return 0;
  // Where its buckets start is seen in the text, not in what was noted, so that nothing need wait for that to be loaded.
  const start = nextOpen(p + 1);
  if (isStart(entry, p, start - p)) return readKnown(entry, start, end);
  return readMembers(entry, false, past(p + 1), p, end);
}

/** The next opening bracket among the 96 bytes from `p` on, or what lies behind them. */
// @ts-ignore: decorator
@inline
function nextOpen(p: usize): usize {
  const open = i8x16.splat(0x7b);
  const limit = p + 96;
  while (p < limit) {
    const found = i8x16.bitmask(i8x16.eq(v128.load(p), open));
    if (found != 0) return p + <usize>ctz(found);
    p += 16;
  }
  return limit;
}

/** Reads a histogram that starts as others of its entry's first variant did; `p` is where its buckets start. */
function readKnown(entry: usize, p: usize, end: usize): usize {
  const after = readBuckets(p, end);
  if (after == 0) return 0;
  // ,"sum": and then the end
  if ((load<u64>(after) & 0x00ffffffffffffff) == 0x003a226d7573222c) {
    const close = readDigits(after + 7);
    if (close != 0 && load<u8>(close) == 0x7d) {
      logSum(entry, integer, isOfCounts(entry) ? 0 : bucketsRead);
      return close + 1;
    }
  }
  return readMembers(entry, true, past(after), 0, end);
}

/**
 * Reads the members of a histogram.
 *
 * @param isKnown - Whether what describes it was read, which is its entry's first variant, and its buckets.
 * @param p - Where its first member is, or its end; if it is known the comma behind its buckets, or its end.
 * @param start - Where it starts, if it is not known.
 */
function readMembers(entry: usize, isKnown: bool, p: usize, start: usize, end: usize): usize {
  let sum: i64 = ABSENT;
  let type: i64 = isKnown ? load<i64>(entry, VARIANT_TYPE) : ABSENT;
  let bucketCount: i64 = ABSENT;
  let low: i64 = ABSENT;
  let high: i64 = ABSENT;
  let buckets: i32 = isKnown ? bucketsRead : -1;
  /** Where the buckets start, if all that describes them stands before. */
  let described: usize = 0;
  let hasSum = false;
  if (!isKnown && load<u8>(p) == 0x7d) return logDrop(entry, NO_HISTOGRAM) ? p + 1 : 0;
  let hasMore = true;
  if (isKnown) {
    hasMore = load<u8>(p) == 0x2c;
    if (!hasMore && load<u8>(p) != 0x7d) return 0;
    p = past(p + 1);
  }
  while (hasMore) {
    if (p >= end) return 0;
    p = readKey(p, end);
    if (p == 0) return 0;
    const name = key;
    const length = keyLength;
    const first: u32 = load<u8>(p);
    if (length == 6 && load<u32>(name) == 0x756c6176 && load<u16>(name, 4) == 0x7365) {
      // values
      if (first == 0x7b) {
        const isFirst = described == 0 && buckets < 0 && !isKnown && !hasSum && type >= 0;
        if (isFirst && (!isShaped || (low >= 0 && bucketCount >= 0))) described = p;
        p = readBuckets(p, end);
        buckets = bucketsRead;
      } else {
        buckets = -1;
        p = valueEnd(p, end);
      }
    } else if (length == 3 && load<u16>(name) == 0x7573 && load<u8>(name, 2) == 0x6d) {
      // sum
      hasSum = true;
      if (first == 0x6e) {
        sum = ABSENT;
        p = valueEnd(p, end);
      } else {
        p = readInteger(p);
        sum = integer < 0 ? ABSENT : integer;
      }
    } else if (length == 14 && load<u64>(name) == 0x6172676f74736968 && load<u64>(name, 6) == 0x657079745f6d6172) {
      // histogram_type
      if (isKnown || described != 0) return 0;
      if (first == 0x6e) {
        type = ABSENT;
        p = valueEnd(p, end);
      } else {
        p = readDigits(p);
        type = integer;
        if (isFractional(p)) return 0;
      }
    } else if (isShaped && length == 5 && load<u32>(name) == 0x676e6172 && load<u8>(name, 4) == 0x65) {
      // range: a list of two whole numbers
      if (isKnown || described != 0 || first != 0x5b) return 0;
      p = readDigits(past(p + 1));
      low = integer;
      if (p == 0) return 0;
      p = past(p);
      if (load<u8>(p) != 0x2c) return 0;
      p = readDigits(past(p + 1));
      high = integer;
      if (p == 0) return 0;
      p = past(p);
      if (load<u8>(p) != 0x5d) return 0;
      p++;
    } else if (isShaped && length == 12 && load<u64>(name) == 0x635f74656b637562 && load<u32>(name, 8) == 0x746e756f) {
      // bucket_count
      if (isKnown || described != 0) return 0;
      p = readDigits(p);
      bucketCount = integer;
      if (isFractional(p)) return 0;
    } else {
      p = valueEnd(p, end);
    }
    if (p == 0) return 0;
    p = past(p);
    const byte = load<u8>(p);
    hasMore = byte == 0x2c;
    if (!hasMore && byte != 0x7d) return 0;
    p = hasMore ? past(p + 1) : p + 1;
  }
  if (p > end) return 0;
  if (buckets < 0) return logDrop(entry, NO_HISTOGRAM) ? p : 0;
  if (sum < 0) return logDrop(entry, BAD_SUM) ? p : 0;
  if (type < 0) return logDrop(entry, BAD_TYPE) ? p : 0;
  let variant = entry;
  if (!isKnown) {
    if (type == COUNT_TYPE) variant = variantOf(entry, COUNT_TYPE, ABSENT, ABSENT, ABSENT);
    else if (isShaped) variant = variantOf(entry, type, bucketCount, low, high);
    else variant = variantOf(entry, 0, ABSENT, ABSENT, ABSENT);
    if (described != 0 && load<u32>(variant, VARIANT_START) == 0) {
      noteStart(variant, start, <u32>(described - start));
    }
  }
  logSum(variant, sum, type == COUNT_TYPE ? 0 : buckets);
  return p;
}

/** Whether a number goes on behind its digits. */
// @ts-ignore: decorator
@inline
function isFractional(p: usize): bool {
  const byte: u32 = load<u8>(p);
  return byte == 0x2e || (byte | 0x20) == 0x65;
}
