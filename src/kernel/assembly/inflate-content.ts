import { bits, count, holdBits, inflateIn, inflateOut } from "./inflate-bits";
import { IS_CUT, IS_DAMAGED, IS_DONE, IS_FULL, NEEDS_INPUT, stopped } from "./inflate-bits";
import { DISTANCE_BITS, DISTANCES, LITERAL_BITS, LITERALS } from "./inflate-codes";
import { COPY_ROOM, copyMatch } from "./inflate-copy";
import { inflateQuickly } from "./inflate-quickly";
import { END_OF_BLOCK, LENGTH, LONGER, SPECIAL } from "./inflate-tables";

/** The most bits of a length and a distance. */
const MATCH_BITS: u64 = 48;

/**
 * Decompresses what is left of a block with codes; ends as `inflate` does, or with `IS_DONE` behind the block.
 *
 * What the next bits mean is looked up in tables. Far from both ends that is done quickly, but for rare symbols, those of
 * long codes; here it is done with care, bits being taken a byte at a time.
 */
export function inflateContent(p: usize, end: usize, out: usize, limit: usize, start: usize, isWhole: bool): i32 {
  const literalMask: u64 = (1 << LITERAL_BITS) - 1;
  const distanceMask: u64 = (1 << DISTANCE_BITS) - 1;
  const literalTable = LITERALS;
  const distanceTable = DISTANCES;
  let held = bits;
  let left = count;
  let how = IS_DONE;
  let isQuick = true;
  while (true) {
    if (isQuick) {
      holdBits(held, left);
      inflateQuickly(p, end, out, limit, start);
      p = inflateIn;
      out = inflateOut;
      held = bits;
      left = count;
      isQuick = false;
    }
    if (out + COPY_ROOM > limit) {
      how = IS_FULL;
      break;
    }
    while (left <= 56 && p < end) {
      held |= (<u64>load<u8>(p++)) << left;
      left += 8;
    }
    if (left < MATCH_BITS && !isWhole) {
      how = NEEDS_INPUT;
      break;
    }
    let entry = load<u32>(literalTable + ((<usize>(held & literalMask)) << 2));
    if ((entry & (SPECIAL | LONGER)) == (SPECIAL | LONGER)) {
      isQuick = true;
      const more = (entry >> 8) & 15;
      const sub = literalTable + ((<usize>((entry >> 16) & 0x7fff)) << 2);
      held >>= <u64>LITERAL_BITS;
      if (left < <u64>LITERAL_BITS) {
        how = IS_CUT;
        break;
      }
      left -= <u64>LITERAL_BITS;
      entry = load<u32>(sub + ((<usize>(held & (((<u64>1) << (<u64>more)) - 1))) << 2));
    }
    const used = <u64>(entry & 63);
    if (used > left) {
      how = IS_CUT;
      break;
    }
    const lengthBits = held;
    held >>= used;
    left -= used;
    if ((entry & SPECIAL) != 0) {
      if ((entry & END_OF_BLOCK) == 0) how = IS_DAMAGED;
      break;
    }
    if ((entry & LENGTH) == 0) {
      store<u8>(out++, <u8>(entry >> 16));
      continue;
    }
    const length =
      <usize>(3 + (entry >> 24)) + <usize>((lengthBits & (((<u64>1) << used) - 1)) >> (<u64>((entry >> 8) & 15)));

    entry = load<u32>(distanceTable + ((<usize>(held & distanceMask)) << 2));
    if ((entry & (SPECIAL | LONGER)) == (SPECIAL | LONGER)) {
      isQuick = true;
      const more = (entry >> 8) & 15;
      const sub = distanceTable + ((<usize>((entry >> 16) & 0x7fff)) << 2);
      held >>= <u64>DISTANCE_BITS;
      if (left < <u64>DISTANCE_BITS) {
        how = IS_CUT;
        break;
      }
      left -= <u64>DISTANCE_BITS;
      entry = load<u32>(sub + ((<usize>(held & (((<u64>1) << (<u64>more)) - 1))) << 2));
    }
    const taken = <u64>(entry & 63);
    if (taken > left) {
      how = IS_CUT;
      break;
    }
    if ((entry & SPECIAL) != 0) {
      how = IS_DAMAGED;
      break;
    }
    const distance =
      <usize>(entry >> 16) + <usize>((held & (((<u64>1) << taken) - 1)) >> (<u64>((entry >> 8) & 15)));
    held >>= taken;
    left -= taken;
    if (distance > out - start) {
      how = IS_DAMAGED;
      break;
    }
    copyMatch(out, distance, length);
    out += length;
  }
  // Whole bytes are given back, and of the bits only those that count are kept.
  p -= <usize>(left >> 3);
  left &= 7;
  holdBits(held & (((<u64>1) << left) - 1), left);
  return stopped(how, p, out);
}
