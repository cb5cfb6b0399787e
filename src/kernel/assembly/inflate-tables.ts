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
/** How many symbols there are of each kind, as of the fixed codes. */
const LENGTHS_SYMBOLS: u32 = 19;
const LITERALS_SYMBOLS: u32 = 288;
const DISTANCES_SYMBOLS: u32 = 32;

/** Scratch: by a code's length how many there are, and where their symbols end among those in order (u32 each); these (u16). */
export let counts: usize = 0;
let ends: usize = 0;
export let ordered: usize = 0;
/** By kind and symbol, an entry but for its code's bits. */
let entries: usize = 0;

/** How many bytes `setTables` needs. */
export const tablesBytes: usize =
  64 + 64 + 2 * LITERALS_SYMBOLS + 4 * (LENGTHS_SYMBOLS + LITERALS_SYMBOLS + DISTANCES_SYMBOLS);

/** Tells where there is room for what tables are made of. */
export function setTables(at: usize): void {
  counts = at;
  ends = counts + 64;
  ordered = ends + 64;
  entries = ordered + 2 * LITERALS_SYMBOLS;
  for (let i: u32 = 0; i < LENGTHS_SYMBOLS; i++) store<u32>(entryAt(LENGTHS_CODE, i), i << 16);
  for (let i: u32 = 0; i < LITERALS_SYMBOLS; i++) store<u32>(entryAt(LITERALS_CODE, i), literalEntry(i));
  for (let i: u32 = 0; i < DISTANCES_SYMBOLS; i++) store<u32>(entryAt(DISTANCES_CODE, i), distanceEntry(i));
}

// @ts-ignore: decorator
@inline
function entryAt(kind: i32, symbol: u32): usize {
  const first =
    kind == LENGTHS_CODE ? 0 : kind == LITERALS_CODE ? LENGTHS_SYMBOLS : LENGTHS_SYMBOLS + LITERALS_SYMBOLS;
  return entries + ((<usize>(first + symbol)) << 2);
}

/** What a length starts at grows in steps, four of which take as many extra bits. */
function literalEntry(symbol: u32): u32 {
  if (symbol < 256) return ONE_LITERAL | (symbol << 16) | (symbol << 24);
  if (symbol == 256) return SPECIAL | END_OF_BLOCK;
  const step = symbol - FIRST_LENGTH;
  if (step > 28) return MEANINGLESS;
  if (step == 28) return LENGTH | (255 << 24);
  const extra: u32 = step < 8 ? 0 : (step >> 2) - 1;
  const base: u32 = step < 8 ? step : (4 + (step & 3)) << extra;
  return LENGTH | (base << 24) | extra;
}

/** As of lengths, but that two take as many. */
function distanceEntry(symbol: u32): u32 {
  if (symbol > 29) return MEANINGLESS;
  const extra: u32 = symbol < 4 ? 0 : (symbol >> 1) - 1;
  const base: u32 = symbol < 4 ? symbol + 1 : ((2 + (symbol & 1)) << extra) + 1;
  return (base << 16) | extra;
}

/** The code behind one of so many bits, both with the first bit lowest, as they come in the stream. */
// @ts-ignore: decorator
@inline
export function codeBehind(code: u32, bits: u32): u32 {
  // All ones above the highest zero become zeroes, and it a one; behind the last code is none.
  const zeroes = ~code & ((<u32>1 << bits) - 1);
  if (zeroes == 0) return 0;
  const highest = <u32>1 << (31 - clz(zeroes));
  return (code & (highest - 1)) | highest;
}

/**
 * Makes the table of a code.
 *
 * Entries are made for codes from short to long, in a table of as many places as codes of that length could be, which doubles
 * for the next length: what it holds is what longer bits start with.
 *
 * @param kind - What its symbols are: lengths of codes, literals and lengths, or distances.
 * @param lengths - The length of each symbol's code in bits, a byte each; 0 for none.
 * @param mainBits - How many bits the main table takes. Tables of longer codes come behind it; 4 KiB in all take the most
 *   that any distances need with 9, and 12 KiB what literals need with 11.
 * @returns Whether the lengths make a code: one that says something of all bits, or has but one symbol, of one bit, or,
 *   where no distances occur, none.
 */
export function makeTable(kind: i32, lengths: usize, symbols: u32, table: usize, mainBits: u32): bool {
  memory.fill(counts, 0, 64);
  for (let i: u32 = 0; i < symbols; i++) {
    const at = counts + ((<usize>load<u8>(lengths + i)) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
  let left: i32 = 1;
  let maxBits: u32 = 0;
  let sum: u32 = 0;
  for (let bits: u32 = 1; bits <= MAX_BITS; bits++) {
    const count = load<u32>(counts + ((<usize>bits) << 2));
    store<u32>(ends + ((<usize>bits) << 2), sum);
    sum += count;
    left = (left << 1) - <i32>count;
    if (left < 0) return false;
    if (count != 0) maxBits = bits;
  }
  for (let symbol: u32 = 0; symbol < symbols; symbol++) {
    const bits = load<u8>(lengths + symbol);
    if (bits == 0) continue;
    const end = ends + ((<usize>bits) << 2);
    const place = load<u32>(end);
    store<u32>(end, place + 1);
    store<u16>(ordered + ((<usize>place) << 1), <u16>symbol);
  }
  const mainSize: u32 = 1 << mainBits;
  if (left > 0) {
    if (maxBits > 1 || (maxBits == 1 && kind == LENGTHS_CODE)) return false;
    // As zlib does, that no code has a length is found only when none of them can end a block.
    const nothing: u32 = kind == LENGTHS_CODE ? 0x101 : MEANINGLESS | 1;
    const only = maxBits == 0 ? nothing : load<u32>(entryAt(kind, load<u16>(ordered))) + 0x101;
    for (let i: u32 = 0; i < mainSize; i++) store<u32>(table + ((<usize>i) << 2), (i & 1) == 0 ? only : nothing);
    return true;
  }

  let next = ordered;
  let code: u32 = 0;
  const lastBits = min(maxBits, mainBits);
  for (let bits: u32 = 1; bits <= mainBits; bits++) {
    const size: usize = 2 << bits;
    memory.copy(table + size, table, size);
    if (bits > lastBits) continue;
    for (let n = load<u32>(counts + ((<usize>bits) << 2)); n > 0; n--) {
      const entry = load<u32>(entryAt(kind, load<u16>(next))) + (bits << 8) + bits;
      store<u32>(table + ((<usize>code) << 2), entry);
      next += 2;
      code = codeBehind(code, bits);
    }
  }

  // Tables of the longer ones, behind the main table, by what they start with.
  let prefix = mainSize;
  let sub: usize = 0;
  let free: u32 = mainSize;
  let more: u32 = 0;
  for (let bits = mainBits + 1; bits <= maxBits; bits++) {
    const rest = bits - mainBits;
    for (let n = load<u32>(counts + ((<usize>bits) << 2)); n > 0; n--) {
      if ((code & (mainSize - 1)) != prefix) {
        prefix = code & (mainSize - 1);
        // As many bits as codes of this length and longer ones need to fill it.
        more = rest;
        for (let filled = n; filled < <u32>1 << more; more++) {
          filled = (filled << 1) + load<u32>(counts + ((<usize>(mainBits + more + 1)) << 2));
        }
        store<u32>(table + ((<usize>prefix) << 2), SPECIAL | LONGER | mainBits | (more << 8) | (free << 16));
        sub = table + ((<usize>free) << 2);
        free += 1 << more;
      }
      const entry = load<u32>(entryAt(kind, load<u16>(next))) + (rest << 8) + rest;
      for (let i = code >> mainBits; i < <u32>1 << more; i += 1 << rest) {
        store<u32>(sub + ((<usize>i) << 2), entry);
      }
      next += 2;
      code = codeBehind(code, bits);
    }
  }
  return true;
}
