// Blocks of 64 bytes as bit masks: bit i of a mask tells something about byte i of the block.

/** The top bits of 64 lanes as one mask. */
// @ts-ignore: decorator
@inline
export function mask64(a: v128, b: v128, c: v128, d: v128): u64 {
  const low = <u32>i8x16.bitmask(a) | (<u32>i8x16.bitmask(b) << 16);
  const high = <u32>i8x16.bitmask(c) | (<u32>i8x16.bitmask(d) << 16);
  return <u64>low | (<u64>high << 32);
}

/** Each bit becomes the parity of the bits up to it: between an odd and an even quote lies a string. */
// @ts-ignore: decorator
@inline
export function prefixXor(mask: u64): u64 {
  mask ^= mask << 1;
  mask ^= mask << 2;
  mask ^= mask << 4;
  mask ^= mask << 8;
  mask ^= mask << 16;
  mask ^= mask << 32;
  return mask;
}

/** Whether the next block starts with an escaped byte; set by `escapedBytes`. */
export let escapeCarry: u64 = 0;

/**
 * The bytes that a backslash stands before which is not itself escaped. A run of backslashes escapes what
 * follows it if its length is odd: adding a run's start to the run carries a bit to its end, and whether that
 * end lies at an even or odd place tells the length's parity.
 *
 * @param carry - 1 if the block's first byte is escaped.
 */
// @ts-ignore: decorator
@inline
export function escapedBytes(backslashes: u64, carry: u64): u64 {
  const even: u64 = 0x5555555555555555;
  backslashes &= ~carry;
  const follows = (backslashes << 1) | carry;
  const oddStarts = backslashes & ~even & ~follows;
  const ends = oddStarts + backslashes;
  escapeCarry = <u64>(ends < oddStarts);
  return (even ^ (ends << 1)) & follows;
}

/** Whether text ends with its line, so that a line feed is no white space in it. */
export let isLine: bool = false;

export function setLine(is: bool): void {
  isLine = is;
}

/** What follows white space from `p` on. May pass `end`, which callers check. */
// @ts-ignore: decorator
@inline
export function skipSpace(p: usize): usize {
  while (true) {
    const byte = load<u8>(p);
    if (byte > 0x20) return p;
    if (byte != 0x20 && byte != 0x0d && byte != 0x09 && (byte != 0x0a || isLine)) return p;
    p++;
  }
}

/** Whether `length` bytes at two places are the same. What is behind them is read too. */
// @ts-ignore: decorator
@inline
export function isEqual(a: usize, b: usize, length: usize): bool {
  while (length >= 8) {
    if (load<u64>(a) != load<u64>(b)) return false;
    a += 8;
    b += 8;
    length -= 8;
  }
  if (length == 0) return true;
  const rest: u64 = ((<u64>1) << (<u64>length << 3)) - 1;
  return ((load<u64>(a) ^ load<u64>(b)) & rest) == 0;
}
