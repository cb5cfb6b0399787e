// Tokens of sections, read one after the other, and checked to be JSON: nobody else has done so. Readers return what follows, or 0 for what they don't read: so a place never
// goes through memory. What they read is left in a variable.

import { skipSpace } from "./blocks";
import { scratchAt, unescapeKey } from "./keys";
import { skipChecked } from "./skip-checked";
import { scalarEnd, stringEnd, stringFlags } from "./tokens";

/** The number that `readDigits` or `readInteger` read. */
export let integer: i64 = 0;

/**
 * Reads digits without anything before them.
 *
 * Seven digits and fewer, which nearly all are, take no step for each: eight bytes are looked at at once, and their digits
 * added up two, then four, then eight at a time.
 *
 * @returns What follows them; 0 for none, for more than 18, and for zeros in front, which no number has.
 */
// @ts-ignore: decorator
@inline
export function readDigits(p: usize): usize {
  const bytes = load<u64>(p) ^ 0x3030303030303030;
  // The top bit of each byte that is above 9; above the lowest such byte it may be wrong.
  const others = ((bytes + 0x7676767676767676) | bytes) & 0x8080808080808080;
  const bits = ctz(others) & 0x78;
  if (bits - 8 > 48) return readMoreDigits(p);
  if ((bytes & 0xff) == 0 && bits != 8) return 0;
  let value = bytes << (64 - bits);
  value = value * 10 + (value >> 8);
  value =
    ((value & 0x000000ff000000ff) * 0x000f424000000064 + ((value >> 16) & 0x000000ff000000ff) * 0x0000271000000001) >> 32;
  integer = value;
  return p + <usize>(bits >> 3);
}

function readMoreDigits(p: usize): usize {
  let digit: u32 = <u32>load<u8>(p) - 0x30;
  if (digit > 9 || digit == 0) return 0;
  let value: i64 = 0;
  const limit = p + 18;
  while (digit < 10) {
    if (p == limit) return 0;
    value = value * 10 + <i64>digit;
    p++;
    digit = <u32>load<u8>(p) - 0x30;
  }
  integer = value;
  return p;
}

/** Reads a whole number without fraction or exponent, of at most 18 digits. */
// @ts-ignore: decorator
@inline
export function readInteger(p: usize): usize {
  const isNegative = load<u8>(p) == 0x2d;
  p = readDigits(isNegative ? p + 1 : p);
  if (p == 0) return 0;
  const byte: u32 = load<u8>(p);
  if (byte == 0x2e || (byte | 0x20) == 0x65) return 0;
  if (isNegative) integer = -integer;
  return p;
}

/** What follows a value, or 0 if it is no JSON. */
export function valueEnd(p: usize, end: usize): usize {
  const first: u32 = load<u8>(p);
  if (first == 0x22) {
    const quote = stringEnd(p + 1, end, true);
    return quote == 0 ? 0 : quote + 1;
  }
  if (first == 0x7b || first == 0x5b) return skipChecked(p + 1, end, (first >> 5) & 1);
  return scalarEnd(p, end);
}

/** The key that `readKey` read: where its UTF-8 lies and how long it is. Of one with escapes only until the next key. */
export let key: usize = 0;
export let keyLength: u32 = 0;

/** Reads a key and its colon; what follows is where its value starts. */
// @ts-ignore: decorator
@inline
export function readKey(p: usize, end: usize): usize {
  if (load<u8>(p) != 0x22) return 0;
  const first = v128.load(p, 1);
  const second = v128.load(p, 17);
  const quote = i8x16.splat(0x22);
  const backslash = i8x16.splat(0x5c);
  const space = i8x16.splat(0x20);
  const firstStops = v128.or(i8x16.eq(first, quote), v128.or(i8x16.eq(first, backslash), i8x16.lt_u(first, space)));
  const secondStops = v128.or(i8x16.eq(second, quote), v128.or(i8x16.eq(second, backslash), i8x16.lt_u(second, space)));
  const stops = i8x16.bitmask(firstStops) | (i8x16.bitmask(secondStops) << 16);
  const length = <u32>ctz(stops);
  const colon = p + 2 + <usize>length;
  // Mostly keys are short and without escapes, and no space stands around the colon.
  if (stops == 0 || load<u16>(colon - 1) != 0x3a22 || load<u8>(colon + 1) <= 0x20) return readAnyKey(p, end);
  key = p + 1;
  keyLength = length;
  return colon + 1 < end ? colon + 1 : 0;
}

function readAnyKey(p: usize, end: usize): usize {
  const quote = stringEnd(p + 1, end, true);
  if (quote == 0) return 0;
  if ((stringFlags & 1) == 0) {
    key = p + 1;
    keyLength = <u32>(quote - p - 1);
  } else {
    const length = unescapeKey(p + 1, quote);
    if (length < 0) return 0;
    key = scratchAt();
    keyLength = length;
  }
  p = skipSpace(quote + 1);
  if (p >= end || load<u8>(p) != 0x3a) return 0;
  p = skipSpace(p + 1);
  return p < end ? p : 0;
}

/** White space, which seldom is. */
// @ts-ignore: decorator
@inline
export function past(p: usize): usize {
  return load<u8>(p) > 0x20 ? p : skipSpace(p);
}
