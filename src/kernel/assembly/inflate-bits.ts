// What a call of the inflater leaves for the next one, and the bits of a block's header, which are read one by one.

// How a call ends.
/** More compressed bytes are needed. */
export const NEEDS_INPUT: i32 = 0;
/** There is no more room for content. */
export const IS_FULL: i32 = 1;
/** The stream's last block has ended. */
export const IS_DONE: i32 = 2;
/** There are no more compressed bytes, and the stream has not ended. */
export const IS_CUT: i32 = 3;
/** The bytes are not DEFLATE. */
export const IS_DAMAGED: i32 = 4;

/** Bits that were taken from the input and not used, and how many of them count. */
export let bits: u64 = 0;
export let count: u64 = 0;

/** Where the last call stopped reading and writing. */
export let inflateIn: usize = 0;
export let inflateOut: usize = 0;

/** Keeps bits for whoever goes on. */
export function holdBits(held: u64, left: u64): void {
  bits = held;
  count = left;
}

// @ts-ignore: decorator
@inline
export function stopped(how: i32, p: usize, out: usize): i32 {
  inflateIn = p;
  inflateOut = out;
  return how;
}

/** Where the next byte is read from, behind those that are held as bits. */
export let from: usize = 0;
let until: usize = 0;
/** Whether there were fewer bits than asked for. */
export let isShort: bool = false;

/** Says where the bytes lie that bits are taken from. */
export function readBits(start: usize, end: usize): void {
  from = start;
  until = end;
  isShort = false;
}

/** Takes bytes until so many bits are held, or there are no more. */
export function fill(wanted: u64): void {
  while (count < wanted && from < until) {
    bits |= (<u64>load<u8>(from++)) << count;
    count += 8;
  }
}

/** The next bits as a number, the first lowest; 0 where there are fewer, which `isShort` then tells. */
export function take(wanted: u64): u32 {
  fill(wanted);
  if (count < wanted) {
    isShort = true;
    return 0;
  }
  const value = <u32>(bits & (((<u64>1) << wanted) - 1));
  bits >>= wanted;
  count -= wanted;
  return value;
}
