/** How far from the end of the input {@link unsnappyQuickly} stops: a tag, and what is read behind it. */
export const QUICK_INPUT: usize = 65;
/** The longest literal or copy that it makes, as it writes it. */
export const QUICK_OUTPUT: usize = 64;
/** So much content comes before. */
export const QUICK_BEFORE: usize = 256;

/**
 * What a tag says: its length in the lowest 7 bits, and from bit 8 on what comes on top of the offset's first byte. Below
 * 0 are those that have more bytes to tell it: literals of over 60 bytes, and offsets of four. Other literals have an
 * offset as if they were copies from far enough.
 */
const TAGS: usize = memory.data<i16>([
  257, 4, 1, -32768, 258, 5, 2, -32768, 259, 6, 3, -32768, 260, 7, 4, -32768,
  261, 8, 5, -32768, 262, 9, 6, -32768, 263, 10, 7, -32768, 264, 11, 8, -32768,
  265, 260, 9, -32768, 266, 261, 10, -32768, 267, 262, 11, -32768, 268, 263, 12, -32768,
  269, 264, 13, -32768, 270, 265, 14, -32768, 271, 266, 15, -32768, 272, 267, 16, -32768,
  273, 516, 17, -32768, 274, 517, 18, -32768, 275, 518, 19, -32768, 276, 519, 20, -32768,
  277, 520, 21, -32768, 278, 521, 22, -32768, 279, 522, 23, -32768, 280, 523, 24, -32768,
  281, 772, 25, -32768, 282, 773, 26, -32768, 283, 774, 27, -32768, 284, 775, 28, -32768,
  285, 776, 29, -32768, 286, 777, 30, -32768, 287, 778, 31, -32768, 288, 779, 32, -32768,
  289, 1028, 33, -32768, 290, 1029, 34, -32768, 291, 1030, 35, -32768, 292, 1031, 36, -32768,
  293, 1032, 37, -32768, 294, 1033, 38, -32768, 295, 1034, 39, -32768, 296, 1035, 40, -32768,
  297, 1284, 41, -32768, 298, 1285, 42, -32768, 299, 1286, 43, -32768, 300, 1287, 44, -32768,
  301, 1288, 45, -32768, 302, 1289, 46, -32768, 303, 1290, 47, -32768, 304, 1291, 48, -32768,
  305, 1540, 49, -32768, 306, 1541, 50, -32768, 307, 1542, 51, -32768, 308, 1543, 52, -32768,
  309, 1544, 53, -32768, 310, 1545, 54, -32768, 311, 1546, 55, -32768, 312, 1547, 56, -32768,
  313, 1796, 57, -32768, 314, 1797, 58, -32768, 315, 1798, 59, -32768, 316, 1799, 60, -32768,
  -32768, 1800, 61, -32768, -32768, 1801, 62, -32768, -32768, 1802, 63, -32768, -32768, 1803, 64, -32768,
]);
/** Of the two bytes behind a tag, those that are an offset's. */
const MASKS: usize = memory.data<u32>([0, 0xff, 0xffff, 0]);

/**
 * Decompresses Snappy's literals and copies while both ends are far; stops in front of long literals, of offsets below 8,
 * of four bytes, or from before the start, for the careful loop.
 *
 * What kind a tag is can't be foreseen, and is not asked: literals are copies from the input. Most are of a few bytes, and
 * 32 are copied at once. The loop's values are few enough to stay in registers, as long as it is a function of its own;
 * see index.ts.
 *
 * @param lastIn - The input's end less `QUICK_INPUT`, not before `p`.
 * @param out - Where content goes: `QUICK_BEFORE` or more behind its start.
 * @param lastOut - The content's end less `QUICK_OUTPUT`, not before `out`.
 * @param start - The content's start.
 * @returns Where it stopped: in the content, shifted by 32, and in the input.
 */
export function unsnappyQuickly(p: usize, lastIn: usize, out: usize, lastOut: usize, start: usize): u64 {
  const nearest = start + 16;
  while (<i32>((lastIn - p) | (lastOut - out)) >= 0) {
    const first: u32 = load<u8>(p);
    const low: u32 = load<u16>(p, 1);
    const kind = first & 3;
    const tag = <i32>load<i16>(<usize>(first << 1), TAGS);
    const size = <usize>(tag & 0x7f);
    const offset = <usize>((tag & ~0xff) + <i32>(low & load<u32>(<usize>(kind << 2), MASKS)));
    const copied = out - offset;
    // An offset that is too near, or that a tag below 0 makes, is a large number here.
    if (offset - 16 > out - nearest) {
      if (kind == 0 || offset - 8 > out - nearest) break;
      for (let i: usize = 0; i < size; i += 8) store<u64>(out + i, load<u64>(copied + i));
      p += <usize>kind + 1;
      out += size;
      continue;
    }
    const from = select<usize>(p + 1, copied, kind == 0);
    p = select<usize>(p + 2 + <usize>(first >> 2), p + 1 + <usize>kind, kind == 0);
    // Each 16 bytes are read after those that they may overlap were written.
    v128.store(out, v128.load(from));
    v128.store(out, v128.load(from, 16), 16);
    if (size > 32) {
      v128.store(out, v128.load(from, 32), 32);
      v128.store(out, v128.load(from, 48), 48);
    }
    out += size;
  }
  return ((<u64>out) << 32) | (<u64>p);
}
