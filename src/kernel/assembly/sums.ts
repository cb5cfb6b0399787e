// Sums of histograms and values, straight from JSON text: one section of a ping at a time is read to a log, and the
// log of a whole ping is added to blocks of counters, or thrown away.
//
// Only what is usual is understood. Whatever else a section holds (a name that occurs twice, a number with a fraction
// where none should be, text that is no UTF-8) makes the reader give up, so that the host can read the ping as a document.

import { skipSpace } from "./blocks";
import { scratchAt, unescapeKey } from "./keys";
import { skipUnchecked } from "./skip-unchecked";
import { scalarEnd, stringEnd, stringFlags } from "./tokens";

// Sections; the host knows them by these numbers too.
const HISTOGRAMS: u32 = 0;
const KEYED_HISTOGRAMS: u32 = 1;
const SIMPLE: u32 = 2;
const SCALARS: u32 = 3;
const KEYED_SCALARS: u32 = 4;
/** Set in the tag of entries that stand for a name whose labels have entries of their own. */
const GROUP: u32 = 0x80;
/** Set in the tag of parts of a simple measurement. */
const PART: u32 = 0x40;

// Reasons to leave something out that the reader finds itself; the host names them.
const NO_HISTOGRAM: u32 = 1;
const BAD_SUM: u32 = 2;
const BAD_TYPE: u32 = 3;
const NEGATIVE: u32 = 4;
const NOT_A_NUMBER: u32 = 5;
const UNKNOWN_BUCKET: u32 = 6;
const EXCLUDED: u32 = 7;
/** How many reasons there are room for; the host numbers its own from 8 on. */
const REASONS: usize = 32;

// What the host says of an entry.
const STATUS_NEW: u32 = 0;
const STATUS_EXCLUDED: u32 = 2;
const STATUS_STRANGE: u32 = 3;

/** The histogram type of those that count. */
const COUNT_TYPE: i64 = 4;
/** Where a shape says nothing. */
const ABSENT: i64 = -1;
const MAX: i64 = 0x7fffffffffffffff;

// An entry: a name and label in a section of a process. Its bytes follow it.
const ENTRY_HASH: usize = 0;
const ENTRY_TAG: usize = 4;
const ENTRY_NAME: usize = 8;
const ENTRY_LABEL: usize = 12;
const ENTRY_STAMP: usize = 16;
const ENTRY_VARIANT: usize = 20;
const ENTRY_STATUS: usize = 24;
const ENTRY_NEXT: usize = 28;
/** The entry that was met after this one last time. */
const ENTRY_FOLLOWER: usize = 32;
const ENTRY_BYTES: usize = 40;

// A variant: an entry with one description of its buckets.
const VARIANT_ENTRY: usize = 0;
const VARIANT_NEXT: usize = 4;
const VARIANT_TYPE: usize = 8;
const VARIANT_BUCKETS: usize = 16;
const VARIANT_LOW: usize = 24;
const VARIANT_HIGH: usize = 32;
/** A layout's place, or below 256 the reason why there is none; the host sets it. */
const VARIANT_LAYOUT: usize = 40;
const VARIANT_NUMBER: usize = 44;
const VARIANT_QUEUE: usize = 48;
const VARIANT_SIZE: usize = 56;

// A layout, written by the host: the number of buckets, how they are found, the mask of the table; the bounds; the table.
const LAYOUT_BUCKETS: usize = 0;
/** 0: the bucket is its own index; 1: through the table; 2: the value's bucket is searched for. */
const LAYOUT_WAY: usize = 4;
const LAYOUT_MASK: usize = 8;
const LAYOUT_TABLE: usize = 12;
const LAYOUT_BOUNDS: usize = 16;

// A record of the log, followed by its buckets, 16 bytes each: the bucket and its count.
const LOG_VARIANT: usize = 0;
const LOG_REASON: usize = 4;
const LOG_SUM: usize = 8;
const LOG_FRACTION: usize = 16;
const LOG_BUCKETS: usize = 20;
const LOG_BYTES: usize = 24;
const BUCKET_BYTES: usize = 16;

let log: usize = 0;
let logLimit: usize = 0;
let logEnd: usize = 0;
/** Numbers with a fraction that the host must read: places of log records, of text and its length, 12 bytes each. */
let floats: usize = 0;
let floatsLimit: usize = 0;
let floatsEnd: usize = 0;
let drops: usize = 0;
let heap: usize = 0;
let isShaped: bool = false;

let entries: usize = 0;
let entryMask: u32 = 0;
let entryCount: u32 = 0;
let variantCount: u32 = 0;
/** A table of lines: key, the number of its first variant, the line's place, hash. */
let lines: usize = 0;
let lineMask: u32 = 0;
let lineCount: u32 = 0;
let cellCount: u32 = 0;
let stamp: u32 = 0;

/** Entries and variants that the host has not looked at yet, linked. */
export let newEntries: usize = 0;
export let newVariants: usize = 0;

/**
 * Says where everything lies. The heap grows upwards from `heapAt`.
 *
 * @param shaped - Whether what histograms say of their buckets matters; else only whether they count does.
 */
export function startSums(logAt: usize, logBytes: usize, floatsAt: usize, floatsBytes: usize, dropsAt: usize, heapAt: usize, shaped: bool): void {
  log = logAt;
  logLimit = logAt + logBytes;
  logEnd = logAt;
  floats = floatsAt;
  floatsLimit = floatsAt + floatsBytes;
  floatsEnd = floatsAt;
  drops = dropsAt;
  memory.fill(drops, 0, REASONS * 8);
  heap = heapAt;
  isShaped = shaped;
  stamp = 0;
  entryCount = 0;
  variantCount = 0;
  cellCount = 0;
  newEntries = 0;
  newVariants = 0;
  freeFirst = 0;
  freeSecond = 0;
  lastEntry = 0;
  lastFirst = 0xffffffff;
  held = 0;
  heldCapacity = 0;
  entryMask = (1 << 14) - 1;
  entries = allocate(((<usize>entryMask) + 1) * 4);
  lineCount = 0;
  lineMask = (1 << 12) - 1;
  lines = allocate(((<usize>lineMask) + 1) * 16);
}

/** Takes memory from the heap, zeroed. */
export function allocate(byteLength: usize): usize {
  const at = heap;
  heap = (heap + byteLength + 7) & ~7;
  const held = <usize>memory.size() << 16;
  if (heap + 64 > held) {
    const pages = (heap + 64 - held + 0xffff) >>> 16;
    // Grown by much, so that it happens seldom; by what is needed where that is all there is.
    const wanted = <i32>max(pages, (held >>> 16) / 4);
    if (memory.grow(wanted) < 0 && memory.grow(<i32>pages) < 0) unreachable();
  }
  memory.fill(at, 0, heap - at);
  return at;
}

export function heapEnd(): usize {
  return heap;
}

export function lineTable(): usize {
  return lines;
}

export function lineSlots(): u32 {
  return lineMask + 1;
}

export function cellsHeld(): u32 {
  return cellCount;
}

export function floatsHeld(): u32 {
  return <u32>((floatsEnd - floats) / 12);
}

/** Throws the log away. */
export function dropLog(): void {
  logEnd = log;
  floatsEnd = floats;
}

// ------------------------------------------------------------------------------------------------ names

let hashed: u64 = 0;
// @ts-ignore: decorator
@inline
function hashBytes(p: usize, length: usize): void {
  let h = hashed ^ <u64>length;
  while (length >= 8) {
    h = rotl<u64>((h ^ load<u64>(p)) * 0x9e3779b97f4a7c15, 29);
    p += 8;
    length -= 8;
  }
  if (length > 0) {
    // What lies behind the bytes is readable, but not theirs.
    const rest = load<u64>(p) & (((<u64>1) << ((<u64>length) << 3)) - 1);
    h = rotl<u64>((h ^ rest) * 0x9e3779b97f4a7c15, 29);
  }
  hashed = h;
}

// @ts-ignore: decorator
@inline
function isSame(a: usize, b: usize, length: usize): bool {
  while (length >= 8) {
    if (load<u64>(a) != load<u64>(b)) return false;
    a += 8;
    b += 8;
    length -= 8;
  }
  if (length == 0) return true;
  const rest: u64 = ((<u64>1) << ((<u64>length) << 3)) - 1;
  return ((load<u64>(a) ^ load<u64>(b)) & rest) == 0;
}

/** The entry that was met last, whose follower is tried first: pings list their metrics in much the same order. */
let lastEntry: usize = 0;

// @ts-ignore: decorator
@inline
function isEntry(entry: usize, tag: u32, name: usize, nameLength: u32, label: usize, labelLength: u32): bool {
  return (
    load<u32>(entry, ENTRY_TAG) == tag &&
    load<u32>(entry, ENTRY_NAME) == nameLength &&
    load<u32>(entry, ENTRY_LABEL) == labelLength &&
    isSame(entry + ENTRY_BYTES, name, nameLength) &&
    isSame(entry + ENTRY_BYTES + <usize>nameLength, label, labelLength)
  );
}

/** The entry of a name and label, made if it is new. */
function entryOf(tag: u32, name: usize, nameLength: u32, label: usize, labelLength: u32): usize {
  let entry: usize = lastEntry == 0 ? 0 : load<u32>(lastEntry, ENTRY_FOLLOWER);
  if (entry != 0 && isEntry(entry, tag, name, nameLength, label, labelLength)) {
    lastEntry = entry;
    return entry;
  }
  entry = searchEntry(tag, name, nameLength, label, labelLength);
  if (lastEntry != 0) store<u32>(lastEntry, <u32>entry, ENTRY_FOLLOWER);
  lastEntry = entry;
  return entry;
}

function searchEntry(tag: u32, name: usize, nameLength: u32, label: usize, labelLength: u32): usize {
  hashed = (<u64>tag) * 0x27d4eb2f;
  hashBytes(name, nameLength);
  hashBytes(label, labelLength);
  const mixed = (hashed ^ (hashed >>> 32)) * 0xd6e8feb86659fd93;
  const hash = <u32>(mixed >>> 32);
  let slot = hash & entryMask;
  while (true) {
    const entry: usize = load<u32>(entries + ((<usize>slot) << 2));
    if (entry == 0) break;
    if (load<u32>(entry, ENTRY_HASH) == hash && isEntry(entry, tag, name, nameLength, label, labelLength)) {
      return entry;
    }
    slot = (slot + 1) & entryMask;
  }
  const entry = allocate(ENTRY_BYTES + <usize>nameLength + <usize>labelLength);
  store<u32>(entry, hash, ENTRY_HASH);
  store<u32>(entry, tag, ENTRY_TAG);
  store<u32>(entry, nameLength, ENTRY_NAME);
  store<u32>(entry, labelLength, ENTRY_LABEL);
  memory.copy(entry + ENTRY_BYTES, name, nameLength);
  memory.copy(entry + ENTRY_BYTES + <usize>nameLength, label, labelLength);
  store<u32>(entry, <u32>newEntries, ENTRY_NEXT);
  newEntries = entry;
  store<u32>(entries + ((<usize>slot) << 2), <u32>entry);
  entryCount++;
  if (entryCount * 2 > entryMask) growEntries();
  return entry;
}

function growEntries(): void {
  const before = entries;
  const slots = <usize>entryMask + 1;
  entryMask = entryMask * 2 + 1;
  entries = allocate(((<usize>entryMask) + 1) * 4);
  for (let i: usize = 0; i < slots; i++) {
    const entry: usize = load<u32>(before + (i << 2));
    if (entry == 0) continue;
    let slot = load<u32>(entry, ENTRY_HASH) & entryMask;
    while (load<u32>(entries + ((<usize>slot) << 2)) != 0) slot = (slot + 1) & entryMask;
    store<u32>(entries + ((<usize>slot) << 2), <u32>entry);
  }
}

/** Marks an entry as seen in this section; false if it was already. */
// @ts-ignore: decorator
@inline
function isFirst(entry: usize): bool {
  if (load<u32>(entry, ENTRY_STAMP) == stamp) return false;
  store<u32>(entry, stamp, ENTRY_STAMP);
  return true;
}

function variantOf(entry: usize, type: i64, bucketCount: i64, low: i64, high: i64): usize {
  let variant: usize = load<u32>(entry, ENTRY_VARIANT);
  while (variant != 0) {
    if (
      load<i64>(variant, VARIANT_TYPE) == type &&
      load<i64>(variant, VARIANT_BUCKETS) == bucketCount &&
      load<i64>(variant, VARIANT_LOW) == low &&
      load<i64>(variant, VARIANT_HIGH) == high
    ) {
      return variant;
    }
    variant = load<u32>(variant, VARIANT_NEXT);
  }
  variant = allocate(VARIANT_SIZE);
  store<u32>(variant, <u32>entry, VARIANT_ENTRY);
  store<u32>(variant, load<u32>(entry, ENTRY_VARIANT), VARIANT_NEXT);
  store<i64>(variant, type, VARIANT_TYPE);
  store<i64>(variant, bucketCount, VARIANT_BUCKETS);
  store<i64>(variant, low, VARIANT_LOW);
  store<i64>(variant, high, VARIANT_HIGH);
  store<u32>(variant, variantCount++, VARIANT_NUMBER);
  store<u32>(variant, <u32>newVariants, VARIANT_QUEUE);
  store<u32>(entry, <u32>variant, ENTRY_VARIANT);
  newVariants = variant;
  return variant;
}

// ------------------------------------------------------------------------------------------------ tokens

/** The number that `readInteger` read, and what follows it. */
let integer: i64 = 0;
let next: usize = 0;

/** Reads a whole number of at most 18 digits without fraction or exponent; false for anything else. */
// @ts-ignore: decorator
@inline
function readInteger(p: usize): bool {
  const isNegative = load<u8>(p) == 0x2d;
  if (isNegative) p++;
  let digit: u32 = <u32>load<u8>(p) - 0x30;
  if (digit > 9) return false;
  let value: i64 = digit;
  const limit = p + 18;
  p++;
  digit = <u32>load<u8>(p) - 0x30;
  while (digit < 10) {
    value = value * 10 + <i64>digit;
    p++;
    digit = <u32>load<u8>(p) - 0x30;
  }
  // A dot is 0x2e, an e 0x65 or 0x45.
  if (p > limit || digit == 0xfffffffe || digit == 0x35 || digit == 0x15) return false;
  integer = isNegative ? -value : value;
  next = p;
  return true;
}

/** What follows a value, or 0. */
function valueEnd(p: usize, end: usize): usize {
  const first: u32 = load<u8>(p);
  if (first == 0x22) {
    const quote = stringEnd(p + 1, end, false);
    return quote == 0 ? 0 : quote + 1;
  }
  if (first == 0x7b || first == 0x5b) return skipUnchecked(p + 1, end);
  return scalarEnd(p, end);
}

/** The key that `readKey` read: where its UTF-8 lies and how long it is. */
let key: usize = 0;
let keyLength: u32 = 0;

/** Reads a key and its colon; `next` is then where its value starts. Keys with escapes are copied to the heap's end. */
function readKey(p: usize, end: usize): bool {
  if (load<u8>(p) != 0x22) return false;
  const quote = stringEnd(p + 1, end, false);
  if (quote == 0) return false;
  if ((stringFlags & 1) == 0) {
    key = p + 1;
    keyLength = <u32>(quote - p - 1);
  } else {
    const length = unescapeKey(p + 1, quote);
    if (length < 0) return false;
    key = scratchAt();
    keyLength = length;
  }
  p = skipSpace(quote + 1);
  if (p >= end || load<u8>(p) != 0x3a) return false;
  next = skipSpace(p + 1);
  return next < end;
}

/** Goes past a comma to the next member; sets `next`. 1: a member follows, 0: the object has ended, -1: neither. */
// @ts-ignore: decorator
@inline
function following(p: usize): i32 {
  p = skipSpace(p);
  const byte = load<u8>(p);
  if (byte == 0x2c) {
    next = skipSpace(p + 1);
    return 1;
  }
  next = p + 1;
  return byte == 0x7d ? 0 : -1;
}

// ------------------------------------------------------------------------------------------------ the log

// @ts-ignore: decorator
@inline
function isRoom(): bool {
  return logEnd + LOG_BYTES + BUCKET_BYTES <= logLimit;
}

/** Logs that an entry's value is left out; the host may have excluded the entry, which then is the reason. */
function logDrop(entry: usize, reason: u32): bool {
  if (!isRoom()) return false;
  store<u32>(logEnd, <u32>entry, LOG_VARIANT);
  store<u32>(logEnd, reason, LOG_REASON);
  store<u32>(logEnd, 0, LOG_BUCKETS);
  logEnd += LOG_BYTES;
  return true;
}

function logSum(variant: usize, sum: i64, buckets: u32): void {
  store<u32>(logEnd, <u32>variant, LOG_VARIANT);
  store<u32>(logEnd, 0, LOG_REASON);
  store<i64>(logEnd, sum, LOG_SUM);
  store<u32>(logEnd, 0, LOG_FRACTION);
  store<u32>(logEnd, buckets, LOG_BUCKETS);
  logEnd += LOG_BYTES + <usize>buckets * BUCKET_BYTES;
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
    next = p + 1;
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
    next = p;
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

/** Reads a histogram to the log; `next` is what follows. */
function readHistogram(entry: usize, p: usize, end: usize): bool {
  if (load<u8>(p) != 0x7b) {
    p = valueEnd(p, end);
    if (p == 0) return false;
    next = p;
    return logDrop(entry, NO_HISTOGRAM);
  }
  if (!isRoom()) return false;
  let sum: i64 = ABSENT;
  let type: i64 = ABSENT;
  let bucketCount: i64 = ABSENT;
  let low: i64 = ABSENT;
  let high: i64 = ABSENT;
  let buckets: i32 = -1;
  p = skipSpace(p + 1);
  if (p < end && load<u8>(p) == 0x7d) {
    next = p + 1;
    return logDrop(entry, NO_HISTOGRAM);
  }
  while (p < end) {
    if (!readKey(p, end)) return false;
    const name = key;
    const length = keyLength;
    p = next;
    const first: u32 = load<u8>(p);
    if (length == 6 && load<u32>(name) == 0x756c6176 && load<u16>(name, 4) == 0x7365) {
      // values
      if (first == 0x7b) {
        buckets = readBuckets(p, end);
        if (buckets < 0) return false;
        p = next;
      } else {
        buckets = -1;
        p = valueEnd(p, end);
      }
    } else if (length == 3 && load<u16>(name) == 0x7573 && load<u8>(name, 2) == 0x6d) {
      // sum
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
    if (more == 0) break;
  }
  if (p > end) return false;
  if (buckets < 0) {
    next = p;
    return logDrop(entry, NO_HISTOGRAM);
  }
  if (sum < 0) {
    next = p;
    return logDrop(entry, BAD_SUM);
  }
  if (type < 0) {
    next = p;
    return logDrop(entry, BAD_TYPE);
  }
  let variant: usize;
  if (type == COUNT_TYPE) {
    variant = variantOf(entry, COUNT_TYPE, ABSENT, ABSENT, ABSENT);
    buckets = 0;
  } else if (isShaped) {
    variant = variantOf(entry, type, bucketCount, low, high);
  } else {
    variant = variantOf(entry, 0, ABSENT, ABSENT, ABSENT);
  }
  logSum(variant, sum, buckets);
  next = p;
  return true;
}

/** Reads a single value to the log; `next` is what follows. */
function readValue(entry: usize, p: usize, end: usize): bool {
  if (!isRoom()) return false;
  const first: u32 = load<u8>(p);
  if (first == 0x2d || first - 0x30 < 10) {
    if (readInteger(p)) {
      if (integer < 0) return logDrop(entry, NEGATIVE);
      logSum(variantOf(entry, ABSENT, ABSENT, ABSENT, ABSENT), integer, 0);
      return true;
    }
    const after = scalarEnd(p, end);
    if (after == 0 || after - p > 40) return false;
    next = after;
    // Long whole numbers are left to the host, as what is below zero is.
    let hasPoint = false;
    for (let q = p; q < after; q++) if (load<u8>(q) == 0x2e || (load<u8>(q) | 0x20) == 0x65) hasPoint = true;
    if (!hasPoint || first == 0x2d || floatsEnd + 12 > floatsLimit) return false;
    store<u32>(floatsEnd, <u32>logEnd);
    store<u32>(floatsEnd, <u32>p, 4);
    store<u32>(floatsEnd, <u32>(after - p), 8);
    floatsEnd += 12;
    logSum(variantOf(entry, ABSENT, ABSENT, ABSENT, ABSENT), 0, 0);
    return true;
  }
  const after = valueEnd(p, end);
  if (after == 0) return false;
  next = after;
  if (first == 0x74 || first == 0x66) {
    logSum(variantOf(entry, ABSENT, ABSENT, ABSENT, ABSENT), first == 0x74 ? 1 : 0, 0);
    return true;
  }
  return logDrop(entry, NOT_A_NUMBER);
}

/** Where names are kept while their labels are read: a key with escapes lies in scratch memory only until the next. */
let held: usize = 0;
let heldCapacity: u32 = 0;

function holdKey(): void {
  if (keyLength > heldCapacity) {
    heldCapacity = keyLength * 2 + 64;
    held = allocate(heldCapacity);
  }
  memory.copy(held, key, keyLength);
}

/** Reads an object of objects, such as keyed histograms: labels of a name. `next` is what follows. */
function readLabels(section: u32, tag: u32, p: usize, end: usize): bool {
  const isPart = section == SIMPLE;
  holdKey();
  const nameLength = keyLength;
  p = skipSpace(p + 1);
  if (p < end && load<u8>(p) == 0x7d) {
    next = p + 1;
    return true;
  }
  while (p < end) {
    if (!readKey(p, end)) return false;
    const entry = entryOf(isPart ? tag | PART : tag, held, nameLength, key, keyLength);
    if (!isFirst(entry) || load<u32>(entry, ENTRY_STATUS) == STATUS_STRANGE) return false;
    p = next;
    if (!(section == KEYED_HISTOGRAMS ? readHistogram(entry, p, end) : readValue(entry, p, end))) return false;
    const more = following(next);
    if (more < 0) return false;
    p = next;
    if (more == 0) return true;
  }
  return false;
}

/**
 * Reads a section of a ping to the log.
 *
 * @param process - The number of the process whose section it is.
 * @returns Whether all of it was understood. If not, the log holds a part of it and must be thrown away.
 */
export function readSection(section: u32, process: u32, p: usize, end: usize): bool {
  const tag = section | (process << 8);
  if (++stamp == 0) return false;
  p = skipSpace(p);
  if (p >= end) return false;
  // What is no object has no members.
  if (load<u8>(p) != 0x7b) return true;
  p = skipSpace(p + 1);
  if (p < end && load<u8>(p) == 0x7d) return true;
  while (p < end) {
    if (!readKey(p, end)) return false;
    p = next;
    const isObject = load<u8>(p) == 0x7b;
    const isGrouped = section == KEYED_HISTOGRAMS || section == KEYED_SCALARS || (section == SIMPLE && isObject);
    const entry = entryOf(isGrouped ? tag | GROUP : tag, key, keyLength, key, 0);
    if (!isFirst(entry) || load<u32>(entry, ENTRY_STATUS) == STATUS_STRANGE) return false;
    if (section == SIMPLE) {
      // The same name with and without parts are two entries.
      const other = entryOf(isGrouped ? tag : tag | GROUP, key, keyLength, key, 0);
      if (!isFirst(other)) return false;
    }
    let isRead: bool;
    if (isGrouped) {
      if (isObject) {
        isRead = readLabels(section, tag, p, end);
      } else {
        next = valueEnd(p, end);
        isRead = next != 0 && logDrop(0, NO_HISTOGRAM);
      }
    } else if (section == HISTOGRAMS) {
      isRead = readHistogram(entry, p, end);
    } else {
      isRead = readValue(entry, p, end);
    }
    if (!isRead) return false;
    const more = following(next);
    if (more < 0) return false;
    p = next;
    if (more == 0) return p <= end;
  }
  return false;
}

// ------------------------------------------------------------------------------------------------ the sums

// A block: capacity (0: a counter for each bucket; else for as many as occur), how many occur, sum, count, fraction;
// then counters, before which sparse blocks have the buckets that they are of, two bytes each.
const BLOCK_CAPACITY: usize = 0;
const BLOCK_USED: usize = 4;
const BLOCK_SUM: usize = 8;
const BLOCK_COUNT: usize = 16;
const BLOCK_FRACTION: usize = 24;
const BLOCK_BYTES: usize = 32;
/** Layouts of at most so many buckets have dense blocks from the start. */
const SMALL: u32 = 12;
const FIRST_CAPACITY: u32 = 8;
const SECOND_CAPACITY: u32 = 24;

/** Blocks of the two sparse sizes that are free, linked by their first word. */
let freeFirst: usize = 0;
let freeSecond: usize = 0;

// @ts-ignore: decorator
@inline
function sparseBytes(capacity: u32): usize {
  return BLOCK_BYTES + <usize>capacity * 10;
}

function newBlock(capacity: u32, buckets: u32): usize {
  if (capacity == FIRST_CAPACITY && freeFirst != 0) {
    const block = freeFirst;
    freeFirst = load<u32>(block);
    memory.fill(block, 0, BLOCK_BYTES);
    store<u32>(block, capacity);
    return block;
  }
  if (capacity == SECOND_CAPACITY && freeSecond != 0) {
    const block = freeSecond;
    freeSecond = load<u32>(block);
    memory.fill(block, 0, BLOCK_BYTES);
    store<u32>(block, capacity);
    return block;
  }
  const block = allocate(capacity == 0 ? BLOCK_BYTES + ((<usize>buckets) << 3) : sparseBytes(capacity));
  store<u32>(block, capacity);
  return block;
}

/** Replaces a cell's sparse block that is full by a larger one. */
function growBlock(cell: usize, block: usize, buckets: u32): usize {
  const capacity = load<u32>(block, BLOCK_CAPACITY);
  const larger = capacity == FIRST_CAPACITY && buckets > SECOND_CAPACITY * 2 ? SECOND_CAPACITY : 0;
  const grown = newBlock(larger, buckets);
  const used = load<u32>(block, BLOCK_USED);
  memory.copy(grown + BLOCK_SUM, block + BLOCK_SUM, BLOCK_BYTES - BLOCK_SUM);
  const counters = block + BLOCK_BYTES + ((<usize>capacity) << 1);
  for (let i: u32 = 0; i < used; i++) {
    const bucket = load<u16>(block + BLOCK_BYTES + ((<usize>i) << 1));
    const count = load<i64>(counters + ((<usize>i) << 3));
    if (larger == 0) {
      store<i64>(grown + BLOCK_BYTES + ((<usize>bucket) << 3), count);
    } else {
      store<u16>(grown + BLOCK_BYTES + ((<usize>i) << 1), bucket);
      store<i64>(grown + BLOCK_BYTES + ((<usize>larger) << 1) + ((<usize>i) << 3), count);
    }
  }
  if (larger != 0) store<u32>(grown, used, BLOCK_USED);
  if (capacity == FIRST_CAPACITY) {
    store<u32>(block, <u32>freeFirst);
    freeFirst = block;
  } else {
    store<u32>(block, <u32>freeSecond);
    freeSecond = block;
  }
  store<u32>(cell, <u32>grown, 4);
  return grown;
}

/** The counter of a bucket in a sparse block, made if it is new; 0 if the block is full. */
// @ts-ignore: decorator
@inline
function sparseCounter(block: usize, bucket: u32): usize {
  const capacity = load<u32>(block, BLOCK_CAPACITY);
  const used = load<u32>(block, BLOCK_USED);
  const counters = block + BLOCK_BYTES + ((<usize>capacity) << 1);
  const wanted = i16x8.splat(<i16>bucket);
  for (let i: u32 = 0; i < used; i += 8) {
    const same = i16x8.bitmask(i16x8.eq(v128.load(block + BLOCK_BYTES + ((<usize>i) << 1)), wanted));
    if (same == 0) continue;
    const at = i + <u32>ctz(same);
    if (at < used) return counters + ((<usize>at) << 3);
    break;
  }
  if (used == capacity) return 0;
  store<u16>(block + BLOCK_BYTES + ((<usize>used) << 1), <u16>bucket);
  const counter = counters + ((<usize>used) << 3);
  store<i64>(counter, 0);
  store<u32>(block, used + 1, BLOCK_USED);
  return counter;
}

/**
 * Variants are numbered as they are first met, so that those of one ping are neighbours. A line has the cells of a key for
 * 16 neighbours: of each its variant and block.
 */
const LINE_CELLS: u32 = 16;
const CELL_BYTES: usize = 8;
const LINE_BYTES: usize = <usize>LINE_CELLS * CELL_BYTES;

/** The line that was used last. */
let lastLine: usize = 0;
let lastKey: u32 = 0;
let lastFirst: u32 = 0xffffffff;

function lineOf(keyId: u32, first: u32): usize {
  let hash = keyId * 0x9e3779b1 + first * 0x85ebca6b;
  hash = (hash ^ (hash >>> 15)) * 0x2c1b3c6d;
  hash ^= hash >>> 12;
  let slot = hash & lineMask;
  while (true) {
    const at = lines + ((<usize>slot) << 4);
    const line: usize = load<u32>(at, 8);
    if (line == 0) break;
    if (load<u32>(at) == keyId && load<u32>(at, 4) == first) return line;
    slot = (slot + 1) & lineMask;
  }
  if ((lineCount + 1) * 2 > lineMask) {
    growLines();
    slot = hash & lineMask;
    while (load<u32>(lines + ((<usize>slot) << 4), 8) != 0) slot = (slot + 1) & lineMask;
  }
  const line = allocate(LINE_BYTES);
  const at = lines + ((<usize>slot) << 4);
  store<u32>(at, keyId);
  store<u32>(at, first, 4);
  store<u32>(at, <u32>line, 8);
  store<u32>(at, hash, 12);
  lineCount++;
  return line;
}

function growLines(): void {
  const before = lines;
  const slots = <usize>lineMask + 1;
  lineMask = lineMask * 2 + 1;
  lines = allocate(((<usize>lineMask) + 1) * 16);
  for (let i: usize = 0; i < slots; i++) {
    const from = before + (i << 4);
    if (load<u32>(from, 8) == 0) continue;
    let slot = load<u32>(from, 12) & lineMask;
    while (load<u32>(lines + ((<usize>slot) << 4), 8) != 0) slot = (slot + 1) & lineMask;
    memory.copy(lines + ((<usize>slot) << 4), from, 16);
  }
}

/** The cell of a key and variant, whose block is made if it is new: the variant, then the block. */
// @ts-ignore: decorator
@inline
function cellOf(keyId: u32, variant: usize, layout: usize): usize {
  const number = load<u32>(variant, VARIANT_NUMBER);
  const first = number / LINE_CELLS;
  if (first != lastFirst || keyId != lastKey) {
    lastLine = lineOf(keyId, first);
    lastKey = keyId;
    lastFirst = first;
  }
  const cell = lastLine + <usize>(number % LINE_CELLS) * CELL_BYTES;
  if (load<u32>(cell, 4) == 0) {
    const buckets = load<u32>(layout, LAYOUT_BUCKETS);
    store<u32>(cell, <u32>newBlock(buckets <= SMALL ? 0 : FIRST_CAPACITY, buckets), 4);
    store<u32>(cell, <u32>variant);
    cellCount++;
  }
  return cell;
}

// @ts-ignore: decorator
@inline
function add(at: usize, amount: i64): void {
  const sum = load<i64>(at) + amount;
  store<i64>(at, sum < 0 ? MAX : sum);
}

// @ts-ignore: decorator
@inline
function countDrop(reason: u32): void {
  const at = drops + ((<usize>reason) << 3);
  store<i64>(at, load<i64>(at) + 1);
}

/** The last bucket whose bound is not above a value. */
function bucketOfValue(layout: usize, value: i64): u32 {
  let low: u32 = 0;
  let high: u32 = load<u32>(layout, LAYOUT_BUCKETS);
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (<i64>load<u32>(layout + LAYOUT_BOUNDS + ((<usize>middle) << 2)) <= value) low = middle;
    else high = middle;
  }
  return low;
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
    if (load<u32>(entry, ENTRY_STATUS) == STATUS_STRANGE || load<u32>(entry, ENTRY_STATUS) == STATUS_NEW) {
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
      const isExcluded = place != 0 && load<u32>(place, ENTRY_STATUS) == STATUS_EXCLUDED;
      countDrop(isExcluded ? EXCLUDED : reason);
      at += LOG_BYTES;
      continue;
    }
    const layout: usize = load<u32>(place, VARIANT_LAYOUT);
    if (load<u32>(<usize>load<u32>(place), ENTRY_STATUS) == STATUS_EXCLUDED) {
      countDrop(EXCLUDED);
    } else if (layout < 256) {
      countDrop(<u32>layout);
    } else {
      addRecord(keyId, place, layout, at, buckets);
    }
    at += LOG_BYTES + <usize>buckets * BUCKET_BYTES;
  }
  dropLog();
  return true;
}

/** Adds to a bucket of a block, and gives the block, which may have been replaced. */
// @ts-ignore: decorator
@inline
function addToBucket(cell: usize, block: usize, size: u32, bucket: u32, count: i64): usize {
  if (load<u32>(block, BLOCK_CAPACITY) != 0) {
    let counter = sparseCounter(block, bucket);
    while (counter == 0) {
      block = growBlock(cell, block, size);
      if (load<u32>(block, BLOCK_CAPACITY) == 0) break;
      counter = sparseCounter(block, bucket);
    }
    if (counter != 0) {
      add(counter, count);
      return block;
    }
  }
  add(block + BLOCK_BYTES + ((<usize>bucket) << 3), count);
  return block;
}

function addRecord(keyId: u32, variant: usize, layout: usize, at: usize, buckets: u32): void {
  const cell = cellOf(keyId, variant, layout);
  let block: usize = load<u32>(cell, 4);
  const size = load<u32>(layout, LAYOUT_BUCKETS);
  const sum = load<i64>(at, LOG_SUM);
  add(block + BLOCK_SUM, sum);
  add(block + BLOCK_COUNT, 1);
  const fraction = load<u32>(at, LOG_FRACTION);
  if (fraction != 0) add(block + BLOCK_FRACTION, <i64>fraction);
  const way = load<u32>(layout, LAYOUT_WAY);
  if (way == 2) {
    addToBucket(cell, block, size, bucketOfValue(layout, sum), 1);
    return;
  }
  const mask = load<u32>(layout, LAYOUT_MASK);
  const table: usize = load<u32>(layout, LAYOUT_TABLE);
  let from = at + LOG_BYTES;
  const end = from + <usize>buckets * BUCKET_BYTES;
  for (; from < end; from += BUCKET_BYTES) {
    const count = load<i64>(from, 8);
    if (count == 0) continue;
    const bucket = load<u32>(from);
    let index: u32 = 0xffffffff;
    if (way == 0) {
      if (bucket < size) index = bucket;
    } else {
      let place = ((bucket * 0x9e3779b1) >>> 16) & mask;
      while (true) {
        const found = load<u32>(table + ((<usize>place) << 3), 4);
        if (found == 0) break;
        if (load<u32>(table + ((<usize>place) << 3)) == bucket) {
          index = found - 1;
          break;
        }
        place = (place + 1) & mask;
      }
    }
    if (index == 0xffffffff) countDrop(UNKNOWN_BUCKET);
    else block = addToBucket(cell, block, size, index, count);
  }
}
