// Layouts: which bucket is which.

// A layout, written by the host: the number of buckets, how they are found, the mask of the table, where that is; the bounds;
// the table.
export const LAYOUT_BUCKETS: usize = 0;
const LAYOUT_WAY: usize = 4;
const LAYOUT_MASK: usize = 8;
const LAYOUT_TABLE: usize = 12;
const LAYOUT_BOUNDS: usize = 16;

// How buckets are found: a bucket is its own index; through the table; or the bucket that holds a value is searched for.
const DIRECT: u32 = 0;
const VALUES: u32 = 2;

export const NO_BUCKET: u32 = 0xffffffff;

/** Whether single values are counted in a layout. */
// @ts-ignore: decorator
@inline
export function isOfValues(layout: usize): bool {
  return load<u32>(layout, LAYOUT_WAY) == VALUES;
}

/** The index of a bucket by its lower bound, or `NO_BUCKET`. */
// @ts-ignore: decorator
@inline
export function indexOf(layout: usize, bound: u32): u32 {
  if (load<u32>(layout, LAYOUT_WAY) == DIRECT) {
    return bound < load<u32>(layout, LAYOUT_BUCKETS) ? bound : NO_BUCKET;
  }
  const mask = load<u32>(layout, LAYOUT_MASK);
  const table: usize = load<u32>(layout, LAYOUT_TABLE);
  let slot = ((bound * 0x9e3779b1) >>> 16) & mask;
  while (true) {
    const at = table + ((<usize>slot) << 3);
    // Counted from 1; 0 where the table ends.
    const index = load<u32>(at, 4);
    if (load<u32>(at) == bound || index == 0) return index - 1;
    slot = (slot + 1) & mask;
  }
}

/** The index of the bucket that holds a value: the last whose bound is not above it. */
export function indexOfValue(layout: usize, value: i64): u32 {
  const bounds = layout + LAYOUT_BOUNDS;
  let low: u32 = 0;
  let high: u32 = load<u32>(layout, LAYOUT_BUCKETS);
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    // Not as branches, which nobody could predict.
    const isBelow = <i64>load<u32>(bounds + ((<usize>middle) << 2)) <= value;
    low = select(middle, low, isBelow);
    high = select(high, middle, isBelow);
  }
  return low;
}
