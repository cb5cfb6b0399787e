import { bits, count, holdBits, IS_CUT, IS_DAMAGED, IS_DONE, IS_FULL, NEEDS_INPUT, stopped } from "./inflate-bits";
import { DISTANCE_BITS, distances, LITERAL_BITS, literals, patterns } from "./inflate-codes";
import { END_OF_BLOCK, LITERAL, LONGER, SPECIAL } from "./inflate-tables";

/** Two literals, the longest match, and what its copy may write behind it. */
const COPY_ROOM: usize = 2 + 258 + 32;
/** The most bits of a length and a distance. */
const MATCH_BITS: u64 = 48;

/** Copies a match from `distance` before; writes up to 31 bytes more than its length. */
// @ts-ignore: decorator
@inline
function copyMatch(out: usize, distance: usize, length: usize): void {
  let source = out - distance;
  const last = out + length;
  if (distance >= 16) {
    // Most matches are short: what their length is, is looked at only behind the first 32 bytes.
    v128.store(out, v128.load(source));
    v128.store(out, v128.load(source, 16), 16);
    source += 32;
    out += 32;
    while (out < last) {
      v128.store(out, v128.load(source));
      source += 16;
      out += 16;
    }
  } else {
    // The same few bytes again and again.
    const pattern = i8x16.swizzle(v128.load(source), v128.load(patterns + (distance << 4)));
    const step = 16 - (16 % distance);
    do {
      v128.store(out, pattern);
      out += step;
    } while (out < last);
  }
}

/**
 * Decompresses what is left of a block with codes; ends as `inflate` does, or with `IS_DONE` behind the block.
 *
 * What the next bits mean is looked up in tables. Bits are taken from the input eight bytes at a time while so many are left,
 * and one at a time at the end; content is written 16 bytes at a time, over what comes next.
 */
export function inflateContent(p: usize, end: usize, out: usize, limit: usize, start: usize, isWhole: bool): i32 {
  const literalMask: u64 = (1 << LITERAL_BITS) - 1;
  const distanceMask: u64 = (1 << DISTANCE_BITS) - 1;
  const literalTable = literals;
  const distanceTable = distances;
  let held = bits;
  let left = count;
  let how = IS_DONE;
  while (true) {
    const isNear = p + 16 > end;
    if (out + COPY_ROOM > limit) {
      how = IS_FULL;
      break;
    }
    // Bits above those that count are those of bytes that are read again, so that they may be there already.
    if (!isNear) {
      held |= load<u64>(p) << left;
      p += <usize>((63 - left) >> 3);
      left |= 56;
    } else {
      held &= left == 0 ? 0 : (~(<u64>0)) >> (64 - left);
      while (left <= 56 && p < end) {
        held |= (<u64>load<u8>(p++)) << left;
        left += 8;
      }
      if (left < MATCH_BITS && !isWhole) {
        how = NEEDS_INPUT;
        break;
      }
    }
    let entry = load<u32>(literalTable + ((<usize>(held & literalMask)) << 2));
    if ((entry & LITERAL) != 0 && !isNear) {
      // Three literals take at most 33 of 56 bits.
      held >>= <u64>entry;
      left -= <u64>(entry & 63);
      store<u8>(out++, <u8>(entry >> 16));
      entry = load<u32>(literalTable + ((<usize>(held & literalMask)) << 2));
      if ((entry & LITERAL) != 0) {
        held >>= <u64>entry;
        left -= <u64>(entry & 63);
        store<u8>(out++, <u8>(entry >> 16));
        entry = load<u32>(literalTable + ((<usize>(held & literalMask)) << 2));
        if ((entry & LITERAL) != 0) {
          held >>= <u64>entry;
          left -= <u64>(entry & 63);
          store<u8>(out++, <u8>(entry >> 16));
          continue;
        }
      }
      // Of 16 bytes at most 6 are read.
      held |= load<u64>(p) << left;
      p += <usize>((63 - left) >> 3);
      left |= 56;
    }
    if ((entry & (SPECIAL | LONGER)) == (SPECIAL | LONGER)) {
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
    if ((entry & LITERAL) != 0) {
      store<u8>(out++, <u8>(entry >> 16));
      continue;
    }
    if ((entry & SPECIAL) != 0) {
      if ((entry & END_OF_BLOCK) == 0) how = IS_DAMAGED;
      break;
    }
    const length =
      <usize>(entry >> 16) + <usize>((lengthBits & (((<u64>1) << used) - 1)) >> (<u64>((entry >> 8) & 15)));

    entry = load<u32>(distanceTable + ((<usize>(held & distanceMask)) << 2));
    if ((entry & (SPECIAL | LONGER)) == (SPECIAL | LONGER)) {
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
