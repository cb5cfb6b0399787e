import { bits, fill, isShort, take } from "./inflate-bits";
import { DISTANCES_CODE, LENGTHS_CODE, LITERALS_CODE, makeTable, setTableScratch } from "./inflate-tables";

// The codes of a block: fixed ones, or those that its header tells.

export const LITERAL_BITS: u32 = 11;
export const DISTANCE_BITS: u32 = 8;
const LENGTHS_BITS: u32 = 7;
const LITERAL_ENTRIES: u32 = 3072;
const DISTANCE_ENTRIES: u32 = 1024;

/** The tables of literals and lengths, and of distances. */
export let literals: usize = 0;
export let distances: usize = 0;
/** For each distance below 16: which of the bytes before make the next 16. */
export let patterns: usize = 0;
let codeLengths: usize = 0;
let lengthsOfLengths: usize = 0;
let lengthsTable: usize = 0;
/** Whether the tables are those of the fixed codes, which then need not be made again. */
let hasFixedCodes: bool = false;

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
  for (let distance: usize = 1; distance < 16; distance++) {
    for (let i: usize = 0; i < 16; i++) store<u8>(patterns + (distance << 4) + i, <u8>(i % distance));
  }
}

/** Reads the codes of a block; false if they are none, or cut off. */
export function readCodes(): bool {
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
    fill(7);
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

export function useFixedCodes(): void {
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
