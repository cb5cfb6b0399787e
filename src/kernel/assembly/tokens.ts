// Strings and scalars, one at a time.

/** Whether the string that was skipped last holds a backslash (1) or bytes from 0x80 up (2). */
export let stringFlags: u32 = 0;

/** The value of a hexadecimal digit, or -1. */
export function hexDigit(byte: u32): i32 {
  if (byte - 0x30 < 10) return byte - 0x30;
  byte |= 0x20;
  return byte - 0x61 < 6 ? byte - 0x57 : -1;
}

/** Whether what follows a backslash, at `p`, is an escape that JSON has. */
export function isEscape(p: usize, end: usize): bool {
  switch (load<u8>(p)) {
    case 0x22:
    case 0x5c:
    case 0x2f:
    case 0x62:
    case 0x66:
    case 0x6e:
    case 0x72:
    case 0x74:
      return p < end;
    case 0x75:
      return (
        p + 4 < end &&
        hexDigit(load<u8>(p, 1)) >= 0 &&
        hexDigit(load<u8>(p, 2)) >= 0 &&
        hexDigit(load<u8>(p, 3)) >= 0 &&
        hexDigit(load<u8>(p, 4)) >= 0
      );
    default:
      return false;
  }
}

/** Whether each of these backslashes starts an escape. A function of its own, as index.ts says: most blocks have none. */
export function areEscapes(p: usize, end: usize, backslashes: u64): bool {
  while (backslashes != 0) {
    if (!isEscape(p + <usize>ctz(backslashes) + 1, end)) return false;
    backslashes &= backslashes - 1;
  }
  return true;
}

/**
 * Finds the quote that closes a string.
 *
 * @param p - Behind the opening quote.
 * @param isChecked - Whether escapes and control characters are checked too.
 * @returns Where the closing quote is, or 0.
 */
export function stringEnd(p: usize, end: usize, isChecked: bool): usize {
  let flags: u32 = 0;
  const quote = i8x16.splat(0x22);
  const backslash = i8x16.splat(0x5c);
  const space = i8x16.splat(isChecked ? 0x20 : 0);
  while (p < end) {
    const block = v128.load(p);
    const wide = i8x16.bitmask(block);
    const special = i8x16.bitmask(
      v128.or(i8x16.eq(block, quote), v128.or(i8x16.eq(block, backslash), i8x16.lt_u(block, space))),
    );
    if (special == 0) {
      if (wide != 0) flags |= 2;
      p += 16;
      continue;
    }
    const at = ctz(special);
    if ((wide & ((1 << at) - 1)) != 0) flags |= 2;
    p += at;
    if (p >= end) return 0;
    const byte = load<u8>(p);
    if (byte == 0x22) {
      stringFlags = flags;
      return p;
    }
    if (byte != 0x5c || (isChecked && !isEscape(p + 1, end))) return 0;
    flags |= 1;
    if (load<u8>(p + 1) >= 0x80) flags |= 2;
    p += 2;
  }
  return 0;
}

/** What follows a number, true, false or null that starts at `p`, or 0 if none does. Reads no byte from `end` on. */
export function scalarEnd(p: usize, end: usize): usize {
  let byte: u32 = byteAt(p, end);
  if (byte == 0x74) return p + 4 <= end && load<u32>(p) == 0x65757274 ? p + 4 : 0;
  if (byte == 0x66) return p + 5 <= end && load<u32>(p, 1) == 0x65736c61 ? p + 5 : 0;
  if (byte == 0x6e) return p + 4 <= end && load<u32>(p) == 0x6c6c756e ? p + 4 : 0;
  if (byte == 0x2d) byte = byteAt(++p, end);
  if (byte == 0x30) {
    byte = byteAt(++p, end);
  } else {
    if (byte - 0x31 > 8) return 0;
    p = digitsEnd(p, end);
    byte = byteAt(p, end);
  }
  if (byte == 0x2e) {
    if (byteAt(p + 1, end) - 0x30 > 9) return 0;
    p = digitsEnd(p + 1, end);
    byte = byteAt(p, end);
  }
  if ((byte | 0x20) == 0x65) {
    byte = byteAt(++p, end);
    if (byte == 0x2b || byte == 0x2d) byte = byteAt(++p, end);
    if (byte - 0x30 > 9) return 0;
    p = digitsEnd(p, end);
  }
  return p;
}

/** What follows a scalar whose form is not checked. */
export function uncheckedScalarEnd(p: usize, end: usize): usize {
  while (p < end) {
    const byte = load<u8>(p);
    if (byte <= 0x20 || byte == 0x2c || byte == 0x7d || byte == 0x5d) break;
    p++;
  }
  return p;
}

// @ts-ignore: decorator
@inline
function byteAt(p: usize, end: usize): u32 {
  return p < end ? load<u8>(p) : 0;
}

// @ts-ignore: decorator
@inline
function digitsEnd(p: usize, end: usize): usize {
  while (p < end && <u32>load<u8>(p) - 0x30 < 10) p++;
  return p;
}
