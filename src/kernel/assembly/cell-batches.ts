// The wanted values of records, taken column by column: numbers as such, identifiers packed, strings as codes of a
// dictionary or, where there are too many distinct ones, as their bytes. A batch has few rows, which the host takes over at
// once; what the kernel doesn't take, because it is rare, the host reads itself.
import { isEqual } from "./blocks";
import { packUuid } from "./pack-uuid";

/** Rows of a batch. */
const ROWS: u32 = 256;
/** Strings of a dictionary, at most, and places of the table that finds them. */
const DISTINCT: u32 = 1024;
const PLACES: u32 = 2048;
/** Bytes of strings, at most, and how many more may be written behind them. */
const TEXT_BYTES: usize = 32768;
const SPARE_BYTES: usize = 16;

// A column: its slot (u32), its sort (u32), how many rows its batch has (u32), how many of them are missing (u32), how many
// strings its dictionary has (u32), where their bytes end (u32).
const SLOT: usize = 0;
const SORT: usize = 4;
const LENGTH: usize = 8;
const MISSING: usize = 12;
const STRINGS: usize = 16;
const TEXT_END: usize = 20;
/** Whether each row has a value (u8). */
const VALID: usize = 64;
/** What each row has: a UUID as four words, a number as f64, the code of a string as u32. */
const CELLS: usize = VALID + ROWS;
/** Where strings end, by code or row; the first one starts at the first of these (u32). */
const ENDS: usize = CELLS + ROWS * 16;
/** The dictionary's codes plus one, 0 where a place is free (u32). */
const TABLE: usize = ENDS + (DISTINCT + 1) * 4;
const TEXT: usize = TABLE + PLACES * 4;

// The sorts.
const UUIDS: u32 = 0;
const NUMBERS: u32 = 1;
/** Strings of a dictionary. */
const CODES: u32 = 2;
/** Strings one after the other. */
const TEXTS: u32 = 3;
/** The first value decides. */
const UNDECIDED: u32 = 4;

// What happens to a cell.
const TAKEN: u32 = 0;
/** The batch has no room for it: the host empties it, and asks again. */
const FULL: u32 = 1;
/** The host reads it. */
const LEFT: u32 = 2;

let starts: usize = 0;
let ends: usize = 0;
let flags: usize = 0;
let base: usize = 0;
/** The columns to be taken, and the places in that list of those that did not take their cell (u32 each). */
let columns: usize = 0;
let untaken: usize = 0;

/** Tells where the spans are, as `setOutput` does; where the list of columns is, and where those that took no cell are put. */
export function setBatches(
  startsAt: usize,
  endsAt: usize,
  flagsAt: usize,
  baseAt: usize,
  columnsAt: usize,
  untakenAt: usize,
): void {
  starts = startsAt;
  ends = endsAt;
  flags = flagsAt;
  base = baseAt;
  columns = columnsAt;
  untaken = untakenAt;
}

/** Begins a column. */
export function startColumn(column: usize, slot: u32, sort: u32): void {
  store<u32>(column, slot, SLOT);
  store<u32>(column, sort, SORT);
  store<u32>(column, 0, STRINGS);
  if (sort == CODES || sort == UNDECIDED) {
    memory.fill(column + TABLE, 0, PLACES * 4);
    store<u32>(column, <u32>(column + TEXT), TEXT_END);
    store<u32>(column, <u32>(column + TEXT), ENDS);
  }
  emptyColumn(column);
}

/** Begins a column's next batch. */
export function emptyColumn(column: usize): void {
  store<u32>(column, 0, LENGTH);
  store<u32>(column, 0, MISSING);
  if (load<u32>(column, SORT) == TEXTS) store<u32>(column, <u32>(column + TEXT), TEXT_END);
}

/**
 * Takes a cell of each of the first `count` columns of the list.
 *
 * @returns How many did not take theirs; which are listed.
 */
export function takeCells(count: u32): u32 {
  let others: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    if (takeCell(load<u32>(columns + (<usize>i << 2))) == TAKEN) continue;
    store<u32>(untaken + (<usize>others << 2), i);
    others++;
  }
  return others;
}

/** Takes a column's cell. A full column is to be emptied, and asked for the same cell again. */
export function takeCell(column: usize): u32 {
  const row = load<u32>(column, LENGTH);
  if (row == ROWS) return FULL;
  const at = <usize>load<u32>(column, SLOT) << 2;
  const sort = load<u32>(column, SORT);
  const end = load<u32>(ends + at);
  if (end == 0) return takeMissing(column, row, sort);
  const start = load<u32>(starts + at);
  const first: u32 = load<u8>(base + start);
  if (first == 0x22) {
    if (load<u8>(flags + (at >> 2)) != 0) return LEFT;
    const text = base + start + 1;
    const length = <usize>(end - start - 2);
    if (sort == UUIDS) {
      if (length != 36 || !packUuid(text, column + CELLS + (<usize>row << 4))) return LEFT;
    } else if (sort == TEXTS) {
      if (!addText(column, row, text, length)) return row == 0 ? LEFT : FULL;
    } else {
      if (sort == NUMBERS) return LEFT;
      if (length > TEXT_BYTES) return LEFT;
      const code = codeOf(column, text, length);
      if (code < 0) {
        // There are too many strings for a dictionary. What is in the batch is the last of its codes.
        if (row != 0) return FULL;
        store<u32>(column, TEXTS, SORT);
        emptyColumn(column);
        return takeCell(column);
      }
      store<u32>(column + CELLS + (<usize>row << 2), code);
      if (sort == UNDECIDED) store<u32>(column, CODES, SORT);
    }
  } else if (first - 0x30 < 10) {
    if (sort != NUMBERS && sort != UNDECIDED) return LEFT;
    // So many digits are exact.
    if (end - start > 15) return LEFT;
    let number: u64 = 0;
    for (let p = base + start; p < base + end; p++) {
      const digit = <u64>load<u8>(p) - 0x30;
      if (digit > 9) return LEFT;
      number = number * 10 + digit;
    }
    store<f64>(column + CELLS + (<usize>row << 3), <f64>number);
    store<u32>(column, NUMBERS, SORT);
  } else {
    return first == 0x6e ? takeMissing(column, row, sort) : LEFT;
  }
  store<u8>(column + VALID + <usize>row, 1);
  store<u32>(column, row + 1, LENGTH);
  return TAKEN;
}

function takeMissing(column: usize, row: u32, sort: u32): u32 {
  store<u8>(column + VALID + <usize>row, 0);
  store<u32>(column, row + 1, LENGTH);
  store<u32>(column, load<u32>(column, MISSING) + 1, MISSING);
  if (sort == UUIDS) {
    v128.store(column + CELLS + (<usize>row << 4), i64x2.splat(0));
  } else if (sort == CODES) {
    store<u32>(column + CELLS + (<usize>row << 2), 0);
  } else if (sort == TEXTS) {
    store<u32>(column + ENDS + (<usize>(row + 1) << 2), load<u32>(column, TEXT_END));
  } else {
    store<f64>(column + CELLS + (<usize>row << 3), 0);
  }
  return TAKEN;
}

/** Adds a string to those of a batch; false if there is no room. */
function addText(column: usize, row: u32, text: usize, length: usize): bool {
  const at: usize = load<u32>(column, TEXT_END);
  if (at + length > column + TEXT + TEXT_BYTES) return false;
  copy(at, text, length);
  store<u32>(column, <u32>(at + length), TEXT_END);
  store<u32>(column + ENDS + (<usize>(row + 1) << 2), <u32>(at + length));
  return true;
}

/** The code of a string, which is added to the dictionary if it is new; -1 if there is no room. */
function codeOf(column: usize, text: usize, length: usize): i32 {
  let place = hashOf(text, length) & (PLACES - 1);
  while (true) {
    const code = load<u32>(column + TABLE + (<usize>place << 2));
    if (code == 0) break;
    const ends = column + ENDS + (<usize>code << 2);
    const start: usize = load<u32>(ends - 4);
    if (<usize>load<u32>(ends) - start == length && isEqual(start, text, length)) return code - 1;
    place = (place + 1) & (PLACES - 1);
  }
  const code = load<u32>(column, STRINGS);
  if (code == DISTINCT || !addText(column, code, text, length)) return -1;
  store<u32>(column + TABLE + (<usize>place << 2), code + 1);
  store<u32>(column, code + 1, STRINGS);
  return code;
}

/** Of the bytes eight at a time; the last ones without what is behind them. */
function hashOf(text: usize, length: usize): u32 {
  let hash: u64 = length;
  while (length > 8) {
    hash = (hash ^ load<u64>(text)) * 0x9e3779b97f4a7c15;
    hash ^= hash >> 32;
    text += 8;
    length -= 8;
  }
  if (length != 0) hash = (hash ^ (load<u64>(text) << (<u64>(8 - length) << 3))) * 0x9e3779b97f4a7c15;
  return <u32>(hash >> 40);
}

/** Copies bytes 16 at a time; up to 15 more are read and written. */
// @ts-ignore: decorator
@inline
function copy(to: usize, from: usize, length: usize): void {
  for (let i: usize = 0; i < length; i += SPARE_BYTES) v128.store(to + i, v128.load(from + i));
}
