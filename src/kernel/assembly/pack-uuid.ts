/**
 * Packs the 36 characters of a UUID, as browsers write it, into four words that hold its bytes from the highest down.
 *
 * @returns False, and the words of no use, if they are none: digits in lower case, and hyphens at their places.
 */
export function packUuid(text: usize, to: usize): bool {
  const a = v128.load(text);
  const b = v128.load(text, 2);
  const c = v128.load(text, 19);
  const d = v128.load(text, 20);
  // The digits without the hyphens at 8, 13, 18 and 23.
  const high = i8x16.shuffle(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 14, 15, 30, 31);
  const low = i8x16.shuffle(c, d, 0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 31);
  isDigit = i8x16.splat(-1);
  const words = i8x16.narrow_i16x8_u(bytesOf(high), bytesOf(low));
  v128.store(to, i8x16.shuffle(words, words, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12));
  const hyphens =
    <u32>load<u8>(text, 8) | (<u32>load<u8>(text, 13) << 8) | (<u32>load<u8>(text, 18) << 16) | (<u32>load<u8>(text, 23) << 24);
  return hyphens == 0x2d2d2d2d && i8x16.all_true(isDigit);
}

/** Whether all characters that `bytesOf` was given were digits. */
let isDigit: v128 = i8x16.splat(0);

/** The bytes that each two of sixteen digits are, in 16 bits each. */
// @ts-ignore: decorator
@inline
function bytesOf(digits: v128): v128 {
  const value = i8x16.sub(digits, i8x16.splat(0x30));
  const letter = i8x16.sub(digits, i8x16.splat(0x61));
  const isDecimal = i8x16.lt_u(value, i8x16.splat(10));
  const isLetter = i8x16.lt_u(letter, i8x16.splat(6));
  isDigit = v128.and(isDigit, v128.or(isDecimal, isLetter));
  const halves = v128.bitselect(value, i8x16.add(letter, i8x16.splat(10)), isDecimal);
  // The first of two digits, the higher half, is the lower byte.
  return v128.or(i16x8.shr_u(halves, 8), v128.and(i16x8.shl(halves, 4), i16x8.splat(0xf0)));
}
