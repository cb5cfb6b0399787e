// Tables that find places by a hash. A bucket is one line of a cache: eight hashes and the places that have them, so that one
// look tells which of them may be meant, or that none is. A bucket that is full goes on in the next.

import { allocateLines } from "./sum-heap";

// A table: its buckets, their number less one, and how many places it holds.
const TABLE_BUCKETS: usize = 0;
const TABLE_MASK: usize = 4;
const TABLE_COUNT: usize = 8;
const TABLE_BYTES: usize = 16;

export const BUCKET_LINE: usize = 64;
/** Where in a bucket its places start. */
export const PLACES: usize = 32;
const LAST_PLACE: usize = 60;

export function newTable(buckets: u32): usize {
  const table = allocateLines(TABLE_BYTES);
  store<u32>(table, <u32>allocateLines(<usize>buckets * BUCKET_LINE));
  store<u32>(table, buckets - 1, TABLE_MASK);
  return table;
}

/** A hash of 32 bits, never 0, which free slots have. */
// @ts-ignore: decorator
@inline
export function tableHash(mixed: u64): u32 {
  return <u32>(((mixed ^ (mixed >>> 32)) * 0xd6e8feb86659fd93) >>> 32) | 1;
}

/** The bucket where a hash is looked for first. */
// @ts-ignore: decorator
@inline
export function bucketOf(table: usize, hash: u32): usize {
  return <usize>load<u32>(table) + <usize>((hash >>> 1) & load<u32>(table, TABLE_MASK)) * BUCKET_LINE;
}

/** A bit for each slot of a bucket that has a hash. */
// @ts-ignore: decorator
@inline
export function slotsOf(bucket: usize, hash: u32): u32 {
  const wanted = i32x4.splat(hash);
  return (
    i32x4.bitmask(i32x4.eq(v128.load(bucket), wanted)) | (i32x4.bitmask(i32x4.eq(v128.load(bucket, 16), wanted)) << 4)
  );
}

// @ts-ignore: decorator
@inline
export function placeIn(bucket: usize, slot: u32): usize {
  return load<u32>(bucket + PLACES + (<usize>slot << 2));
}

/** Whether what is not in a bucket may be in the next. */
// @ts-ignore: decorator
@inline
export function isFull(bucket: usize): bool {
  return load<u32>(bucket, LAST_PLACE) != 0;
}

/** The bucket after another; behind the last is the first. */
export function bucketAfter(table: usize, bucket: usize): usize {
  const next = bucket + BUCKET_LINE;
  const first: usize = load<u32>(table);
  return next > first + <usize>load<u32>(table, TABLE_MASK) * BUCKET_LINE ? first : next;
}

/** Puts a place into a table. */
export function insert(table: usize, hash: u32, place: usize): void {
  const count = load<u32>(table, TABLE_COUNT) + 1;
  store<u32>(table, count, TABLE_COUNT);
  // Half full: one bucket in fifty has then no room.
  if (count > (load<u32>(table, TABLE_MASK) + 1) * 4) grow(table);
  put(table, hash, place);
}

function put(table: usize, hash: u32, place: usize): void {
  let bucket = bucketOf(table, hash);
  while (isFull(bucket)) bucket = bucketAfter(table, bucket);
  const slot = ctz(slotsOf(bucket, 0));
  store<u32>(bucket + (<usize>slot << 2), hash);
  store<u32>(bucket + (<usize>slot << 2), <u32>place, PLACES);
}

function grow(table: usize): void {
  let bucket: usize = load<u32>(table);
  const buckets = load<u32>(table, TABLE_MASK) + 1;
  const end = bucket + <usize>buckets * BUCKET_LINE;
  store<u32>(table, <u32>allocateLines(<usize>buckets * 2 * BUCKET_LINE));
  store<u32>(table, buckets * 2 - 1, TABLE_MASK);
  for (; bucket < end; bucket += BUCKET_LINE) {
    for (let slot: u32 = 0; slot < 8; slot++) {
      const place = placeIn(bucket, slot);
      if (place != 0) put(table, load<u32>(bucket + (<usize>slot << 2)), place);
    }
  }
}

/** Puts another place where one is. */
export function replace(table: usize, hash: u32, before: usize, place: usize): void {
  let bucket = bucketOf(table, hash);
  while (true) {
    for (let slots = slotsOf(bucket, hash); slots != 0; slots &= slots - 1) {
      const slot = ctz(slots);
      if (placeIn(bucket, slot) == before) {
        store<u32>(bucket + (<usize>slot << 2), <u32>place, PLACES);
        return;
      }
    }
    bucket = bucketAfter(table, bucket);
  }
}

/** Where a table's buckets are, and how many. */
export function bucketsAt(table: usize): usize {
  return load<u32>(table);
}
export function bucketCount(table: usize): u32 {
  return load<u32>(table, TABLE_MASK) + 1;
}
