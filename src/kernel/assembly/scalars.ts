import { scalarEnd } from "./tokens";

const TRUE: u32 = 0x65757274;
const NULL: u32 = 0x6c6c756e;
const FALSE: u64 = 0x65736c6166;

/** Where the last scalar ends that was checked. One that goes on in the next block is checked once. */
let until: usize = 0;

export function startScalars(): void {
  until = 0;
}

/**
 * Whether the scalars of a block that are more than digits are such as JSON has. Blocks are to be asked for in their order.
 *
 * A function of its own, as index.ts says: most blocks have none.
 *
 * @param rest - The bytes of scalars that are no digits.
 * @param scalars - All bytes of scalars.
 * @param starts - The first bytes of scalars.
 */
export function areScalars(p: usize, end: usize, rest: u64, scalars: u64, starts: u64): bool {
  // Nearly all are true, false or null.
  let firsts = rest & starts;
  while (firsts != 0) {
    const at = ctz(firsts);
    firsts &= firsts - 1;
    const word = load<u64>(p + <usize>at);
    // 64 if the scalar may go on in the next block.
    const length = ctz(~(<i64>scalars >> at));
    const isFour = <u32>(<u32>word == TRUE) | <u32>(<u32>word == NULL);
    const isFive = <u32>((word & 0xffffffffff) == FALSE);
    if ((isFour & <u32>(length == 4)) | (isFive & <u32>(length == 5))) rest &= ~(((<u64>1 << length) - 1) << at);
  }
  while (rest != 0) {
    const at = p + <usize>ctz(rest);
    if (at >= until) {
      let start = at;
      while (<u32>load<u8>(start - 1) - 0x30 < 10) start--;
      const after = scalarEnd(start, end);
      if (after <= at) return false;
      const byte = load<u8>(after);
      if (byte > 0x20 && byte != 0x2c && byte != 0x7d && byte != 0x5d) return false;
      if (byte < 0x20 && byte != 0x0a && byte != 0x0d && byte != 0x09) return false;
      until = after;
    }
    const checked = until - p;
    rest = checked >= 64 ? 0 : rest & (~(<u64>0) << (<u64>checked));
  }
  return true;
}
