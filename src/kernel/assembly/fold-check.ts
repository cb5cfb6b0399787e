// CRC-32 (RFC 1952, section 8) of many bytes is that of fewer: adding multiples of its polynomial changes no remainder. One
// is x^300 + x^155 + x^117 + x^89 + 1, and, as a square of a sum is the sum of the squares in this arithmetic, so is that
// with all exponents times 64. So eight bytes are cleared by adding them to those 145, 183, 211 and 300 times eight bytes on.
// So does "Chorba" (S. Russell, 2024, arXiv 2412.16398); it needs no tables, nor instructions that WebAssembly lacks.

/** How far bytes reach on, at most. */
const REACH: usize = 300 * 8;
/** Bytes that are cleared between two moves of what reaches on: all of it stays in the nearest cache. */
const STRIDE: usize = 8192;

/** How many bytes are left of any number, but for fewer than 16 at their end, and how many `foldCheck` needs to work in. */
export const foldedBytes: i32 = <i32>REACH;
export const foldBytes: i32 = 2 * <i32>REACH + <i32>STRIDE + 16;

/** The 16 bytes at `p`, and what reaches them of those before, which lie in front of `to`. */
// @ts-ignore: decorator
@inline
function sumAt(p: usize, to: usize): v128 {
  const near = v128.xor(v128.load(to - 145 * 8), v128.load(to - 183 * 8));
  const far = v128.xor(v128.load(to - 211 * 8), v128.load(to - REACH));
  return v128.xor(v128.load(p), v128.xor(near, far));
}

/**
 * Folds bytes to fewer with the same check: `foldedBytes`, and what is more than a multiple of 16.
 *
 * @param byteLength - `foldedBytes` at least.
 * @param state - The check's register when the bytes start; it has to be 0 when those of the result do.
 * @param scratch - Where to work.
 * @returns Where the result is.
 */
export function foldCheck(p: usize, byteLength: usize, state: u32, scratch: usize): usize {
  const start = scratch + REACH;
  memory.fill(scratch, 0, REACH);
  store<u32>(scratch, state);
  let left = (byteLength & ~15) - REACH;
  while (left > 0) {
    const cleared = min(left, STRIDE);
    const end = p + cleared;
    let to = start;
    while (p < end) {
      v128.store(to, sumAt(p, to));
      p += 16;
      to += 16;
    }
    memory.copy(scratch, scratch + cleared, REACH);
    left -= cleared;
  }
  memory.fill(start, 0, REACH);
  const result = start + REACH;
  for (let i: usize = 0; i < REACH; i += 16) v128.store(result + i, sumAt(p + i, start + i));
  memory.copy(result + REACH, p + REACH, byteLength & 15);
  return result;
}
