// Memory that only grows, for names and counters.

let heap: usize = 0;
/** From here on memory was never taken, and so is zeros. */
let untouched: usize = 0;

/** Starts anew at a place, the same each time; all that was taken is free. */
export function startHeap(at: usize): void {
  untouched = max(untouched, max(heap, at));
  heap = at;
}

/** Takes memory from the heap, zeroed, at a multiple of 8. */
export function allocate(byteLength: usize): usize {
  const at = heap;
  heap = (heap + byteLength + 7) & ~7;
  const held = <usize>memory.size() << 16;
  if (heap + 128 > held) {
    const pages = (heap + 128 - held + 0xffff) >>> 16;
    // Grown by much, so that it happens seldom; by what is needed where that is all there is.
    const wanted = <i32>max(pages, (held >>> 16) / 4);
    if (memory.grow(wanted) < 0 && memory.grow(<i32>pages) < 0) unreachable();
  }
  if (at < untouched) memory.fill(at, 0, min(heap, untouched) - at);
  return at;
}

/** Takes memory that starts at a multiple of 64, so that it takes as few lines of a cache as can be. */
export function allocateLines(byteLength: usize): usize {
  heap = (heap + 63) & ~63;
  return allocate(byteLength);
}

export function heapEnd(): usize {
  return heap;
}
