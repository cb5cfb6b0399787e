// Cells: where the block of a key and a variant is.

import { BLOCK_KEY, BLOCK_VARIANT, newBlock } from "./sum-blocks";
import { allocate, allocateLines } from "./sum-heap";
import { VARIANT_NUMBER } from "./sum-names";
import {
  bucketAfter,
  bucketCount,
  bucketOf,
  bucketsAt,
  insert,
  isFull,
  newTable,
  placeIn,
  replace,
  slotsOf,
  tableHash,
} from "./sum-table";
import { isOfLabel } from "./sum-variants";

// Names: of each key a directory of lines, and in a line the blocks of 16 variants that are neighbours. A directory starts
// with how many lines it has room for.
const LINE_CELLS: u32 = 16;
/** The directory of each key by number. */
let directories: usize = 0;
let directoryRoom: u32 = 0;
let keyCount: u32 = 0;

// Labels are so many, and each of a key so few, that all blocks of theirs are in one table.
let labels: usize = 0;

let cellCount: u32 = 0;

/** The key whose cells are looked for, and its directory. */
let key: u32 = 0;
let directory: usize = 0;

export function startCells(): void {
  cellCount = 0;
  labels = newTable(512);
  keyCount = 0;
  directoryRoom = 64;
  directories = allocateLines((<usize>directoryRoom) << 2);
}

export function cellsHeld(): u32 {
  return cellCount;
}

/** The table of directories, and how many there are. */
export function directoryTable(): usize {
  return directories;
}
export function keysHeld(): u32 {
  return keyCount;
}

/** Where the buckets of the table of labels' blocks are, and how many. */
export function labelBuckets(): usize {
  return bucketsAt(labels);
}
export function labelBucketCount(): u32 {
  return bucketCount(labels);
}

/** Says whose cells are looked for next. */
export function useKey(keyId: u32): void {
  if (keyId >= directoryRoom) {
    let room = directoryRoom * 2;
    while (keyId >= room) room *= 2;
    const table = allocateLines((<usize>room) << 2);
    memory.copy(table, directories, (<usize>directoryRoom) << 2);
    directories = table;
    directoryRoom = room;
  }
  if (keyId >= keyCount) keyCount = keyId + 1;
  key = keyId;
  directory = load<u32>(directories + ((<usize>keyId) << 2));
  if (directory == 0) enlargeDirectory(0);
}

/** Makes room in the key's directory for a line. */
function enlargeDirectory(line: u32): void {
  const before = directory == 0 ? 0 : load<u32>(directory);
  let room = max<u32>(before * 2, 63);
  while (room <= line) room = room * 2 + 1;
  const larger = allocate(4 + ((<usize>room) << 2));
  if (before != 0) memory.copy(larger + 4, directory + 4, (<usize>before) << 2);
  store<u32>(larger, room);
  store<u32>(directories + ((<usize>key) << 2), <u32>larger);
  directory = larger;
}

/** Where the key's block of a name's variant is noted. */
// @ts-ignore: decorator
@inline
function placeOf(variant: usize): usize {
  const number = load<u32>(variant, VARIANT_NUMBER);
  const index = number / LINE_CELLS;
  if (index >= load<u32>(directory)) enlargeDirectory(index);
  const at = directory + 4 + ((<usize>index) << 2);
  let line: usize = load<u32>(at);
  if (line == 0) {
    line = allocateLines((<usize>LINE_CELLS) << 2);
    store<u32>(at, <u32>line);
  }
  return line + ((<usize>(number % LINE_CELLS)) << 2);
}

// @ts-ignore: decorator
@inline
function labelHash(variant: usize): u32 {
  return tableHash((((<u64>key) << 32) | <u64>variant) * 0x9e3779b97f4a7c15);
}

/** The key's block of a label's variant, or 0. */
// @ts-ignore: decorator
@inline
function labelled(variant: usize, hash: u32): usize {
  let bucket = bucketOf(labels, hash);
  while (true) {
    for (let slots = slotsOf(bucket, hash); slots != 0; slots &= slots - 1) {
      const block = placeIn(bucket, ctz(slots));
      if (load<u32>(block, BLOCK_VARIANT) == <u32>variant && load<u32>(block, BLOCK_KEY) == key) return block;
    }
    if (!isFull(bucket)) return 0;
    bucket = bucketAfter(labels, bucket);
  }
}

/**
 * The key's block of a variant, made if it is new.
 *
 * @param size - How many buckets the variant's layout has.
 * @param buckets - How many of them are to be added to.
 */
// @ts-ignore: decorator
@inline
export function blockOf(variant: usize, size: u32, buckets: u32): usize {
  if (isOfLabel(variant)) {
    const hash = labelHash(variant);
    const block = labelled(variant, hash);
    return block != 0 ? block : makeLabelled(hash, variant, size, buckets);
  }
  const at = placeOf(variant);
  const block: usize = load<u32>(at);
  return block != 0 ? block : makeNamed(at, variant, size, buckets);
}

function makeLabelled(hash: u32, variant: usize, size: u32, buckets: u32): usize {
  const block = newBlock(key, variant, size, buckets);
  insert(labels, hash, block);
  cellCount++;
  return block;
}

function makeNamed(at: usize, variant: usize, size: u32, buckets: u32): usize {
  const block = newBlock(key, variant, size, buckets);
  store<u32>(at, <u32>block);
  cellCount++;
  return block;
}

/** Notes that the key's block of a variant was replaced by another. */
export function replaceBlock(variant: usize, before: usize, block: usize): void {
  if (isOfLabel(variant)) replace(labels, labelHash(variant), before, block);
  else store<u32>(placeOf(variant), <u32>block);
}
