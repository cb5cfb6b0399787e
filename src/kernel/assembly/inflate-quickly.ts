import { bits, count, holdBits, stopped } from "./inflate-bits";
import { DISTANCE_BITS, DISTANCES, LITERAL_BITS, PAIRS } from "./inflate-codes";
import { COPY_ROOM, copyMatch } from "./inflate-copy";
import { LENGTH, SPECIAL } from "./inflate-tables";

/** How far from the input's end this stops: as many bytes as are read at once. */
const INPUT_ROOM: usize = 8;
/** The next bits as places in tables of four bytes each. */
const PAIR_MASK: u32 = ((1 << LITERAL_BITS) - 1) << 2;
const DISTANCE_MASK: u32 = ((1 << DISTANCE_BITS) - 1) << 2;

/**
 * Decompresses literals and matches of a block while both ends are far; stops in front of all else, and of codes that the
 * main tables don't hold, for the careful loop.
 *
 * A look gives up to two literals, or one and a length; the bytes are stored before it is known how many of them count. Bits
 * are taken eight bytes at a time: 54 at least are then held, of which a match takes 38 and the next look 11. That is made
 * before a match's bytes are copied, which takes as long. The loop is kept short, and its values few, so that all of them
 * stay in registers.
 *
 * A function of its own, as index.ts says.
 */
export function inflateQuickly(p: usize, end: usize, out: usize, limit: usize, start: usize): void {
  if (end - p <= INPUT_ROOM || limit - out <= COPY_ROOM) {
    stopped(0, p, out);
    return;
  }
  const lastIn = end - INPUT_ROOM;
  const lastOut = limit - COPY_ROOM;
  // Two bits that mean nothing come first. Bits above those that count are those of bytes that are read again, so that they
  // may be there already.
  let left = <u32>count + 2;
  let held = (bits << 2) | (load<u64>(p) << (<u64>left));
  p += <usize>((~left >> 3) & 7);
  left |= 56;
  let entry = load<u32>(<usize>(<u32>held & PAIR_MASK), PAIRS);
  while (p < lastIn && out < lastOut) {
    held |= load<u64>(p) << (<u64>left);
    p += <usize>((~left >> 3) & 7);
    left |= 56;
    store<u16>(out, <u16>(entry >> 16));
    const to = out + <usize>((entry >> 6) & 3);
    if ((entry & LENGTH) == 0) {
      if ((entry & SPECIAL) != 0) break;
      out = to;
      held >>= <u64>entry;
      left -= entry;
      entry = load<u32>(<usize>(<u32>held & PAIR_MASK), PAIRS);
      continue;
    }
    const ahead = held >> <u64>entry;
    const far = load<u32>(<usize>(<u32>ahead & DISTANCE_MASK), DISTANCES);
    if ((far & SPECIAL) != 0) break;
    const distance = (far >> 16) + ((<u32>ahead & ((<u32>4 << far) - 1)) >> (far >> 8) >> 2);
    if (distance > <u32>(to - start)) break;
    const length = 3 + (entry >> 24) + ((<u32>held & ((<u32>4 << entry) - 1)) >> (entry >> 8) >> 2);
    left -= entry + far;
    held = ahead >> <u64>far;
    entry = load<u32>(<usize>(<u32>held & PAIR_MASK), PAIRS);
    copyMatch(to, <usize>distance, <usize>length);
    out = to + <usize>length;
  }
  // Whole bytes are given back, and of the bits only those that count are kept.
  left = (left & 63) - 2;
  held >>= 2;
  p -= <usize>(left >> 3);
  left &= 7;
  holdBits(held & (((<u64>1) << (<u64>left)) - 1), <u64>left);
  stopped(0, p, out);
}
