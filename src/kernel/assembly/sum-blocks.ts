// Blocks: the counters of a cell.

import { allocateLines } from "./sum-heap";

// A block: sum, count, units of 2^-32 of the sum; whose it is; how many buckets there is room for (0: each bucket has its
// counter) and how many occur. Then counters of 64 bits, one a bucket; or, where there is room for few, which buckets they are
// of (u16) and counters of 32 bits.
export const BLOCK_SUM: usize = 0;
export const BLOCK_COUNT: usize = 8;
export const BLOCK_FRACTION: usize = 16;
export const BLOCK_KEY: usize = 20;
export const BLOCK_VARIANT: usize = 24;
export const BLOCK_CAPACITY: usize = 28;
export const BLOCK_USED: usize = 30;
export const BLOCK_BYTES: usize = 32;

const MAX: i64 = 0x7fffffffffffffff;

// Sparse blocks take one, two and four lines of a cache.
const FIRST: u32 = 5;
const SECOND: u32 = 16;
const THIRD: u32 = 37;
/** The capacity of a block that was replaced. */
const MOVED: u16 = 0xffff;
/** Blocks that were replaced, linked by their first word; and those of each size that are free, likewise. */
let retired: usize = 0;
let freeFirst: usize = 0;
let freeSecond: usize = 0;
let freeThird: usize = 0;

export function startBlocks(): void {
  retired = 0;
  freeFirst = 0;
  freeSecond = 0;
  freeThird = 0;
}

/** The capacity of a block for so many of a layout's buckets; 0 if a counter for each takes hardly more. */
function capacityFor(buckets: u32, size: u32): u32 {
  if (buckets <= FIRST) return size <= 4 ? 0 : FIRST;
  if (buckets <= SECOND) return size <= 12 ? 0 : SECOND;
  return buckets <= THIRD && size > 48 ? THIRD : 0;
}

// @ts-ignore: decorator
@inline
function countersOf(block: usize, capacity: u32): usize {
  return block + BLOCK_BYTES + ((<usize>capacity) << 1);
}

/** A block for a key and variant without counters, all zeros but for the capacity. */
function takeBlock(capacity: u32, size: u32): usize {
  let block: usize = 0;
  if (capacity == FIRST && freeFirst != 0) {
    block = freeFirst;
    freeFirst = load<u32>(block);
  } else if (capacity == SECOND && freeSecond != 0) {
    block = freeSecond;
    freeSecond = load<u32>(block);
  } else if (capacity == THIRD && freeThird != 0) {
    block = freeThird;
    freeThird = load<u32>(block);
  } else {
    block = allocateLines(BLOCK_BYTES + (capacity == 0 ? (<usize>size) << 3 : <usize>capacity * 6));
  }
  v128.store(block, i64x2.splat(0));
  v128.store(block, i64x2.splat(0), 16);
  store<u16>(block, <u16>capacity, BLOCK_CAPACITY);
  return block;
}

/** Says of a block where it has moved. It is kept as it is until `reuseBlocks`, as the log may know it. */
function retire(block: usize, moved: usize): void {
  store<u16>(block, load<u16>(block, BLOCK_CAPACITY), BLOCK_USED);
  store<u16>(block, MOVED, BLOCK_CAPACITY);
  store<u32>(block, <u32>retired);
  store<u32>(block, <u32>moved, 4);
  retired = block;
}

/** Frees the blocks that were replaced; the log must know none. */
export function reuseBlocks(): void {
  while (retired != 0) {
    const block = retired;
    retired = load<u32>(block);
    const capacity: u32 = load<u16>(block, BLOCK_USED);
    if (capacity == FIRST) {
      store<u32>(block, <u32>freeFirst);
      freeFirst = block;
    } else if (capacity == SECOND) {
      store<u32>(block, <u32>freeSecond);
      freeSecond = block;
    } else {
      store<u32>(block, <u32>freeThird);
      freeThird = block;
    }
  }
}

/** The block that a block has become. */
// @ts-ignore: decorator
@inline
export function latest(block: usize): usize {
  while (load<u16>(block, BLOCK_CAPACITY) == MOVED) block = load<u32>(block, 4);
  return block;
}

/** Makes an empty block of a key and variant, for so many of the buckets that the variant's layout has. */
export function newBlock(keyId: u32, variant: usize, size: u32, buckets: u32): usize {
  const block = takeBlock(capacityFor(buckets, size), size);
  store<u32>(block, keyId, BLOCK_KEY);
  store<u32>(block, <u32>variant, BLOCK_VARIANT);
  return block;
}

/** Moves a sparse block to a larger one, and gives that. */
function enlarge(block: usize, size: u32, isDense: bool): usize {
  const capacity: u32 = load<u16>(block, BLOCK_CAPACITY);
  const larger = isDense ? 0 : capacityFor(capacity + 1, size);
  const moved = takeBlock(larger, size);
  const used: u32 = load<u16>(block, BLOCK_USED);
  // All before the capacity.
  v128.store(moved, v128.load(block));
  store<u64>(moved, load<u64>(block, BLOCK_FRACTION), BLOCK_FRACTION);
  store<u32>(moved, load<u32>(block, BLOCK_VARIANT), BLOCK_VARIANT);
  const from = countersOf(block, capacity);
  for (let i: u32 = 0; i < used; i++) {
    const bucket = load<u16>(block + BLOCK_BYTES + ((<usize>i) << 1));
    const count = load<u32>(from + ((<usize>i) << 2));
    if (larger == 0) {
      store<u64>(moved + BLOCK_BYTES + ((<usize>bucket) << 3), count);
    } else {
      store<u16>(moved + BLOCK_BYTES + ((<usize>i) << 1), bucket);
      store<u32>(countersOf(moved, larger) + ((<usize>i) << 2), count);
    }
  }
  if (larger != 0) store<u16>(moved, <u16>used, BLOCK_USED);
  retire(block, moved);
  return moved;
}

// @ts-ignore: decorator
@inline
function add(at: usize, amount: i64): void {
  const sum = load<i64>(at) + amount;
  store<i64>(at, sum < 0 ? MAX : sum);
}

/** Counts a histogram or value and adds its sum. */
// @ts-ignore: decorator
@inline
export function addSum(block: usize, sum: i64, fraction: u32): void {
  add(block + BLOCK_SUM, sum);
  add(block + BLOCK_COUNT, 1);
  if (fraction == 0) return;
  const fractions = <u64>load<u32>(block, BLOCK_FRACTION) + <u64>fraction;
  store<u32>(block, <u32>fractions, BLOCK_FRACTION);
  add(block + BLOCK_SUM, <i64>(fractions >>> 32));
}

/** Adds to a bucket, and gives the block, which may have been replaced by a larger one. */
// @ts-ignore: decorator
@inline
export function addToBucket(block: usize, size: u32, bucket: u32, count: i64): usize {
  const capacity: u32 = load<u16>(block, BLOCK_CAPACITY);
  if (capacity == 0) {
    add(block + BLOCK_BYTES + ((<usize>bucket) << 3), count);
    return block;
  }
  const counter = sparseCounter(block, capacity, bucket);
  if (counter != 0) {
    const sum = <u64>load<u32>(counter) + <u64>count;
    if (sum <= 0xffffffff) {
      store<u32>(counter, <u32>sum);
      return block;
    }
  }
  return addElsewhere(block, size, bucket, count, counter != 0 || count > 0xffffffff);
}

/** Adds to a bucket that a sparse block has no room for, or whose counter has none. */
function addElsewhere(block: usize, size: u32, bucket: u32, count: i64, isLarge: bool): usize {
  const larger = enlarge(block, size, isLarge);
  const capacity: u32 = load<u16>(larger, BLOCK_CAPACITY);
  if (capacity == 0) add(larger + BLOCK_BYTES + ((<usize>bucket) << 3), count);
  else store<u32>(sparseCounter(larger, capacity, bucket), <u32>count);
  return larger;
}

/** The counter of a bucket in a sparse block, made if it is new; 0 if the block is full. */
// @ts-ignore: decorator
@inline
function sparseCounter(block: usize, capacity: u32, bucket: u32): usize {
  const used: u32 = load<u16>(block, BLOCK_USED);
  const wanted = i16x8.splat(<i16>bucket);
  for (let i: u32 = 0; i < used; i += 8) {
    const same = i16x8.bitmask(i16x8.eq(v128.load(block + BLOCK_BYTES + ((<usize>i) << 1)), wanted));
    if (same == 0) continue;
    const at = i + <u32>ctz(same);
    if (at < used) return countersOf(block, capacity) + ((<usize>at) << 2);
    break;
  }
  if (used == capacity) return 0;
  store<u16>(block + BLOCK_BYTES + ((<usize>used) << 1), <u16>bucket);
  store<u16>(block, <u16>(used + 1), BLOCK_USED);
  const counter = countersOf(block, capacity) + ((<usize>used) << 2);
  store<u32>(counter, 0);
  return counter;
}
