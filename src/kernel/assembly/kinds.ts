// What sort of token each byte is, as three bits in a byte's top: `100` a colon, `101` an opening bracket, `110` a
// comma, `111` a closing bracket, `011` a zero, `010` another digit, `000` all else.
//
// The low half of a byte tells all of these apart: digits have 0 to 9, a colon 10, `{` and `[` 11, a comma 12, `}` and
// `]` 13. So a table tells for each half which byte it must be, and another of what sort that is. In the first, bit 5
// is set, which makes each pair of brackets one; control characters that become others' likeness are found elsewhere.

/** Constants that are loaded rather than written into the code, which would make them anew for each block. */
const tables: usize = memory.data<u8>([
  0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x3a, 0x7b, 0x2c, 0x7d, 0, 0,
  0x60, 0x40, 0x40, 0x40, 0x40, 0x40, 0x40, 0x40, 0x40, 0x40, 0x80, 0xa0, 0xc0, 0xe0, 0, 0,
  0x0f, 0x0f, 0x0f, 0x0f, 0x0f, 0x0f, 0x0f, 0x0f, 0x0f, 0x0f, 0x0f, 0x0f, 0x0f, 0x0f, 0x0f, 0x0f,
  0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20,
  0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22,
  0x5c, 0x5c, 0x5c, 0x5c, 0x5c, 0x5c, 0x5c, 0x5c, 0x5c, 0x5c, 0x5c, 0x5c, 0x5c, 0x5c, 0x5c, 0x5c,
]);

// @ts-ignore: decorator
@inline
export function tokenTable(): v128 {
  return v128.load(tables);
}

// @ts-ignore: decorator
@inline
export function kindTable(): v128 {
  return v128.load(tables, 16);
}

// @ts-ignore: decorator
@inline
export function lowHalves(): v128 {
  return v128.load(tables, 32);
}

// @ts-ignore: decorator
@inline
export function spaceBytes(): v128 {
  return v128.load(tables, 48);
}

// @ts-ignore: decorator
@inline
export function quoteBytes(): v128 {
  return v128.load(tables, 64);
}

// @ts-ignore: decorator
@inline
export function backslashBytes(): v128 {
  return v128.load(tables, 80);
}

/** The kinds of 16 bytes; the other arguments are the tables above. */
// @ts-ignore: decorator
@inline
export function kindsOf(bytes: v128, tokenOf: v128, kindOf: v128, low: v128, space: v128): v128 {
  const half = v128.and(bytes, low);
  const isToken = i8x16.eq(i8x16.swizzle(tokenOf, half), v128.or(bytes, space));
  return v128.and(isToken, i8x16.swizzle(kindOf, half));
}
