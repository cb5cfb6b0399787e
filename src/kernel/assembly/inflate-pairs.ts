import { LITERAL_BITS, LITERALS, PAIRS } from "./inflate-codes";
import { codeBehind, counts, ordered, SPECIAL } from "./inflate-tables";

/**
 * Makes a table of two symbols a look of that of one, which was the last to be made: a literal, and a literal or length
 * whose code follows within the same bits. Most lengths follow a length or a single literal, so that most looks then find one.
 *
 * What may follow a code lies in a row from the start of the table of one symbol, and is joined to it four at a time.
 */
export function makePairs(): void {
  memory.copy(PAIRS, LITERALS, 4 << LITERAL_BITS);
  let next = ordered;
  let code: u32 = 0;
  // Four places at least start with such a code.
  for (let bits: u32 = 1; bits <= LITERAL_BITS - 2; bits++) {
    const room = i32x4.splat((LITERAL_BITS - bits) << 8);
    const step: usize = 4 << bits;
    for (let n = load<u32>(counts + ((<usize>bits) << 2)); n > 0; n--) {
      if (load<u16>(next) < 256) join(code, step, room);
      next += 2;
      code = codeBehind(code, bits);
    }
  }
}

/** Joins to a literal what may follow it, where that is neither special nor too long; `step` lies between its places. */
// @ts-ignore: decorator
@inline
function join(code: u32, step: usize, room: v128): void {
  let to = PAIRS + ((<usize>code) << 2);
  const end = PAIRS + (4 << LITERAL_BITS);
  const literal = load<u32>(to);
  const first = i32x4.splat(literal);
  const base = i32x4.splat(literal & 0xffffff);
  for (let from = LITERALS; to < end; from += 16) {
    const second = v128.load(from);
    const fits = i32x4.le_s(v128.and(second, i32x4.splat(SPECIAL | 0xf00)), room);
    const both = i32x4.add(v128.and(second, i32x4.splat(0xff00ffff)), base);
    const found = v128.bitselect(both, first, fits);
    v128.store_lane<u32>(to, found, 0);
    v128.store_lane<u32>(to + step, found, 1);
    v128.store_lane<u32>(to + 2 * step, found, 2);
    v128.store_lane<u32>(to + 3 * step, found, 3);
    to += 4 * step;
  }
}
