// Tables to decode Huffman codes with (RFC 1951, section 3.2): one look at the next bits gives a symbol.

/**
 * An entry: bits 0 to 5 how many bits are used up, extra ones included; 6 and 7 how many literals it gives; 8 to 12 the bits
 * of codes alone; and what it is of. Of literals and lengths, bits 16 to 23 are the first literal, and 24 to 31 the last one,
 * or what the length starts at, less 3; of distances, 16 to 30 are what the distance starts at.
 */
export const ONE_LITERAL: u32 = 0x40;
/** It gives a length, behind its literals. */
export const LENGTH: u32 = 0x2000;
/** No plain literal, length or distance: one of the following. */
export const SPECIAL: u32 = 0x8000;
/** The code is longer; bits 16 to 30 say where its table is, bits 8 to 11 how many more bits that takes. */
export const LONGER: u32 = 0x4000;
export const END_OF_BLOCK: u32 = 0x1000;
/** Neither of these two: a code that means nothing. */
const MEANINGLESS: u32 = SPECIAL;

export const LENGTHS_CODE = 0;
export const LITERALS_CODE = 1;
export const DISTANCES_CODE = 2;

const MAX_BITS: u32 = 15;
/** The symbol of the first length. */
const FIRST_LENGTH: u32 = 257;

/** Scratch: how many codes there are of each length, then the next code of each length (u32 each), then by prefix the longest code (u8). */
let scratch: usize = 0;

export function setTableScratch(at: usize): void {
  scratch = at;
}

/** How far a length's or distance's symbol lies beyond the ones that have no extra bits, in steps; the extra bits. */
function entryOf(kind: i32, symbol: u32): u32 {
  if (kind == LENGTHS_CODE) return symbol << 16;
  if (kind == LITERALS_CODE) {
    if (symbol < 256) return ONE_LITERAL | (symbol << 16) | (symbol << 24);
    if (symbol == 256) return SPECIAL | END_OF_BLOCK;
    const step = symbol - FIRST_LENGTH;
    if (step > 28) return MEANINGLESS;
    if (step == 28) return LENGTH | (255 << 24);
    const extra: u32 = step < 8 ? 0 : (step >> 2) - 1;
    const base: u32 = step < 8 ? step : (4 + (step & 3)) << extra;
    return LENGTH | (base << 24) | extra;
  }
  if (symbol > 29) return MEANINGLESS;
  const extra: u32 = symbol < 4 ? 0 : (symbol >> 1) - 1;
  const base: u32 = symbol < 4 ? symbol + 1 : ((2 + (symbol & 1)) << extra) + 1;
  return (base << 16) | extra;
}

/** The lowest bits of a code, first bit lowest, as they come in the stream. */
// @ts-ignore: decorator
@inline
function reversed(code: u32, bits: u32): u32 {
  let result: u32 = 0;
  for (let i: u32 = 0; i < bits; i++) {
    result = (result << 1) | (code & 1);
    code >>= 1;
  }
  return result;
}

/**
 * Makes the table of a code.
 *
 * @param kind - What its symbols are: lengths of codes, literals and lengths, or distances.
 * @param lengths - The length of each symbol's code in bits, a byte each; 0 for none.
 * @param mainBits - How many bits the main table takes.
 * @param capacity - How many entries there is room for.
 * @returns Whether the lengths make a code: one that says something of all bits, or has but one symbol, of one bit, or,
 *   where no distances occur, none.
 */
export function makeTable(kind: i32, lengths: usize, symbols: u32, table: usize, mainBits: u32, capacity: u32): bool {
  const counts = scratch;
  const nextCodes = scratch + 64;
  const longest = scratch + 128;
  const mainSize: u32 = 1 << mainBits;
  memory.fill(counts, 0, 64);
  for (let i: u32 = 0; i < symbols; i++) {
    const at = counts + ((<usize>load<u8>(lengths + i)) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
  store<u32>(counts, 0);
  let code: u32 = 0;
  let left: i32 = 1;
  let maxBits: u32 = 0;
  for (let bits: u32 = 1; bits <= MAX_BITS; bits++) {
    const count = load<u32>(counts + ((<usize>bits) << 2));
    code = (code + (bits == 1 ? 0 : load<u32>(counts + ((<usize>bits - 1) << 2)))) << 1;
    store<u32>(nextCodes + ((<usize>bits) << 2), code);
    left = (left << 1) - <i32>count;
    if (left < 0) return false;
    if (count != 0) maxBits = bits;
  }
  if (left > 0) {
    if (maxBits > 1 || (maxBits == 1 && kind == LENGTHS_CODE)) return false;
    // As zlib does, that no code has a length is found only when none of them can end a block.
    const nothing: u32 = kind == LENGTHS_CODE ? 0x101 : MEANINGLESS | 1;
    for (let i: u32 = 0; i < mainSize; i++) store<u32>(table + ((<usize>i) << 2), nothing);
  }
  if (maxBits > mainBits) memory.fill(longest, 0, mainSize);

  // Codes that fit go to every place that starts with them; of longer ones the longest by prefix is noted.
  for (let symbol: u32 = 0; symbol < symbols; symbol++) {
    const bits: u32 = load<u8>(lengths + symbol);
    if (bits == 0) continue;
    const place = nextCodes + ((<usize>bits) << 2);
    const own = load<u32>(place);
    store<u32>(place, own + 1);
    const start = reversed(own, bits);
    if (bits > mainBits) {
      const prefix = longest + <usize>(start & (mainSize - 1));
      if (load<u8>(prefix) < <u8>bits) store<u8>(prefix, <u8>bits);
      continue;
    }
    const base = entryOf(kind, symbol);
    const entry = base + bits + (bits << 8);
    for (let i = start; i < mainSize; i += 1 << bits) store<u32>(table + ((<usize>i) << 2), entry);
  }
  if (maxBits <= mainBits) return true;

  // Tables of the longer ones, behind the main table.
  let free: u32 = mainSize;
  for (let prefix: u32 = 0; prefix < mainSize; prefix++) {
    const most: u32 = load<u8>(longest + <usize>prefix);
    if (most == 0) continue;
    const more = most - mainBits;
    store<u32>(table + ((<usize>prefix) << 2), SPECIAL | LONGER | mainBits | (more << 8) | (free << 16));
    free += 1 << more;
    if (free > capacity) return false;
  }
  // The next codes were moved on: what starts them anew is that codes of one length follow one another.
  for (let symbol: u32 = symbols; symbol > 0; symbol--) {
    const bits: u32 = load<u8>(lengths + symbol - 1);
    if (bits <= mainBits) continue;
    const place = nextCodes + ((<usize>bits) << 2);
    const own = load<u32>(place) - 1;
    store<u32>(place, own);
    const start = reversed(own, bits);
    const main = load<u32>(table + ((<usize>(start & (mainSize - 1))) << 2));
    const size: u32 = 1 << ((main >> 8) & 15);
    const rest = bits - mainBits;
    const entry = entryOf(kind, symbol - 1) + rest + (rest << 8);
    const sub = table + ((<usize>((main >> 16) & 0x7fff)) << 2);
    for (let i = start >> mainBits; i < size; i += 1 << rest) store<u32>(sub + ((<usize>i) << 2), entry);
  }
  return true;
}
