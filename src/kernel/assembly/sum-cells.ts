// Cells: the counters of each key and variant.

import { allocate } from "./sum-heap";
import { BUCKET_BYTES, LOG_BYTES, LOG_FRACTION, LOG_SUM } from "./sum-log";
import { VARIANT_NUMBER } from "./sum-names";
import { UNKNOWN_BUCKET, countDrop } from "./sum-reasons";

// A layout, written by the host: the number of buckets, how they are found, the mask of the table; the bounds; the table.
const LAYOUT_BUCKETS: usize = 0;
/** 0: the bucket is its own index; 1: through the table; 2: the value's bucket is searched for. */
const LAYOUT_WAY: usize = 4;
const LAYOUT_MASK: usize = 8;
const LAYOUT_TABLE: usize = 12;
const LAYOUT_BOUNDS: usize = 16;

const MAX: i64 = 0x7fffffffffffffff;

/** A table of lines: key, the number of its first variant, the line's place, hash. */
let lines: usize = 0;
let lineMask: u32 = 0;
let lineCount: u32 = 0;
let cellCount: u32 = 0;

export function startCells(): void {
  cellCount = 0;
  freeFirst = 0;
  freeSecond = 0;
  lastFirst = 0xffffffff;
  lineCount = 0;
  lineMask = (1 << 12) - 1;
  lines = allocate(((<usize>lineMask) + 1) * 16);
}

export function lineTable(): usize {
  return lines;
}

export function lineSlots(): u32 {
  return lineMask + 1;
}

export function cellsHeld(): u32 {
  return cellCount;
}

// A block: capacity (0: a counter for each bucket; else for as many as occur), how many occur, sum, count, fraction;
// then counters, before which sparse blocks have the buckets that they are of, two bytes each.
const BLOCK_CAPACITY: usize = 0;
const BLOCK_USED: usize = 4;
const BLOCK_SUM: usize = 8;
const BLOCK_COUNT: usize = 16;
const BLOCK_FRACTION: usize = 24;
const BLOCK_BYTES: usize = 32;
/** Layouts of at most so many buckets have dense blocks from the start. */
const SMALL: u32 = 12;
const FIRST_CAPACITY: u32 = 8;
const SECOND_CAPACITY: u32 = 24;

/** Blocks of the two sparse sizes that are free, linked by their first word. */
let freeFirst: usize = 0;
let freeSecond: usize = 0;

// @ts-ignore: decorator
@inline
function sparseBytes(capacity: u32): usize {
  return BLOCK_BYTES + <usize>capacity * 10;
}

function newBlock(capacity: u32, buckets: u32): usize {
  if (capacity == FIRST_CAPACITY && freeFirst != 0) {
    const block = freeFirst;
    freeFirst = load<u32>(block);
    memory.fill(block, 0, BLOCK_BYTES);
    store<u32>(block, capacity);
    return block;
  }
  if (capacity == SECOND_CAPACITY && freeSecond != 0) {
    const block = freeSecond;
    freeSecond = load<u32>(block);
    memory.fill(block, 0, BLOCK_BYTES);
    store<u32>(block, capacity);
    return block;
  }
  const block = allocate(capacity == 0 ? BLOCK_BYTES + ((<usize>buckets) << 3) : sparseBytes(capacity));
  store<u32>(block, capacity);
  return block;
}

/** Replaces a cell's sparse block that is full by a larger one. */
function growBlock(cell: usize, block: usize, buckets: u32): usize {
  const capacity = load<u32>(block, BLOCK_CAPACITY);
  const larger = capacity == FIRST_CAPACITY && buckets > SECOND_CAPACITY * 2 ? SECOND_CAPACITY : 0;
  const grown = newBlock(larger, buckets);
  const used = load<u32>(block, BLOCK_USED);
  memory.copy(grown + BLOCK_SUM, block + BLOCK_SUM, BLOCK_BYTES - BLOCK_SUM);
  const counters = block + BLOCK_BYTES + ((<usize>capacity) << 1);
  for (let i: u32 = 0; i < used; i++) {
    const bucket = load<u16>(block + BLOCK_BYTES + ((<usize>i) << 1));
    const count = load<i64>(counters + ((<usize>i) << 3));
    if (larger == 0) {
      store<i64>(grown + BLOCK_BYTES + ((<usize>bucket) << 3), count);
    } else {
      store<u16>(grown + BLOCK_BYTES + ((<usize>i) << 1), bucket);
      store<i64>(grown + BLOCK_BYTES + ((<usize>larger) << 1) + ((<usize>i) << 3), count);
    }
  }
  if (larger != 0) store<u32>(grown, used, BLOCK_USED);
  if (capacity == FIRST_CAPACITY) {
    store<u32>(block, <u32>freeFirst);
    freeFirst = block;
  } else {
    store<u32>(block, <u32>freeSecond);
    freeSecond = block;
  }
  store<u32>(cell, <u32>grown, 4);
  return grown;
}

/** The counter of a bucket in a sparse block, made if it is new; 0 if the block is full. */
// @ts-ignore: decorator
@inline
function sparseCounter(block: usize, bucket: u32): usize {
  const capacity = load<u32>(block, BLOCK_CAPACITY);
  const used = load<u32>(block, BLOCK_USED);
  const counters = block + BLOCK_BYTES + ((<usize>capacity) << 1);
  const wanted = i16x8.splat(<i16>bucket);
  for (let i: u32 = 0; i < used; i += 8) {
    const same = i16x8.bitmask(i16x8.eq(v128.load(block + BLOCK_BYTES + ((<usize>i) << 1)), wanted));
    if (same == 0) continue;
    const at = i + <u32>ctz(same);
    if (at < used) return counters + ((<usize>at) << 3);
    break;
  }
  if (used == capacity) return 0;
  store<u16>(block + BLOCK_BYTES + ((<usize>used) << 1), <u16>bucket);
  const counter = counters + ((<usize>used) << 3);
  store<i64>(counter, 0);
  store<u32>(block, used + 1, BLOCK_USED);
  return counter;
}

/**
 * Variants are numbered as they are first met, so that those of one ping are neighbours. A line has the cells of a key for
 * 16 neighbours: of each its variant and block.
 */
const LINE_CELLS: u32 = 16;
const CELL_BYTES: usize = 8;
const LINE_BYTES: usize = <usize>LINE_CELLS * CELL_BYTES;

/** The line that was used last. */
let lastLine: usize = 0;
let lastKey: u32 = 0;
let lastFirst: u32 = 0xffffffff;

function lineOf(keyId: u32, first: u32): usize {
  let hash = keyId * 0x9e3779b1 + first * 0x85ebca6b;
  hash = (hash ^ (hash >>> 15)) * 0x2c1b3c6d;
  hash ^= hash >>> 12;
  let slot = hash & lineMask;
  while (true) {
    const at = lines + ((<usize>slot) << 4);
    const line: usize = load<u32>(at, 8);
    if (line == 0) break;
    if (load<u32>(at) == keyId && load<u32>(at, 4) == first) return line;
    slot = (slot + 1) & lineMask;
  }
  if ((lineCount + 1) * 2 > lineMask) {
    growLines();
    slot = hash & lineMask;
    while (load<u32>(lines + ((<usize>slot) << 4), 8) != 0) slot = (slot + 1) & lineMask;
  }
  const line = allocate(LINE_BYTES);
  const at = lines + ((<usize>slot) << 4);
  store<u32>(at, keyId);
  store<u32>(at, first, 4);
  store<u32>(at, <u32>line, 8);
  store<u32>(at, hash, 12);
  lineCount++;
  return line;
}

function growLines(): void {
  const before = lines;
  const slots = <usize>lineMask + 1;
  lineMask = lineMask * 2 + 1;
  lines = allocate(((<usize>lineMask) + 1) * 16);
  for (let i: usize = 0; i < slots; i++) {
    const from = before + (i << 4);
    if (load<u32>(from, 8) == 0) continue;
    let slot = load<u32>(from, 12) & lineMask;
    while (load<u32>(lines + ((<usize>slot) << 4), 8) != 0) slot = (slot + 1) & lineMask;
    memory.copy(lines + ((<usize>slot) << 4), from, 16);
  }
}

/** The cell of a key and variant, whose block is made if it is new: the variant, then the block. */
// @ts-ignore: decorator
@inline
function cellOf(keyId: u32, variant: usize, layout: usize): usize {
  const number = load<u32>(variant, VARIANT_NUMBER);
  const first = number / LINE_CELLS;
  if (first != lastFirst || keyId != lastKey) {
    lastLine = lineOf(keyId, first);
    lastKey = keyId;
    lastFirst = first;
  }
  const cell = lastLine + <usize>(number % LINE_CELLS) * CELL_BYTES;
  if (load<u32>(cell, 4) == 0) {
    const buckets = load<u32>(layout, LAYOUT_BUCKETS);
    store<u32>(cell, <u32>newBlock(buckets <= SMALL ? 0 : FIRST_CAPACITY, buckets), 4);
    store<u32>(cell, <u32>variant);
    cellCount++;
  }
  return cell;
}

// @ts-ignore: decorator
@inline
function add(at: usize, amount: i64): void {
  const sum = load<i64>(at) + amount;
  store<i64>(at, sum < 0 ? MAX : sum);
}

/** The last bucket whose bound is not above a value. */
function bucketOfValue(layout: usize, value: i64): u32 {
  let low: u32 = 0;
  let high: u32 = load<u32>(layout, LAYOUT_BUCKETS);
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (<i64>load<u32>(layout + LAYOUT_BOUNDS + ((<usize>middle) << 2)) <= value) low = middle;
    else high = middle;
  }
  return low;
}

/** Adds to a bucket of a block, and gives the block, which may have been replaced. */
// @ts-ignore: decorator
@inline
function addToBucket(cell: usize, block: usize, size: u32, bucket: u32, count: i64): usize {
  if (load<u32>(block, BLOCK_CAPACITY) != 0) {
    let counter = sparseCounter(block, bucket);
    while (counter == 0) {
      block = growBlock(cell, block, size);
      if (load<u32>(block, BLOCK_CAPACITY) == 0) break;
      counter = sparseCounter(block, bucket);
    }
    if (counter != 0) {
      add(counter, count);
      return block;
    }
  }
  add(block + BLOCK_BYTES + ((<usize>bucket) << 3), count);
  return block;
}

export function addRecord(keyId: u32, variant: usize, layout: usize, at: usize, buckets: u32): void {
  const cell = cellOf(keyId, variant, layout);
  let block: usize = load<u32>(cell, 4);
  const size = load<u32>(layout, LAYOUT_BUCKETS);
  const sum = load<i64>(at, LOG_SUM);
  add(block + BLOCK_SUM, sum);
  add(block + BLOCK_COUNT, 1);
  const fraction = load<u32>(at, LOG_FRACTION);
  if (fraction != 0) add(block + BLOCK_FRACTION, <i64>fraction);
  const way = load<u32>(layout, LAYOUT_WAY);
  if (way == 2) {
    addToBucket(cell, block, size, bucketOfValue(layout, sum), 1);
    return;
  }
  const mask = load<u32>(layout, LAYOUT_MASK);
  const table: usize = load<u32>(layout, LAYOUT_TABLE);
  let from = at + LOG_BYTES;
  const end = from + <usize>buckets * BUCKET_BYTES;
  for (; from < end; from += BUCKET_BYTES) {
    const count = load<i64>(from, 8);
    if (count == 0) continue;
    const bucket = load<u32>(from);
    let index: u32 = 0xffffffff;
    if (way == 0) {
      if (bucket < size) index = bucket;
    } else {
      let place = ((bucket * 0x9e3779b1) >>> 16) & mask;
      while (true) {
        const found = load<u32>(table + ((<usize>place) << 3), 4);
        if (found == 0) break;
        if (load<u32>(table + ((<usize>place) << 3)) == bucket) {
          index = found - 1;
          break;
        }
        place = (place + 1) & mask;
      }
    }
    if (index == 0xffffffff) countDrop(UNKNOWN_BUCKET);
    else block = addToBucket(cell, block, size, index, count);
  }
}
