// Variants: an entry with one description of its buckets, or for values without.

import { allocateLines } from "./sum-heap";
import {
  ENTRY_GROUP,
  ENTRY_STATUS,
  ENTRY_TAG,
  ENTRY_VARIANT,
  PART,
  STATUS_BAD_TEXT,
  STATUS_EXCLUDED,
  STATUS_FINE,
  isSame,
} from "./sum-names";
import { BAD_NAME, BAD_TEXT, EXCLUDED } from "./sum-reasons";

export const VARIANT_ENTRY: usize = 0;
export const VARIANT_NEXT: usize = 4;
export const VARIANT_TYPE: usize = 8;
export const VARIANT_BUCKETS: usize = 16;
export const VARIANT_LOW: usize = 24;
export const VARIANT_HIGH: usize = 32;
/** A layout's place, or below 256 the reason why there is none; the host sets it. */
export const VARIANT_LAYOUT: usize = 40;
/** Of variants of names: they are numbered as they are first met, so that those of one ping are neighbours. */
export const VARIANT_NUMBER: usize = 44;
/** The next variant that the host has not looked at. */
export const VARIANT_QUEUE: usize = 48;
/** The name's variant of the same description, whose layout counts; 0 for variants that are no label's. */
export const VARIANT_TEMPLATE: usize = 52;
/** The text that its histograms start with, up to their buckets: its length, then itself; 0 if none was noted. */
export const VARIANT_START: usize = 56;
/** What `judge` found; 0 before. */
export const VARIANT_VERDICT: usize = 60;
export const VARIANT_SIZE: usize = 64;

/** Places from here on are layouts; what is less is a reason. */
export const FIRST_LAYOUT: u32 = 256;

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

/** Whether a variant is a label's. Those are many, and each occurs in few pings. */
// @ts-ignore: decorator
@inline
export function isOfLabel(variant: usize): bool {
  return load<u32>(variant, VARIANT_TEMPLATE) != 0;
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
  variant = allocateLines(VARIANT_SIZE);
  store<u32>(variant, <u32>entry, VARIANT_ENTRY);
  store<u32>(variant, load<u32>(entry, ENTRY_VARIANT), VARIANT_NEXT);
  store<i64>(variant, type, VARIANT_TYPE);
  store<i64>(variant, bucketCount, VARIANT_BUCKETS);
  store<i64>(variant, low, VARIANT_LOW);
  store<i64>(variant, high, VARIANT_HIGH);
  store<u32>(entry, <u32>variant, ENTRY_VARIANT);
  const group: usize = load<u32>(entry, ENTRY_GROUP);
  if (group != 0 && (load<u32>(entry, ENTRY_TAG) & PART) == 0) {
    store<u32>(variant, <u32>variantOf(group, type, bucketCount, low, high), VARIANT_TEMPLATE);
  } else {
    store<u32>(variant, variantCount++, VARIANT_NUMBER);
    store<u32>(variant, <u32>newVariants, VARIANT_QUEUE);
    newVariants = variant;
  }
  return variant;
}

/** The variant of an entry's single values. */
// @ts-ignore: decorator
@inline
export function valueVariant(entry: usize): usize {
  // All values of an entry have the same.
  const variant: usize = load<u32>(entry, ENTRY_VARIANT);
  return variant != 0 ? variant : variantOf(entry, -1, -1, -1, -1);
}

/** Notes the text that a variant's histograms start with: the next one that starts so need not be read up to there. */
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

/** What holds for an entry: what the host said of its name, or else of its label. */
export function statusOf(entry: usize): u32 {
  const group: usize = load<u32>(entry, ENTRY_GROUP);
  if (group != 0 && (load<u32>(entry, ENTRY_TAG) & PART) == 0) {
    const status = load<u32>(group, ENTRY_STATUS);
    if (status != STATUS_FINE) return status;
  }
  return load<u32>(entry, ENTRY_STATUS);
}
