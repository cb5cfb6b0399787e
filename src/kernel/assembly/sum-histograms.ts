// Histograms of a section, read to the log.

import { skipSpace } from "./blocks";
import { BUCKET_BYTES, LOG_BYTES, isRoom, logDrop, logEnd, logLimit, logSum } from "./sum-log";
import { allocate } from "./sum-heap";
import {
  ENTRY_VARIANT,
  isSame,
  VARIANT_START,
  VARIANT_START_LENGTH,
  VARIANT_TYPE,
  variantOf,
} from "./sum-names";
import { BAD_SUM, BAD_TYPE, NO_HISTOGRAM } from "./sum-reasons";
import { following, goTo, integer, key, keyLength, next, readInteger, readKey, valueEnd } from "./sum-tokens";

/** The histogram type of those that count. */
export const COUNT_TYPE: i64 = 4;
/** Where a shape says nothing. */
export const ABSENT: i64 = -1;

let isShaped: bool = false;

/** @param shaped - Whether what histograms say of their buckets matters; else only whether they count does. */
export function startHistograms(shaped: bool): void {
  isShaped = shaped;
  lastStart = 0;
  lastStartLength = 0;
}

/**
 * Reads the buckets of a histogram to behind the log's next record.
 *
 * @returns How many there are, or -1; `next` is what follows.
 */
function readBuckets(p: usize, end: usize): i32 {
  let out = logEnd + LOG_BYTES;
  let count: i32 = 0;
  let before: i64 = -1;
  let isAscending = true;
  p = skipSpace(p + 1);
  if (p < end && load<u8>(p) == 0x7d) {
    goTo(p + 1);
    return 0;
  }
  while (p < end) {
    if (out + BUCKET_BYTES > logLimit || load<u8>(p) != 0x22) return -1;
    const first = load<u8>(p, 1);
    if (!readInteger(p + 1) || load<u8>(next) != 0x22 || first == 0x2d) return -1;
    // As numbers are written: no zeros in front.
    if (first == 0x30 && next != p + 2) return -1;
    const bucket = integer;
    if (bucket > 0xffffffff) return -1;
    if (bucket <= before) isAscending = false;
    before = bucket;
    p = next + 1;
    if (load<u8>(p) != 0x3a) {
      p = skipSpace(p);
      if (load<u8>(p) != 0x3a) return -1;
    }
    p++;
    if (load<u8>(p) <= 0x20) p = skipSpace(p);
    if (!readInteger(p) || integer < 0) return -1;
    store<u32>(out, <u32>bucket);
    store<i64>(out, integer, 8);
    out += BUCKET_BYTES;
    count++;
    p = next;
    let byte = load<u8>(p);
    if (byte <= 0x20) {
      p = skipSpace(p);
      byte = load<u8>(p);
    }
    p++;
    if (byte == 0x2c) {
      if (load<u8>(p) <= 0x20) p = skipSpace(p);
      continue;
    }
    if (byte != 0x7d) return -1;
    goTo(p);
    return isAscending || isDistinct(count) ? count : -1;
  }
  return -1;
}

/** Whether no bucket occurs twice among those behind the log's next record. */
function isDistinct(count: i32): bool {
  if (count > 1024) return false;
  const first = logEnd + LOG_BYTES;
  for (let i: i32 = 1; i < count; i++) {
    const bucket = load<u32>(first + <usize>i * BUCKET_BYTES);
    for (let j: i32 = 0; j < i; j++) if (load<u32>(first + <usize>j * BUCKET_BYTES) == bucket) return false;
  }
  return true;
}

/** The start of a histogram that was noted last, which others share. */
let lastStart: usize = 0;
let lastStartLength: u32 = 0;

/** Notes the text that a variant's histograms start with: the next one that starts so need not be read up to there. */
function noteStart(variant: usize, p: usize, length: u32): void {
  if (lastStart == 0 || lastStartLength != length || !isSame(lastStart, p, length)) {
    lastStart = allocate(length);
    lastStartLength = length;
    memory.copy(lastStart, p, length);
  }
  store<u32>(variant, <u32>lastStart, VARIANT_START);
  store<u32>(variant, length, VARIANT_START_LENGTH);
}

/** Reads a histogram to the log; `next` is what follows. */
export function readHistogram(entry: usize, p: usize, end: usize): bool {
  if (load<u8>(p) != 0x7b) {
    p = valueEnd(p, end);
    if (p == 0) return false;
    goTo(p);
    return logDrop(entry, NO_HISTOGRAM);
  }
  if (!isRoom()) return false;
  let sum: i64 = ABSENT;
  let type: i64 = ABSENT;
  let bucketCount: i64 = ABSENT;
  let low: i64 = ABSENT;
  let high: i64 = ABSENT;
  let buckets: i32 = -1;
  const start = p;
  /** Where the buckets start, if all that describes them stands before. */
  let described: usize = 0;
  let hasSum = false;
  let known: usize = load<u32>(entry, ENTRY_VARIANT);
  let hasMore = true;
  if (known != 0) {
    const length = load<u32>(known, VARIANT_START_LENGTH);
    const isKnown = length != 0 && p + length < end && isSame(load<u32>(known, VARIANT_START), p, length);
    if (isKnown) {
      type = load<i64>(known, VARIANT_TYPE);
      buckets = readBuckets(p + length, end);
      if (buckets < 0) return false;
      const more = following(next);
      if (more < 0) return false;
      hasMore = more == 1;
      p = next;
    } else {
      known = 0;
    }
  }
  if (known == 0) {
    p = skipSpace(p + 1);
    if (p < end && load<u8>(p) == 0x7d) {
      goTo(p + 1);
      return logDrop(entry, NO_HISTOGRAM);
    }
  }
  while (hasMore && p < end) {
    if (!readKey(p, end)) return false;
    const name = key;
    const length = keyLength;
    p = next;
    const first: u32 = load<u8>(p);
    if (length == 6 && load<u32>(name) == 0x756c6176 && load<u16>(name, 4) == 0x7365) {
      // values
      if (first == 0x7b) {
        const isFirst = described == 0 && buckets < 0 && known == 0 && !hasSum && type >= 0;
        if (isFirst && (!isShaped || (low >= 0 && bucketCount >= 0))) described = p;
        buckets = readBuckets(p, end);
        if (buckets < 0) return false;
        p = next;
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
        if (!readInteger(p)) return false;
        sum = integer < 0 ? ABSENT : integer;
        p = next;
      }
    } else if (length == 14 && load<u64>(name) == 0x6172676f74736968 && load<u64>(name, 6) == 0x657079745f6d6172) {
      // histogram_type
      if (known != 0 || described != 0) return false;
      if (first == 0x6e) {
        type = ABSENT;
        p = valueEnd(p, end);
      } else {
        if (!readInteger(p) || integer < 0) return false;
        type = integer;
        p = next;
      }
    } else if (isShaped && length == 5 && load<u32>(name) == 0x676e6172 && load<u8>(name, 4) == 0x65) {
      // range: a list of two whole numbers
      if (known != 0 || described != 0) return false;
      if (first != 0x5b || !readInteger(skipSpace(p + 1)) || integer < 0) return false;
      low = integer;
      p = skipSpace(next);
      if (load<u8>(p) != 0x2c || !readInteger(skipSpace(p + 1)) || integer < 0) return false;
      high = integer;
      p = skipSpace(next);
      if (load<u8>(p) != 0x5d) return false;
      p++;
    } else if (isShaped && length == 12 && load<u64>(name) == 0x635f74656b637562 && load<u32>(name, 8) == 0x746e756f) {
      // bucket_count
      if (known != 0 || described != 0) return false;
      if (!readInteger(p) || integer < 0) return false;
      bucketCount = integer;
      p = next;
    } else {
      p = valueEnd(p, end);
    }
    if (p == 0) return false;
    const more = following(p);
    if (more < 0) return false;
    p = next;
    hasMore = more == 1;
  }
  if (p > end || hasMore) return false;
  if (buckets < 0) {
    goTo(p);
    return logDrop(entry, NO_HISTOGRAM);
  }
  if (sum < 0) {
    goTo(p);
    return logDrop(entry, BAD_SUM);
  }
  if (type < 0) {
    goTo(p);
    return logDrop(entry, BAD_TYPE);
  }
  let variant: usize;
  if (type == COUNT_TYPE) buckets = 0;
  if (known != 0) {
    variant = known;
  } else if (type == COUNT_TYPE) {
    variant = variantOf(entry, COUNT_TYPE, ABSENT, ABSENT, ABSENT);
  } else if (isShaped) {
    variant = variantOf(entry, type, bucketCount, low, high);
  } else {
    variant = variantOf(entry, 0, ABSENT, ABSENT, ABSENT);
  }
  if (described != 0 && load<u32>(variant, VARIANT_START) == 0) {
    noteStart(variant, start, <u32>(described - start));
  }
  logSum(variant, sum, buckets);
  goTo(p);
  return true;
}
