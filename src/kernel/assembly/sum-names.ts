// Names and labels: what the host says of each, and where each is found again.

import { allocate, allocateLines } from "./sum-heap";

// What the host says of an entry.
export const STATUS_NEW: u32 = 0;
export const STATUS_FINE: u32 = 1;
export const STATUS_EXCLUDED: u32 = 2;
export const STATUS_STRANGE: u32 = 3;
/** The label holds what none may. */
export const STATUS_BAD_TEXT: u32 = 4;

// An entry: a name in a section of a process, or a label or part of such a name. Its text follows it, padded with zeros.
export const ENTRY_TAG: usize = 0;
export const ENTRY_LENGTH: usize = 4;
/** The entry of the name that this is a label or part of; 0 for names. */
export const ENTRY_GROUP: usize = 8;
export const ENTRY_STAMP: usize = 12;
export const ENTRY_STATUS: usize = 16;
/** Its first variant; of a process its number. */
export const ENTRY_VARIANT: usize = 20;
export const ENTRY_NEXT: usize = 24;
export const ENTRY_BYTES: usize = 32;

/** Set in the tag of entries that stand for a name whose labels have entries of their own. */
export const GROUP: u32 = 0x80;
/** Set in the tag of parts of a simple measurement, each of which is a metric. */
export const PART: u32 = 0x40;
/** The tag of names of processes. */
export const PROCESS: u32 = 0x3f;

/** The part of a text that most fit into: it is hashed and compared at once, whatever its length. */
const SHORT: u32 = 32;

/** A table of the entries: hash and place of each. */
let entries: usize = 0;
let entryMask: u32 = 0;
let entryCount: u32 = 0;
/** As many bytes of ones as a short text may have, then as many zeros. */
let ones: usize = 0;
let stamp: u32 = 0;

/** Entries that the host has not looked at yet, linked. */
export let newEntries: usize = 0;

export function startNames(): void {
  stamp = 0;
  entryCount = 0;
  newEntries = 0;
  entryMask = (1 << 14) - 1;
  entries = allocateLines(((<usize>entryMask) + 1) * 8);
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
// @ts-ignore: decorator
@inline
export function entryOf(tag: u32, group: usize, text: usize, length: u32): usize {
  return length <= SHORT ? shortEntry(tag, group, text, length) : longEntry(tag, group, text, length);
}

function shortEntry(tag: u32, group: usize, text: usize, length: u32): usize {
  // What lies behind the text is readable, but not its own.
  const mask = ones + SHORT - <usize>length;
  const first = v128.and(v128.load(text), v128.load(mask));
  const second = v128.and(v128.load(text, 16), v128.load(mask, 16));
  let mixed = mix(((<u64>tag) << 32) ^ <u64>group, i64x2.extract_lane(first, 0));
  mixed = mix(mixed, i64x2.extract_lane(first, 1));
  mixed = mix(mixed, i64x2.extract_lane(second, 0));
  const hash = finishHash(mix(mixed, i64x2.extract_lane(second, 1) ^ <u64>length));
  let slot = hash & entryMask;
  while (true) {
    const at = entries + ((<usize>slot) << 3);
    const entry: usize = load<u32>(at, 4);
    if (entry == 0) return makeEntry(slot, hash, tag, group, text, length);
    if (
      load<u32>(at) == hash &&
      load<u32>(entry, ENTRY_TAG) == tag &&
      load<u32>(entry, ENTRY_LENGTH) == length &&
      load<u32>(entry, ENTRY_GROUP) == <u32>group
    ) {
      const difference = v128.or(
        v128.xor(first, v128.load(entry, ENTRY_BYTES)),
        v128.xor(second, v128.load(entry, ENTRY_BYTES + 16)),
      );
      if (!v128.any_true(difference)) return entry;
    }
    slot = (slot + 1) & entryMask;
  }
}

function longEntry(tag: u32, group: usize, text: usize, length: u32): usize {
  let mixed = mix(((<u64>tag) << 32) ^ <u64>group, length);
  const whole = length & ~7;
  for (let i: u32 = 0; i < whole; i += 8) mixed = mix(mixed, load<u64>(text + i));
  if (whole < length) mixed = mix(mixed, load<u64>(text + whole) & (((<u64>1) << (<u64>(length & 7) << 3)) - 1));
  const hash = finishHash(mixed);
  let slot = hash & entryMask;
  while (true) {
    const at = entries + ((<usize>slot) << 3);
    const entry: usize = load<u32>(at, 4);
    if (entry == 0) return makeEntry(slot, hash, tag, group, text, length);
    if (
      load<u32>(at) == hash &&
      load<u32>(entry, ENTRY_TAG) == tag &&
      load<u32>(entry, ENTRY_LENGTH) == length &&
      load<u32>(entry, ENTRY_GROUP) == <u32>group &&
      isSame(entry + ENTRY_BYTES, text, length)
    ) {
      return entry;
    }
    slot = (slot + 1) & entryMask;
  }
}

// @ts-ignore: decorator
@inline
function finishHash(mixed: u64): u32 {
  return <u32>(((mixed ^ (mixed >>> 32)) * 0xd6e8feb86659fd93) >>> 32);
}

function makeEntry(slot: u32, hash: u32, tag: u32, group: usize, text: usize, length: u32): usize {
  const entry = allocateLines(ENTRY_BYTES + <usize>max(length, SHORT));
  store<u32>(entry, tag, ENTRY_TAG);
  store<u32>(entry, length, ENTRY_LENGTH);
  store<u32>(entry, <u32>group, ENTRY_GROUP);
  memory.copy(entry + ENTRY_BYTES, text, length);
  if (tag == PROCESS) {
    // The host is asked at once.
  } else if (group != 0 && (tag & PART) == 0 && isPlain(text, length)) {
    store<u32>(entry, STATUS_FINE, ENTRY_STATUS);
  } else {
    store<u32>(entry, <u32>newEntries, ENTRY_NEXT);
    newEntries = entry;
  }
  store<u32>(entries + ((<usize>slot) << 3), hash);
  store<u32>(entries + ((<usize>slot) << 3), <u32>entry, 4);
  entryCount++;
  if (entryCount * 2 > entryMask) growEntries();
  return entry;
}

function growEntries(): void {
  const before = entries;
  const slots = <usize>entryMask + 1;
  entryMask = entryMask * 2 + 1;
  entries = allocate(((<usize>entryMask) + 1) * 8);
  for (let i: usize = 0; i < slots; i++) {
    const pair = load<u64>(before + (i << 3));
    if (pair == 0) continue;
    let slot = <u32>pair & entryMask;
    while (load<u32>(entries + ((<usize>slot) << 3), 4) != 0) slot = (slot + 1) & entryMask;
    store<u64>(entries + ((<usize>slot) << 3), pair);
  }
}

/** Whether a label is of printable ASCII, which nobody need look at. */
function isPlain(p: usize, length: u32): bool {
  for (let i: usize = 0; i < length; i++) if (<u32>load<u8>(p + i) - 0x20 > 0x5e) return false;
  return true;
}
