import type { SumMemory } from "./sum-memory.js";
import type { CellSums } from "./sums.js";

// Where the words of a block are, and how many blocks are in a line of a directory, as assembly/ says.
const BLOCK_SUM = 0;
const BLOCK_COUNT = 2;
const BLOCK_FRACTION = 4;
const BLOCK_KEY = 5;
const BLOCK_VARIANT = 6;
const BLOCK_SIZES = 7;
const BLOCK_WORDS = 8;
const LINE_CELLS = 16;

/**
 * Visits all sums, in no order.
 *
 * @param visit - Given the key's number, the variant's place, and the sums, which are valid until it returns.
 */
export function readCellSums(
  memory: SumMemory,
  visit: (keyId: number, variant: number, sums: CellSums) => void,
): void {
  const { words } = memory;
  const sums: CellSums = {
    sumLow: 0,
    sumHigh: 0,
    countLow: 0,
    countHigh: 0,
    fraction: 0,
    used: 0,
    buckets: [],
    lows: [],
    highs: [],
  };
  for (const place of blocks(memory)) {
    const block = place / 4;
    readBlock(memory, block, sums);
    visit(words[block + BLOCK_KEY]!, words[block + BLOCK_VARIANT]!, sums);
  }
}

/** Where blocks are: of names by key, then of labels. */
function* blocks({ words, kernel }: SumMemory): Generator<number> {
  const directories = kernel.directoryTable() / 4;
  for (let key = kernel.keysHeld() - 1; key >= 0; key--) {
    const directory = words[directories + key]! / 4;
    if (directory === 0) continue;
    for (let i = words[directory]!; i > 0; i--) {
      const line = words[directory + i]! / 4;
      if (line === 0) continue;
      for (let cell = line; cell < line + LINE_CELLS; cell++) if (words[cell] !== 0) yield words[cell]!;
    }
  }
  // A bucket has eight hashes, then eight places.
  for (let i = kernel.labelBucketCount() - 1; i >= 0; i--) {
    const bucket = kernel.labelBuckets() / 4 + i * 16;
    for (let slot = bucket + 8; slot < bucket + 16; slot++) if (words[slot] !== 0) yield words[slot]!;
  }
}

function readBlock(memory: SumMemory, block: number, sums: CellSums): void {
  const { words } = memory;
  sums.sumLow = words[block + BLOCK_SUM]!;
  sums.sumHigh = words[block + BLOCK_SUM + 1]!;
  sums.countLow = words[block + BLOCK_COUNT]!;
  sums.countHigh = words[block + BLOCK_COUNT + 1]!;
  sums.fraction = words[block + BLOCK_FRACTION]!;
  sums.used = 0;
  const sizes = words[block + BLOCK_SIZES]!;
  const capacity = sizes & 0xffff;
  if (capacity === 0) {
    const layout = memory.layoutOf(words[block + BLOCK_VARIANT]!) / 4;
    readDense(words, block + BLOCK_WORDS, words[layout]!, sums);
  } else {
    readSparse(memory, (block + BLOCK_WORDS) * 4, capacity, sizes >>> 16, sums);
  }
}

function readDense(words: Uint32Array, first: number, buckets: number, sums: CellSums): void {
  for (let bucket = 0; bucket < buckets; bucket++) {
    const low = words[first + bucket * 2]!;
    const high = words[first + bucket * 2 + 1]!;
    if (low === 0 && high === 0) continue;
    sums.buckets[sums.used] = bucket;
    sums.lows[sums.used] = low;
    sums.highs[sums.used++] = high;
  }
}

function readSparse(
  { bytes }: SumMemory,
  first: number,
  capacity: number,
  used: number,
  sums: CellSums,
): void {
  const counters = first + capacity * 2;
  const { buckets, lows, highs } = sums;
  for (let i = 0; i < used; i++) {
    const bucket = bytes.readUInt16LE(first + i * 2);
    // Sorted by insertion: mostly they are already.
    let at = i;
    for (; at > 0 && buckets[at - 1]! > bucket; at--) {
      buckets[at] = buckets[at - 1]!;
      lows[at] = lows[at - 1]!;
    }
    buckets[at] = bucket;
    lows[at] = bytes.readUInt32LE(counters + i * 4);
    highs[i] = 0;
  }
  sums.used = used;
}
