import { LITERAL_BITS, LITERALS, PAIRS } from "./inflate-codes";
import { LENGTH, SPECIAL } from "./inflate-tables";

/**
 * Makes a table of two symbols a look of that of one: a literal, and a literal or length whose code follows within the same
 * bits. Most lengths follow a length or a single literal, so that most looks then find one.
 */
export function makePairs(): void {
  for (let i: u32 = 0; i < 1 << LITERAL_BITS; i++) {
    const first = load<u32>((<usize>i) << 2, LITERALS);
    const second = load<u32>((<usize>(i >> (first & 63))) << 2, LITERALS);
    const both = (first & 0xffffff) + (second & 0xff00ffff);
    const fits =
      <u32>((first & (SPECIAL | LENGTH)) == 0) &
      <u32>((second & SPECIAL) == 0) &
      <u32>(((first >> 8) & 15) + ((second >> 8) & 15) <= LITERAL_BITS);
    store<u32>((<usize>i) << 2, select(both, first, fits), PAIRS);
  }
}
