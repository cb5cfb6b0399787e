// Names and labels: what the host says of each, and where each is found again.

import { allocateLines } from "./sum-heap";
import { bucketAfter, bucketOf, insert, isFull, newTable, placeIn, slotsOf, tableHash } from "./sum-table";

// What the host says of an entry.
export const STATUS_NEW: u32 = 0;
export const STATUS_FINE: u32 = 1;
export const STATUS_EXCLUDED: u32 = 2;
export const STATUS_STRANGE: u32 = 3;
/** The label holds what none may. */
export const STATUS_BAD_TEXT: u32 = 4;

// An entry: a name in a section of a process, or a label or part of such a name; and its first variant, if it has any. A
// variant is an entry with one description of its buckets: see sum-variants.ts. Reading a ping touches the first of its two
// lines of a cache only.
export const ENTRY_TAG: usize = 0;
export const ENTRY_LENGTH: usize = 4;
/** The entry of the name that this is a label or part of; 0 for names. */
export const ENTRY_GROUP: usize = 8;
export const ENTRY_STAMP: usize = 12;
export const VARIANT_START: usize = 16;
export const VARIANT_VERDICT: usize = 20;
/** Of an entry that has no variant 0; of processes their number. */
export const VARIANT_NUMBER: usize = 24;
/** Two bytes, as is what follows. */
export const ENTRY_STATUS: usize = 28;
export const VARIANT_COUNTS: usize = 30;
/** The first bytes of its text, followed by zeros. */
export const ENTRY_TEXT: usize = 32;
/** The next entry that the host has not looked at. */
export const ENTRY_NEXT: usize = 64;
/** Where its text is. */
export const ENTRY_LONG: usize = 68;
export const VARIANT_NEXT: usize = 72;
export const VARIANT_ENTRY: usize = 76;
export const VARIANT_TYPE: usize = 80;
export const VARIANT_BUCKETS: usize = 88;
export const VARIANT_LOW: usize = 96;
export const VARIANT_HIGH: usize = 104;
export const VARIANT_LAYOUT: usize = 112;
export const VARIANT_QUEUE: usize = 116;
export const VARIANT_TEMPLATE: usize = 120;
export const ENTRY_BYTES: usize = 128;

/** Set in the tag of entries that stand for a name whose labels have entries of their own. */
export const GROUP: u32 = 0x80;
/** Set in the tag of parts of a simple measurement, each of which is a metric. */
export const PART: u32 = 0x40;
/** The tag of names of processes. */
export const PROCESS: u32 = 0x3f;

/** How much of a text is kept in its entry; nearly all have no more. */
const SHORT: u32 = 32;

/** Tables of names, and of their labels and parts. */
let names: usize = 0;
let labels: usize = 0;
/** As many bytes of ones as a short text may have, then as many zeros. */
let ones: usize = 0;
let stamp: u32 = 0;

/** Entries that the host has not looked at yet, linked. */
export let newEntries: usize = 0;

export function startNames(): void {
  stamp = 0;
  newEntries = 0;
  names = newTable(512);
  labels = newTable(512);
  ones = allocateLines(2 * SHORT);
  memory.fill(ones, 0xff, SHORT);
}

/** Begins an object in which each entry may occur once, and gives its stamp; 0 if that can't be told. */
export function startObject(): u32 {
  return ++stamp;
}

/** Marks an entry as seen in the object of a stamp; false if it was already. */
// @ts-ignore: decorator
@inline
export function isFirst(entry: usize, inObject: u32): bool {
  if (load<u32>(entry, ENTRY_STAMP) == inObject) return false;
  store<u32>(entry, inObject, ENTRY_STAMP);
  return true;
}

// @ts-ignore: decorator
@inline
export function isSame(a: usize, b: usize, length: usize): bool {
  while (length >= 16) {
    if (v128.any_true(v128.xor(v128.load(a), v128.load(b)))) return false;
    a += 16;
    b += 16;
    length -= 16;
  }
  if (length == 0) return true;
  return !v128.any_true(v128.and(v128.xor(v128.load(a), v128.load(b)), v128.load(ones + SHORT - length)));
}

// @ts-ignore: decorator
@inline
function mix(hash: u64, word: u64): u64 {
  return rotl<u64>((hash ^ word) * 0x9e3779b97f4a7c15, 29);
}

/**
 * The entry of a text, made if it is new.
 *
 * @param group - The entry that it is a label or part of, or 0.
 */
export function entryOf(tag: u32, group: usize, text: usize, length: u32): usize {
  // What lies behind the text is readable, but not its own.
  const kept: usize = min(length, SHORT);
  const first = v128.and(v128.load(text), v128.load(ones + SHORT - kept));
  const second = v128.and(v128.load(text, 16), v128.load(ones + SHORT - kept, 16));
  let mixed = mix(((<u64>tag) << 32) ^ <u64>group, i64x2.extract_lane(first, 0));
  mixed = mix(mixed, i64x2.extract_lane(first, 1));
  mixed = mix(mixed, i64x2.extract_lane(second, 0));
  mixed = mix(mixed, i64x2.extract_lane(second, 1) ^ <u64>length);
  if (length > SHORT) mixed = mixRest(mixed, text, length);
  const hash = tableHash(mixed);
  const table = group == 0 ? names : labels;
  let bucket = bucketOf(table, hash);
  while (true) {
    for (let slots = slotsOf(bucket, hash); slots != 0; slots &= slots - 1) {
      const entry = placeIn(bucket, ctz(slots));
      const difference = v128.or(
        v128.xor(first, v128.load(entry, ENTRY_TEXT)),
        v128.xor(second, v128.load(entry, ENTRY_TEXT + 16)),
      );
      if (
        !v128.any_true(difference) &&
        load<u32>(entry, ENTRY_TAG) == tag &&
        load<u32>(entry, ENTRY_LENGTH) == length &&
        load<u32>(entry, ENTRY_GROUP) == <u32>group &&
        (length <= SHORT || isSame(load<u32>(entry, ENTRY_LONG), text, length))
      ) {
        return entry;
      }
    }
    if (!isFull(bucket)) break;
    bucket = bucketAfter(table, bucket);
  }
  const entry = makeEntry(tag, group, text, length);
  insert(table, hash, entry);
  return entry;
}

/** Mixes in what an entry does not keep of a text. */
function mixRest(mixed: u64, text: usize, length: u32): u64 {
  const whole = length & ~7;
  for (let i: u32 = SHORT; i < whole; i += 8) mixed = mix(mixed, load<u64>(text + i));
  if (whole == length) return mixed;
  return mix(mixed, load<u64>(text + whole) & (((<u64>1) << (<u64>(length & 7) << 3)) - 1));
}

function makeEntry(tag: u32, group: usize, text: usize, length: u32): usize {
  const entry = allocateLines(ENTRY_BYTES);
  const long = length <= SHORT ? entry + ENTRY_TEXT : allocateLines(length);
  store<u32>(entry, tag, ENTRY_TAG);
  store<u32>(entry, length, ENTRY_LENGTH);
  store<u32>(entry, <u32>group, ENTRY_GROUP);
  store<u32>(entry, <u32>long, ENTRY_LONG);
  memory.copy(entry + ENTRY_TEXT, text, min(length, SHORT));
  if (length > SHORT) memory.copy(long, text, length);
  if (tag == PROCESS) {
    // The host is asked at once.
  } else if (group != 0 && (tag & PART) == 0 && isPlain(text, length)) {
    store<u16>(entry, STATUS_FINE, ENTRY_STATUS);
  } else {
    store<u32>(entry, <u32>newEntries, ENTRY_NEXT);
    newEntries = entry;
  }
  return entry;
}

/** Whether an entry is a label, of which holds what holds for its name. */
// @ts-ignore: decorator
@inline
export function isLabel(entry: usize): bool {
  return load<u32>(entry, ENTRY_GROUP) != 0 && (load<u32>(entry, ENTRY_TAG) & PART) == 0;
}

/** What the host said of an entry itself. */
// @ts-ignore: decorator
@inline
export function ownStatus(entry: usize): u32 {
  return load<u16>(entry, ENTRY_STATUS);
}

/** What holds for an entry: what the host said of its name, or else of its label. */
export function statusOf(entry: usize): u32 {
  if (isLabel(entry)) {
    const status = ownStatus(load<u32>(entry, ENTRY_GROUP));
    if (status != STATUS_FINE) return status;
  }
  return ownStatus(entry);
}

/** Whether a label is of printable ASCII, which nobody need look at. */
function isPlain(p: usize, length: u32): bool {
  for (let i: usize = 0; i < length; i++) if (<u32>load<u8>(p + i) - 0x20 > 0x5e) return false;
  return true;
}
