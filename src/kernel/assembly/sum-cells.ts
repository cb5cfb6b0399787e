// Cells: where the block of a key and a variant is.

import { newBlock } from "./sum-blocks";
import { BLOCK_KEY, BLOCK_VARIANT } from "./sum-blocks";
import { allocate, allocateLines } from "./sum-heap";
import { VARIANT_NUMBER, isOfLabel } from "./sum-variants";

// Names: of each key a directory of lines, and in a line the blocks of 16 variants that are neighbours. A directory starts
// with how many lines it has room for.
const LINE_CELLS: u32 = 16;
/** The directory of each key by number. */
let directories: usize = 0;
let directoryRoom: u32 = 0;
let keyCount: u32 = 0;

// Labels are so many, and each of a key so few, that all are in one table: hash and block.
let labels: usize = 0;
let labelMask: u32 = 0;
let labelCount: u32 = 0;

let cellCount: u32 = 0;

/** The key whose cells are looked for, and its directory. */
let key: u32 = 0;
let directory: usize = 0;

export function startCells(): void {
  cellCount = 0;
  labelCount = 0;
  labelMask = (1 << 12) - 1;
  labels = allocateLines(((<usize>labelMask) + 1) * 8);
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

/** The table of labels' blocks, and how many slots it has. */
export function labelTable(): usize {
  return labels;
}
export function labelSlots(): u32 {
  return labelMask + 1;
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
  const mixed = ((<u64>key) << 32 | <u64>variant) * 0x9e3779b97f4a7c15;
  return <u32>(((mixed ^ (mixed >>> 29)) * 0xd6e8feb86659fd93) >>> 32);
}

/** The slot of the table that has the key's block of a label's variant, or the free one that it belongs in. */
// @ts-ignore: decorator
@inline
function labelSlot(variant: usize, hash: u32): usize {
  let slot = hash & labelMask;
  while (true) {
    const at = labels + ((<usize>slot) << 3);
    const block: usize = load<u32>(at, 4);
    if (block == 0) return at;
    if (
      load<u32>(at) == hash &&
      load<u32>(block, BLOCK_VARIANT) == <u32>variant &&
      load<u32>(block, BLOCK_KEY) == key
    ) {
      return at;
    }
    slot = (slot + 1) & labelMask;
  }
}

function growLabels(): void {
  const before = labels;
  const slots = <usize>labelMask + 1;
  labelMask = labelMask * 2 + 1;
  labels = allocateLines(((<usize>labelMask) + 1) << 3);
  for (let i: usize = 0; i < slots; i++) {
    const pair = load<u64>(before + (i << 3));
    if (pair == 0) continue;
    let slot = <u32>pair & labelMask;
    while (load<u32>(labels + ((<usize>slot) << 3), 4) != 0) slot = (slot + 1) & labelMask;
    store<u64>(labels + ((<usize>slot) << 3), pair);
  }
}

/** The key's block of a variant, made if it is new; the variant's layout has so many buckets. */
// @ts-ignore: decorator
@inline
export function blockOf(variant: usize, size: u32): usize {
  if (isOfLabel(variant)) {
    const hash = labelHash(variant);
    const at = labelSlot(variant, hash);
    const block: usize = load<u32>(at, 4);
    return block != 0 ? block : makeLabel(at, hash, variant, size);
  }
  const at = placeOf(variant);
  const block: usize = load<u32>(at);
  return block != 0 ? block : makeNamed(at, variant, size);
}

function makeLabel(at: usize, hash: u32, variant: usize, size: u32): usize {
  const block = newBlock(key, variant, size);
  store<u32>(at, hash);
  store<u32>(at, <u32>block, 4);
  cellCount++;
  if (++labelCount * 2 > labelMask) growLabels();
  return block;
}

function makeNamed(at: usize, variant: usize, size: u32): usize {
  const block = newBlock(key, variant, size);
  store<u32>(at, <u32>block);
  cellCount++;
  return block;
}

/** Notes that the key's block of a variant was replaced. Its former block must still say whose it is. */
export function replaceBlock(variant: usize, block: usize): void {
  if (isOfLabel(variant)) store<u32>(labelSlot(variant, labelHash(variant)), <u32>block, 4);
  else store<u32>(placeOf(variant), <u32>block);
}
