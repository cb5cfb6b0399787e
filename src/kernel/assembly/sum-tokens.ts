// Tokens of sections, read one after the other.

import { skipSpace } from "./blocks";
import { scratchAt, unescapeKey } from "./keys";
import { skipUnchecked } from "./skip-unchecked";
import { scalarEnd, stringEnd, stringFlags } from "./tokens";

/** The number that `readInteger` read, and what follows it. */
export let integer: i64 = 0;
export let next: usize = 0;

// @ts-ignore: decorator
@inline
export function goTo(p: usize): void {
  next = p;
}

/** Reads a whole number of at most 18 digits without fraction or exponent; false for anything else. */
// @ts-ignore: decorator
@inline
export function readInteger(p: usize): bool {
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
export function valueEnd(p: usize, end: usize): usize {
  const first: u32 = load<u8>(p);
  if (first == 0x22) {
    const quote = stringEnd(p + 1, end, false);
    return quote == 0 ? 0 : quote + 1;
  }
  if (first == 0x7b || first == 0x5b) return skipUnchecked(p + 1, end);
  return scalarEnd(p, end);
}

/** The key that `readKey` read: where its UTF-8 lies and how long it is. */
export let key: usize = 0;
export let keyLength: u32 = 0;

/** Reads a key and its colon; `next` is then where its value starts. Keys with escapes are copied to the heap's end. */
export function readKey(p: usize, end: usize): bool {
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
export function following(p: usize): i32 {
  p = skipSpace(p);
  const byte = load<u8>(p);
  if (byte == 0x2c) {
    next = skipSpace(p + 1);
    return 1;
  }
  next = p + 1;
  return byte == 0x7d ? 0 : -1;
}
