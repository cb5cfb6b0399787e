// Variants: an entry with one description of its buckets, or for values without. The first of an entry lies in it, so that what is
// the entry's place is also that of its first variant; others are like entries, but are in no table.

import { allocateLines } from "./sum-heap";
import {
  ENTRY_BYTES,
  ENTRY_GROUP,
  STATUS_BAD_TEXT,
  STATUS_EXCLUDED,
  VARIANT_BUCKETS,
  VARIANT_COUNTS,
  VARIANT_ENTRY,
  VARIANT_HIGH,
  VARIANT_LAYOUT,
  VARIANT_LOW,
  VARIANT_NEXT,
  VARIANT_NUMBER,
  VARIANT_QUEUE,
  VARIANT_START,
  VARIANT_TEMPLATE,
  VARIANT_TYPE,
  VARIANT_VERDICT,
  isLabel,
  isSame,
  statusOf,
} from "./sum-names";
import { BAD_NAME, BAD_TEXT, EXCLUDED } from "./sum-reasons";

/** Places from here on are layouts; what is less is a reason. */
export const FIRST_LAYOUT: u32 = 256;
/** The histogram type of those that count. */
export const COUNT_TYPE: i64 = 4;
/** Where a description says nothing. */
export const ABSENT: i64 = -1;

/** In place of the number of variants of labels, which are many, and of which each occurs in few pings. */
const OF_LABEL: u32 = 0xffffffff;
/** Variants of names are numbered from 1 on as they are first met, so that those of one ping are neighbours. */
let variantCount: u32 = 0;
/** The start of a histogram that was noted last, which others share. */
let lastStart: usize = 0;

/** Variants that the host has not looked at yet, linked. */
export let newVariants: usize = 0;

export function startVariants(): void {
  variantCount = 0;
  newVariants = 0;
  lastStart = 0;
}

/** Whether an entry has a variant. */
// @ts-ignore: decorator
@inline
export function hasVariant(entry: usize): bool {
  return load<u32>(entry, VARIANT_NUMBER) != 0;
}

/** Whether a variant is a label's. */
// @ts-ignore: decorator
@inline
export function isOfLabel(variant: usize): bool {
  return load<u32>(variant, VARIANT_NUMBER) == OF_LABEL;
}

/** Whether a variant is of histograms that count, whose buckets tell nothing. */
// @ts-ignore: decorator
@inline
export function isOfCounts(variant: usize): bool {
  return load<u16>(variant, VARIANT_COUNTS) != 0;
}

export function variantOf(entry: usize, type: i64, bucketCount: i64, low: i64, high: i64): usize {
  if (!hasVariant(entry)) return describe(entry, entry, type, bucketCount, low, high);
  let variant = entry;
  while (true) {
    if (
      load<i64>(variant, VARIANT_TYPE) == type &&
      load<i64>(variant, VARIANT_BUCKETS) == bucketCount &&
      load<i64>(variant, VARIANT_LOW) == low &&
      load<i64>(variant, VARIANT_HIGH) == high
    ) {
      return variant;
    }
    const next: usize = load<u32>(variant, VARIANT_NEXT);
    if (next == 0) break;
    variant = next;
  }
  const other = allocateLines(ENTRY_BYTES);
  store<u32>(variant, <u32>other, VARIANT_NEXT);
  return describe(entry, other, type, bucketCount, low, high);
}

function describe(entry: usize, variant: usize, type: i64, bucketCount: i64, low: i64, high: i64): usize {
  store<u32>(variant, <u32>entry, VARIANT_ENTRY);
  store<i64>(variant, type, VARIANT_TYPE);
  store<i64>(variant, bucketCount, VARIANT_BUCKETS);
  store<i64>(variant, low, VARIANT_LOW);
  store<i64>(variant, high, VARIANT_HIGH);
  store<u16>(variant, type == COUNT_TYPE ? 1 : 0, VARIANT_COUNTS);
  if (isLabel(entry)) {
    const template = variantOf(load<u32>(entry, ENTRY_GROUP), type, bucketCount, low, high);
    store<u32>(variant, <u32>template, VARIANT_TEMPLATE);
    store<u32>(variant, OF_LABEL, VARIANT_NUMBER);
  } else {
    store<u32>(variant, ++variantCount, VARIANT_NUMBER);
    store<u32>(variant, <u32>newVariants, VARIANT_QUEUE);
    newVariants = variant;
  }
  return variant;
}

/** The variant of an entry's single values, which is its only one. */
// @ts-ignore: decorator
@inline
export function valueVariant(entry: usize): usize {
  return hasVariant(entry) ? entry : describe(entry, entry, ABSENT, ABSENT, ABSENT, ABSENT);
}

/**
 * Notes the text that a variant's histograms start with, up to their buckets: its length, then itself. The next one that
 * starts so need not be read up to there.
 */
export function noteStart(variant: usize, p: usize, length: u32): void {
  if (lastStart == 0 || load<u32>(lastStart) != length || !isSame(lastStart + 4, p, length)) {
    lastStart = allocateLines(4 + <usize>length);
    store<u32>(lastStart, length);
    memory.copy(lastStart + 4, p, length);
  }
  store<u32>(variant, <u32>lastStart, VARIANT_START);
}

/** Whether the text at `p`, of so many bytes, is the start that was noted of a variant's histograms. */
// @ts-ignore: decorator
@inline
export function isStart(variant: usize, p: usize, length: usize): bool {
  const start: usize = load<u32>(variant, VARIANT_START);
  return start != 0 && <usize>load<u32>(start) == length && isSame(start + 4, p, length);
}

/** The layout of a variant, or the reason why its values are left out. The host must have looked at its entry and at it. */
// @ts-ignore: decorator
@inline
export function verdictOf(variant: usize): u32 {
  const verdict = load<u32>(variant, VARIANT_VERDICT);
  return verdict != 0 ? verdict : judge(variant);
}

function judge(variant: usize): u32 {
  const template: usize = load<u32>(variant, VARIANT_TEMPLATE);
  const layout = load<u32>(template != 0 ? template : variant, VARIANT_LAYOUT);
  const status = statusOf(load<u32>(variant, VARIANT_ENTRY));
  let verdict = layout;
  if (status == STATUS_EXCLUDED) verdict = EXCLUDED;
  else if (layout != BAD_NAME && layout != BAD_TEXT && status == STATUS_BAD_TEXT) verdict = BAD_TEXT;
  store<u32>(variant, verdict, VARIANT_VERDICT);
  return verdict;
}
