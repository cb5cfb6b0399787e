// Names: what the host says of them, and where each was met last.

import { allocate } from "./sum-heap";

// What the host says of an entry.
export const STATUS_NEW: u32 = 0;
export const STATUS_FINE: u32 = 1;
export const STATUS_EXCLUDED: u32 = 2;
export const STATUS_STRANGE: u32 = 3;
/** The label holds what none may. */
export const STATUS_BAD_TEXT: u32 = 4;

// An entry: a name and label in a section of a process. Its bytes follow it.
export const ENTRY_HASH: usize = 0;
export const ENTRY_TAG: usize = 4;
export const ENTRY_NAME: usize = 8;
export const ENTRY_LABEL: usize = 12;
export const ENTRY_STAMP: usize = 16;
export const ENTRY_VARIANT: usize = 20;
export const ENTRY_STATUS: usize = 24;
export const ENTRY_NEXT: usize = 28;
/** The entry that was met after this one, when it was not among the next ones. */
export const ENTRY_FOLLOWER: usize = 32;
/** The entry of the name alone, which says what holds for all its labels; 0 for entries without. */
export const ENTRY_GROUP: usize = 36;
export const ENTRY_BYTES: usize = 40;

// A variant: an entry with one description of its buckets.
export const VARIANT_ENTRY: usize = 0;
export const VARIANT_NEXT: usize = 4;
export const VARIANT_TYPE: usize = 8;
export const VARIANT_BUCKETS: usize = 16;
export const VARIANT_LOW: usize = 24;
export const VARIANT_HIGH: usize = 32;
/** A layout's place, or below 256 the reason why there is none; the host sets it. */
export const VARIANT_LAYOUT: usize = 40;
export const VARIANT_NUMBER: usize = 44;
export const VARIANT_QUEUE: usize = 48;
/** The group's variant of the same description, whose layout counts; 0 for variants without. */
export const VARIANT_TEMPLATE: usize = 52;
/** The text that its histograms start with, up to their buckets: where it is and how long; 0 if none was noted. */
export const VARIANT_START: usize = 56;
export const VARIANT_START_LENGTH: usize = 60;
export const VARIANT_SIZE: usize = 64;

/** A table of the entries: hash and place of each. */
let entries: usize = 0;
let entryMask: u32 = 0;
let entryCount: u32 = 0;
let variantCount: u32 = 0;
let stamp: u32 = 0;

/** Entries and variants that the host has not looked at yet, linked. */
export let newEntries: usize = 0;
export let newVariants: usize = 0;

export function startNames(): void {
  stamp = 0;
  entryCount = 0;
  variantCount = 0;
  newEntries = 0;
  newVariants = 0;
  lastEntry = 0;
  entryMask = (1 << 14) - 1;
  entries = allocate(((<usize>entryMask) + 1) * 8);
}

/** Begins a section, in which each entry may occur once; false if that can't be told. */
export function startSection(): bool {
  return ++stamp != 0;
}

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
export function isSame(a: usize, b: usize, length: usize): bool {
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
/** How many followers are tried, since pings leave some out. */
const TRIES = 4;

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
export function entryOf(
  tag: u32,
  name: usize,
  nameLength: u32,
  label: usize,
  labelLength: u32,
  group: usize,
): usize {
  const follower: usize = lastEntry == 0 ? 0 : load<u32>(lastEntry, ENTRY_FOLLOWER);
  let entry = follower;
  for (let tries = 0; entry != 0 && tries < TRIES; tries++) {
    if (isEntry(entry, tag, name, nameLength, label, labelLength)) {
      lastEntry = entry;
      return entry;
    }
    entry = load<u32>(entry, ENTRY_FOLLOWER);
  }
  entry = searchEntry(tag, name, nameLength, label, labelLength, group);
  if (lastEntry != 0 && lastEntry != entry) {
    // A new entry is put between those that it was met between.
    if (load<u32>(entry, ENTRY_FOLLOWER) == 0) store<u32>(entry, <u32>follower, ENTRY_FOLLOWER);
    store<u32>(lastEntry, <u32>entry, ENTRY_FOLLOWER);
  }
  lastEntry = entry;
  return entry;
}

function searchEntry(tag: u32, name: usize, nameLength: u32, label: usize, labelLength: u32, group: usize): usize {
  hashed = (<u64>tag) * 0x27d4eb2f;
  hashBytes(name, nameLength);
  hashBytes(label, labelLength);
  const mixed = (hashed ^ (hashed >>> 32)) * 0xd6e8feb86659fd93;
  const hash = <u32>(mixed >>> 32);
  let slot = hash & entryMask;
  while (true) {
    const at = entries + ((<usize>slot) << 3);
    const entry: usize = load<u32>(at, 4);
    if (entry == 0) break;
    if (load<u32>(at) == hash && isEntry(entry, tag, name, nameLength, label, labelLength)) return entry;
    slot = (slot + 1) & entryMask;
  }
  const entry = allocate(ENTRY_BYTES + <usize>nameLength + <usize>labelLength);
  store<u32>(entry, hash, ENTRY_HASH);
  store<u32>(entry, tag, ENTRY_TAG);
  store<u32>(entry, nameLength, ENTRY_NAME);
  store<u32>(entry, labelLength, ENTRY_LABEL);
  store<u32>(entry, <u32>group, ENTRY_GROUP);
  memory.copy(entry + ENTRY_BYTES, name, nameLength);
  memory.copy(entry + ENTRY_BYTES + <usize>nameLength, label, labelLength);
  if (group != 0 && isPlain(label, labelLength)) {
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

/** What holds for an entry: what the host said of its name, or else of its label. */
// @ts-ignore: decorator
@inline
export function statusOf(entry: usize): u32 {
  const group: usize = load<u32>(entry, ENTRY_GROUP);
  if (group != 0) {
    const status = load<u32>(group, ENTRY_STATUS);
    if (status != STATUS_FINE) return status;
  }
  return load<u32>(entry, ENTRY_STATUS);
}

/** Marks an entry as seen in this section; false if it was already. */
// @ts-ignore: decorator
@inline
export function isFirst(entry: usize): bool {
  if (load<u32>(entry, ENTRY_STAMP) == stamp) return false;
  store<u32>(entry, stamp, ENTRY_STAMP);
  return true;
}

export function variantOf(entry: usize, type: i64, bucketCount: i64, low: i64, high: i64): usize {
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
  store<u32>(entry, <u32>variant, ENTRY_VARIANT);
  const group: usize = load<u32>(entry, ENTRY_GROUP);
  if (group != 0) {
    store<u32>(variant, <u32>variantOf(group, type, bucketCount, low, high), VARIANT_TEMPLATE);
  } else {
    store<u32>(variant, <u32>newVariants, VARIANT_QUEUE);
    newVariants = variant;
  }
  return variant;
}
