import {
  DISTANCES_CODE,
  END_OF_BLOCK,
  LENGTHS_CODE,
  LITERAL,
  LITERALS_CODE,
  LONGER,
  makeTable,
  SPECIAL,
  setTableScratch,
} from "./inflate-tables";

// How a call ends.
/** More compressed bytes are needed. */
export const NEEDS_INPUT: i32 = 0;
/** There is no more room for content. */
export const IS_FULL: i32 = 1;
/** The stream's last block has ended. */
export const IS_DONE: i32 = 2;
/** There are no more compressed bytes, and the stream has not ended. */
export const IS_CUT: i32 = 3;
/** The bytes are not DEFLATE. */
export const IS_DAMAGED: i32 = 4;

const LITERAL_BITS: u32 = 11;
const DISTANCE_BITS: u32 = 8;
const LENGTHS_BITS: u32 = 7;
const LITERAL_ENTRIES: u32 = 3072;
const DISTANCE_ENTRIES: u32 = 1024;
/** Two literals, the longest match, and what its copy may write behind it. */
const COPY_ROOM: usize = 2 + 258 + 32;
/** No block's header takes more bytes. */
const HEADER_BYTES: usize = 600;
/** The most bits of a length and a distance. */
const MATCH_BITS: u64 = 48;

let literals: usize = 0;
let distances: usize = 0;
let codeLengths: usize = 0;
let lengthsOfLengths: usize = 0;
let lengthsTable: usize = 0;
let patterns: usize = 0;

// What the last call left: bits that were taken from the input and not used, and where in the stream it stopped.
let bits: u64 = 0;
let count: u64 = 0;
const BETWEEN: i32 = 0;
const STORED: i32 = 1;
const CODED: i32 = 2;
let place: i32 = BETWEEN;
let isLastBlock: bool = false;
let storedLeft: usize = 0;
/** Whether the tables are those of the fixed codes, which then need not be made again. */
let hasFixedCodes: bool = false;

/** Where the last call stopped reading and writing. */
export let inflateIn: usize = 0;
export let inflateOut: usize = 0;

/** How many bytes `setInflate` needs. */
export const inflateBytes: i32 = 32768;

/** Tells where there is room for tables. */
export function setInflate(at: usize): void {
  literals = at;
  distances = literals + (<usize>LITERAL_ENTRIES) * 4;
  lengthsTable = distances + (<usize>DISTANCE_ENTRIES) * 4;
  codeLengths = lengthsTable + 512;
  lengthsOfLengths = codeLengths + 512;
  patterns = lengthsOfLengths + 64;
  setTableScratch(patterns + 256);
  // For each distance below 16: which of the bytes before make the next 16.
  for (let distance: usize = 1; distance < 16; distance++) {
    for (let i: usize = 0; i < 16; i++) store<u8>(patterns + (distance << 4) + i, <u8>(i % distance));
  }
}

/** Starts a stream. */
export function startInflate(): void {
  bits = 0;
  count = 0;
  place = BETWEEN;
  isLastBlock = false;
}

// The header of a block is read with these, byte by byte.
let from: usize = 0;
let until: usize = 0;
let isShort: bool = false;

function take(wanted: u64): u32 {
  while (count < wanted) {
    if (from >= until) {
      isShort = true;
      return 0;
    }
    bits |= (<u64>load<u8>(from++)) << count;
    count += 8;
  }
  const value = <u32>(bits & (((<u64>1) << wanted) - 1));
  bits >>= wanted;
  count -= wanted;
  return value;
}

/** Reads the codes of a block; false if they are none, or cut off. */
function readCodes(): bool {
  const literalCount = take(5) + 257;
  const distanceCount = take(5) + 1;
  const lengthCount = take(4) + 4;
  if (isShort || literalCount > 286 || distanceCount > 30) return false;
  memory.fill(lengthsOfLengths, 0, 19);
  for (let i: u32 = 0; i < lengthCount; i++) store<u8>(lengthsOfLengths + <usize>orderOf(i), <u8>take(3));
  if (isShort || !makeTable(LENGTHS_CODE, lengthsOfLengths, 19, lengthsTable, LENGTHS_BITS, 128)) return false;
  const total = literalCount + distanceCount;
  let at: u32 = 0;
  while (at < total) {
    // A code of up to 7 bits, of which the stream may hold fewer.
    while (count < 7 && from < until) {
      bits |= (<u64>load<u8>(from++)) << count;
      count += 8;
    }
    const entry = load<u32>(lengthsTable + ((<usize>(bits & 127)) << 2));
    take(<u64>(entry & 63));
    const symbol = entry >> 16;
    if (symbol < 16) {
      store<u8>(codeLengths + <usize>at, <u8>symbol);
      at++;
      continue;
    }
    let value: u8 = 0;
    let times: u32 = 0;
    if (symbol == 16) {
      if (at == 0) return false;
      value = load<u8>(codeLengths + <usize>at - 1);
      times = 3 + take(2);
    } else {
      times = symbol == 17 ? 3 + take(3) : 11 + take(7);
    }
    if (isShort || at + times > total) return false;
    memory.fill(codeLengths + <usize>at, value, <usize>times);
    at += times;
  }
  if (isShort || load<u8>(codeLengths + 256) == 0) return false;
  hasFixedCodes = false;
  return (
    makeTable(LITERALS_CODE, codeLengths, literalCount, literals, LITERAL_BITS, LITERAL_ENTRIES) &&
    makeTable(
      DISTANCES_CODE,
      codeLengths + <usize>literalCount,
      distanceCount,
      distances,
      DISTANCE_BITS,
      DISTANCE_ENTRIES,
    )
  );
}

/** The symbols whose codes' lengths come first are those that are likely to occur. */
function orderOf(index: u32): u32 {
  if (index < 3) return 16 + index;
  if (index == 3) return 0;
  const step = (index - 4) >> 1;
  return (index & 1) == 0 ? 8 + step : 7 - step;
}

function useFixedCodes(): void {
  if (hasFixedCodes) return;
  hasFixedCodes = true;
  memory.fill(codeLengths, 8, 144);
  memory.fill(codeLengths + 144, 9, 112);
  memory.fill(codeLengths + 256, 7, 24);
  memory.fill(codeLengths + 280, 8, 8);
  makeTable(LITERALS_CODE, codeLengths, 288, literals, LITERAL_BITS, LITERAL_ENTRIES);
  memory.fill(codeLengths, 5, 32);
  makeTable(DISTANCES_CODE, codeLengths, 32, distances, DISTANCE_BITS, DISTANCE_ENTRIES);
}

/**
 * Decompresses DEFLATE until it needs more bytes, has no more room, or the stream ends.
 *
 * The loop looks up what the next bits mean in tables. Bits are taken from the input eight bytes at a time while so many are
 * left, and one at a time at the end; content is written 16 bytes at a time, over what comes next.
 *
 * @param p - Compressed bytes, up to `end`; what `inflateIn` says was not read has to come again.
 * @param out - Where content goes, up to `limit`, before which 300 bytes may stay unused.
 * @param start - Where the stream's content starts, as far as it is still in memory: 32 KiB are needed.
 * @param isWhole - Whether no more compressed bytes come.
 * @returns How it ended.
 */
export function inflate(p: usize, end: usize, out: usize, limit: usize, start: usize, isWhole: bool): i32 {
  while (true) {
    if (place == BETWEEN) {
      if (isLastBlock) {
        // Whole bytes that were not used are given back.
        inflateIn = p - <usize>(count >> 3);
        inflateOut = out;
        count = 0;
        return IS_DONE;
      }
      if (!isWhole && end - p < HEADER_BYTES) return stopped(NEEDS_INPUT, p, out);
      from = p;
      until = end;
      isShort = false;
      isLastBlock = take(1) != 0;
      const kind = take(2);
      if (isShort) return stopped(IS_CUT, from, out);
      if (kind == 0) {
        take(count & 7);
        const length = take(16);
        const check = take(16);
        if (isShort) return stopped(IS_CUT, from, out);
        if ((length ^ check) != 0xffff) return stopped(IS_DAMAGED, from, out);
        storedLeft = <usize>length;
        place = STORED;
      } else if (kind == 1) {
        useFixedCodes();
        place = CODED;
      } else {
        if (kind == 3) return stopped(IS_DAMAGED, from, out);
        if (!readCodes()) return stopped(isShort ? IS_CUT : IS_DAMAGED, from, out);
        place = CODED;
      }
      p = from;
    } else if (place == STORED) {
      while (storedLeft > 0 && count >= 8 && out < limit) {
        store<u8>(out++, <u8>bits);
        bits >>= 8;
        count -= 8;
        storedLeft--;
      }
      if (storedLeft > 0 && out < limit) {
        const length = min(storedLeft, min(end - p, limit - out));
        memory.copy(out, p, length);
        p += length;
        out += length;
        storedLeft -= length;
      }
      if (storedLeft > 0) {
        if (out == limit) return stopped(IS_FULL, p, out);
        return stopped(isWhole ? IS_CUT : NEEDS_INPUT, p, out);
      }
      place = BETWEEN;
    } else {
      const how = inflateCodes(p, end, out, limit, start, isWhole);
      p = inflateIn;
      out = inflateOut;
      if (how != IS_DONE) return how;
      place = BETWEEN;
    }
  }
}

// @ts-ignore: decorator
@inline
function stopped(how: i32, p: usize, out: usize): i32 {
  inflateIn = p;
  inflateOut = out;
  return how;
}

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

/** Decompresses what is left of a block with codes; ends as `inflate` does, or with `IS_DONE` behind the block. */
function inflateCodes(p: usize, end: usize, out: usize, limit: usize, start: usize, isWhole: bool): i32 {
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
  bits = held & (((<u64>1) << left) - 1);
  count = left;
  inflateIn = p;
  inflateOut = out;
  return how;
}
