import { escapeCarry, escapedBytes, mask64, prefixXor } from "./blocks";

/**
 * Finds the end of an object or list by counting brackets outside of strings. Says nothing about what lies
 * between them.
 *
 * @param p - Behind the opening bracket.
 * @returns What follows the closing bracket, or 0.
 */
export function skipUnchecked(p: usize, end: usize): usize {
  let depth: i64 = 1;
  let inString: u64 = 0;
  let carry: u64 = 0;
  const quote = i8x16.splat(0x22);
  const backslash = i8x16.splat(0x5c);
  const bit5 = i8x16.splat(0x20);
  const open = i8x16.splat(0x7b);
  const close = i8x16.splat(0x7d);
  while (p < end) {
    const a = v128.load(p);
    const b = v128.load(p, 16);
    const c = v128.load(p, 32);
    const d = v128.load(p, 48);
    let quotes = mask64(i8x16.eq(a, quote), i8x16.eq(b, quote), i8x16.eq(c, quote), i8x16.eq(d, quote));
    const ba = i8x16.eq(a, backslash);
    const bb = i8x16.eq(b, backslash);
    const bc = i8x16.eq(c, backslash);
    const bd = i8x16.eq(d, backslash);
    if (v128.any_true(v128.or(v128.or(ba, bb), v128.or(bc, bd))) || carry != 0) {
      quotes &= ~escapedBytes(mask64(ba, bb, bc, bd), carry);
      carry = escapeCarry;
    }
    // Bit 5 tells [ from { and ] from }: with it set each pair is one.
    const a5 = v128.or(a, bit5);
    const b5 = v128.or(b, bit5);
    const c5 = v128.or(c, bit5);
    const d5 = v128.or(d, bit5);
    let opens = mask64(i8x16.eq(a5, open), i8x16.eq(b5, open), i8x16.eq(c5, open), i8x16.eq(d5, open));
    let closes = mask64(i8x16.eq(a5, close), i8x16.eq(b5, close), i8x16.eq(c5, close), i8x16.eq(d5, close));
    const strings = prefixXor(quotes) ^ inString;
    inString = <u64>(<i64>strings >> 63);
    opens &= ~strings;
    closes &= ~strings;
    if (end - p < 64) {
      const held: u64 = ((<u64>1) << (<u64>(end - p))) - 1;
      opens &= held;
      closes &= held;
    }
    const closed = <i64>popcnt(closes);
    if (closed >= depth) {
      // The container may end in this block: look at its closing brackets one by one.
      let left = depth;
      let rest = closes;
      while (rest != 0) {
        left--;
        const before = (rest & (0 - rest)) - 1;
        if (left + <i64>popcnt(opens & before) == 0) return p + <usize>ctz(rest) + 1;
        rest &= rest - 1;
      }
    }
    depth += <i64>popcnt(opens) - closed;
    p += 64;
  }
  return 0;
}
