import { bits, count, holdBits, stopped } from "./inflate-bits";
import { DISTANCE_BITS, distances, LITERAL_BITS, literals } from "./inflate-codes";
import { COPY_ROOM, copyMatch } from "./inflate-copy";
import { LITERAL, LONGER, SPECIAL } from "./inflate-tables";

/** How far from the input's end this stops: two times eight bytes are read at once. */
const INPUT_ROOM: usize = 24;

/**
 * Decompresses literals and matches of a block while both ends are far; stops in front of all else, for the careful loop.
 *
 * Bits are taken eight bytes at a time: 56 at least are held at the top of the loop, of which three literals take 33 and a match
 * takes 48. What comes behind a match is looked up before its bytes are copied, which takes as long.
 *
 * A function of its own, as index.ts says.
 */
export function inflateQuickly(p: usize, end: usize, out: usize, limit: usize, start: usize): void {
  if (end - p <= INPUT_ROOM || limit - out <= COPY_ROOM) {
    stopped(0, p, out);
    return;
  }
  const literalMask: u64 = (1 << LITERAL_BITS) - 1;
  const distanceMask: u64 = (1 << DISTANCE_BITS) - 1;
  const literalTable = literals;
  const distanceTable = distances;
  const lastIn = end - INPUT_ROOM;
  const lastOut = limit - COPY_ROOM;
  // Bits above those that count are those of bytes that are read again, so that they may be there already.
  let left = count;
  let held = bits | (load<u64>(p) << left);
  p += <usize>((63 - left) >> 3);
  left |= 56;
  let entry = load<u32>(literalTable + ((<usize>(held & literalMask)) << 2));
  while (p < lastIn && out < lastOut) {
    if ((entry & LITERAL) != 0) {
      held >>= <u64>entry;
      left -= <u64>(entry & 63);
      store<u8>(out++, <u8>(entry >> 16));
      entry = load<u32>(literalTable + ((<usize>(held & literalMask)) << 2));
      let isThird = false;
      if ((entry & LITERAL) != 0) {
        held >>= <u64>entry;
        left -= <u64>(entry & 63);
        store<u8>(out++, <u8>(entry >> 16));
        entry = load<u32>(literalTable + ((<usize>(held & literalMask)) << 2));
        isThird = (entry & LITERAL) != 0;
        if (isThird) {
          held >>= <u64>entry;
          left -= <u64>(entry & 63);
          store<u8>(out++, <u8>(entry >> 16));
        }
      }
      held |= load<u64>(p) << left;
      p += <usize>((63 - left) >> 3);
      left |= 56;
      if (isThird) {
        entry = load<u32>(literalTable + ((<usize>(held & literalMask)) << 2));
        continue;
      }
    }
    let ahead = held;
    let used: u64 = 0;
    if ((entry & SPECIAL) != 0) {
      if ((entry & LONGER) == 0) break;
      ahead >>= <u64>LITERAL_BITS;
      used = <u64>LITERAL_BITS;
      const sub = literalTable + ((<usize>((entry >> 16) & 0x7fff)) << 2);
      entry = load<u32>(sub + ((<usize>(ahead & (((<u64>1) << (<u64>((entry >> 8) & 15))) - 1))) << 2));
      if ((entry & LITERAL) != 0) {
        held = ahead >> <u64>entry;
        left -= used + <u64>(entry & 63);
        store<u8>(out++, <u8>(entry >> 16));
        held |= load<u64>(p) << left;
        p += <usize>((63 - left) >> 3);
        left |= 56;
        entry = load<u32>(literalTable + ((<usize>(held & literalMask)) << 2));
        continue;
      }
      if ((entry & SPECIAL) != 0) break;
    }
    const takes = <u64>(entry & 63);
    const length =
      <usize>(entry >> 16) + <usize>((ahead & (((<u64>1) << takes) - 1)) >> (<u64>((entry >> 8) & 15)));
    ahead >>= takes;
    used += takes;
    let far = load<u32>(distanceTable + ((<usize>(ahead & distanceMask)) << 2));
    if ((far & SPECIAL) != 0) {
      if ((far & LONGER) == 0) break;
      ahead >>= <u64>DISTANCE_BITS;
      used += <u64>DISTANCE_BITS;
      const sub = distanceTable + ((<usize>((far >> 16) & 0x7fff)) << 2);
      far = load<u32>(sub + ((<usize>(ahead & (((<u64>1) << (<u64>((far >> 8) & 15))) - 1))) << 2));
      if ((far & SPECIAL) != 0) break;
    }
    const taken = <u64>(far & 63);
    const distance =
      <usize>(far >> 16) + <usize>((ahead & (((<u64>1) << taken) - 1)) >> (<u64>((far >> 8) & 15)));
    if (distance > out - start) break;
    left -= used + taken;
    held = (ahead >> taken) | (load<u64>(p) << left);
    p += <usize>((63 - left) >> 3);
    left |= 56;
    entry = load<u32>(literalTable + ((<usize>(held & literalMask)) << 2));
    copyMatch(out, distance, length);
    out += length;
  }
  // Whole bytes are given back, and of the bits only those that count are kept.
  p -= <usize>(left >> 3);
  left &= 7;
  holdBits(held & (((<u64>1) << left) - 1), left);
  stopped(0, p, out);
}
