import { bits, fill, isShort, take } from "./inflate-bits";
import { makePairs } from "./inflate-pairs";
import { DISTANCES_CODE, LENGTHS_CODE, LITERALS_CODE, makeTable, setTables, tablesBytes } from "./inflate-tables";

// The codes of a block: fixed ones, or those that its header tells.

export const LITERAL_BITS: u32 = 11;
export const DISTANCE_BITS: u32 = 9;
const LENGTHS_BITS: u32 = 7;
const LITERAL_ENTRIES = 3072;
const DISTANCE_ENTRIES = 1024;

/** Where tables lie: known here, unlike all other places, so that the quick loop has no values to hold for that. */
export const inflateAt: i32 = 1024;
/** The table of two literals or lengths at once, and those of single ones and of distances. */
export const PAIRS: usize = <usize>inflateAt;
export const LITERALS: usize = PAIRS + (4 << LITERAL_BITS);
export const DISTANCES: usize = LITERALS + 4 * LITERAL_ENTRIES;
/**
 * For each distance below 16: the least multiple of it that is not, a byte each; then, 16 bytes each, which of the bytes
 * before make the next 16.
 */
export const PATTERNS: usize = DISTANCES + 4 * DISTANCE_ENTRIES;
const LENGTHS: usize = PATTERNS + 256;
const CODE_LENGTHS: usize = LENGTHS + 512;
const LENGTHS_OF_LENGTHS: usize = CODE_LENGTHS + 512;
const SCRATCH: usize = LENGTHS_OF_LENGTHS + 64;
/** How many bytes they take. */
export const inflateBytes: i32 = <i32>(SCRATCH + tablesBytes - PAIRS);
/** Whether the tables are those of the fixed codes, which then need not be made again. */
let hasFixedCodes: bool = false;

/** Makes ready what all blocks need. */
export function setInflate(): void {
  setTables(SCRATCH);
  for (let distance: usize = 1; distance < 16; distance++) {
    store<u8>(PATTERNS + distance, <u8>(15 + distance - (15 % distance)));
    for (let i: usize = 0; i < 16; i++) store<u8>(PATTERNS + (distance << 4) + i, <u8>(i % distance));
  }
}

/** Reads the codes of a block; false if they are none, or cut off. */
export function readCodes(): bool {
  const literalCount = take(5) + 257;
  const distanceCount = take(5) + 1;
  const lengthCount = take(4) + 4;
  if (isShort || literalCount > 286 || distanceCount > 30) return false;
  memory.fill(LENGTHS_OF_LENGTHS, 0, 19);
  for (let i: u32 = 0; i < lengthCount; i++) store<u8>(LENGTHS_OF_LENGTHS + <usize>orderOf(i), <u8>take(3));
  if (isShort || !makeTable(LENGTHS_CODE, LENGTHS_OF_LENGTHS, 19, LENGTHS, LENGTHS_BITS)) return false;
  const total = literalCount + distanceCount;
  let at: u32 = 0;
  while (at < total) {
    // A code of up to 7 bits, of which the stream may hold fewer.
    fill(7);
    const entry = load<u32>(LENGTHS + ((<usize>(bits & 127)) << 2));
    take(<u64>(entry & 63));
    const symbol = entry >> 16;
    if (symbol < 16) {
      store<u8>(CODE_LENGTHS + <usize>at, <u8>symbol);
      at++;
      continue;
    }
    let value: u8 = 0;
    let times: u32 = 0;
    if (symbol == 16) {
      if (at == 0) return false;
      value = load<u8>(CODE_LENGTHS + <usize>at - 1);
      times = 3 + take(2);
    } else {
      times = symbol == 17 ? 3 + take(3) : 11 + take(7);
    }
    if (isShort || at + times > total) return false;
    memory.fill(CODE_LENGTHS + <usize>at, value, <usize>times);
    at += times;
  }
  if (isShort || load<u8>(CODE_LENGTHS + 256) == 0) return false;
  hasFixedCodes = false;
  if (!makeTable(LITERALS_CODE, CODE_LENGTHS, literalCount, LITERALS, LITERAL_BITS)) return false;
  makePairs();
  const farLengths = CODE_LENGTHS + <usize>literalCount;
  return makeTable(DISTANCES_CODE, farLengths, distanceCount, DISTANCES, DISTANCE_BITS);
}

/** The symbols whose codes' lengths come first are those that are likely to occur. */
function orderOf(index: u32): u32 {
  if (index < 3) return 16 + index;
  if (index == 3) return 0;
  const step = (index - 4) >> 1;
  return (index & 1) == 0 ? 8 + step : 7 - step;
}

export function useFixedCodes(): void {
  if (hasFixedCodes) return;
  hasFixedCodes = true;
  memory.fill(CODE_LENGTHS, 8, 144);
  memory.fill(CODE_LENGTHS + 144, 9, 112);
  memory.fill(CODE_LENGTHS + 256, 7, 24);
  memory.fill(CODE_LENGTHS + 280, 8, 8);
  makeTable(LITERALS_CODE, CODE_LENGTHS, 288, LITERALS, LITERAL_BITS);
  makePairs();
  memory.fill(CODE_LENGTHS, 5, 32);
  makeTable(DISTANCES_CODE, CODE_LENGTHS, 32, DISTANCES, DISTANCE_BITS);
}
