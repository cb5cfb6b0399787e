import { QUICK_BEFORE, QUICK_INPUT, QUICK_OUTPUT, unsnappyQuickly } from "./unsnappy-quickly";

/**
 * Decompresses a raw Snappy block.
 *
 * @param target - Room for `capacity` bytes, and 64 more that may be overwritten.
 * @returns The length, or -1 if the bytes are not a block, or one of more than `capacity` bytes.
 */
export function unsnappy(p: usize, length: usize, target: usize, capacity: usize): i32 {
  const end = p + length;
  let announced: u64 = 0;
  for (let shift: u64 = 0; ; shift += 7) {
    if (p >= end || shift > 28) return -1;
    const byte: u64 = load<u8>(p++);
    announced |= (byte & 0x7f) << shift;
    if (byte < 0x80) break;
  }
  if (announced > <u64>capacity) return -1;
  let out = target;
  const outEnd = target + <usize>announced;
  while (p < end) {
    if (end - p >= QUICK_INPUT && outEnd - out >= QUICK_OUTPUT && out - target >= QUICK_BEFORE) {
      const stopped = unsnappyQuickly(p, end - QUICK_INPUT, out, outEnd - QUICK_OUTPUT, target);
      p = <usize>stopped;
      out = <usize>(stopped >> 32);
    }
    const tag: u32 = load<u8>(p++);
    if ((tag & 3) == 0) {
      // A literal: its length less one is in the tag, or in the one to four bytes behind it.
      let size: usize = (tag >> 2) + 1;
      if (size <= 16 && end - p >= 16) {
        if (size > outEnd - out) return -1;
        v128.store(out, v128.load(p));
      } else {
        if (size > 60) {
          const extra = size - 60;
          if (extra > end - p) return -1;
          size = <usize>(load<u32>(p) & (<u32>0xffffffff >>> (32 - (<u32>extra << 3)))) + 1;
          p += extra;
          if (size == 0) return -1;
        }
        if (size > end - p || size > outEnd - out) return -1;
        memory.copy(out, p, size);
      }
      p += size;
      out += size;
      continue;
    }
    // A copy of what came `offset` bytes before.
    let size: usize;
    let offset: usize;
    if ((tag & 3) == 1) {
      if (p >= end) return -1;
      size = ((tag >> 2) & 7) + 4;
      offset = ((tag & 0xe0) << 3) | <usize>load<u8>(p);
      p += 1;
    } else {
      const extra: usize = (tag & 3) == 2 ? 2 : 4;
      if (end - p < extra) return -1;
      size = (tag >> 2) + 1;
      offset = extra == 2 ? <usize>load<u16>(p) : load<u32>(p);
      p += extra;
    }
    // An offset of 0 is the largest number when 1 is taken away.
    if (offset - 1 >= out - target || size > outEnd - out) return -1;
    const from = out - offset;
    if (offset >= 16) {
      // Each 16 bytes are read after those that they may overlap were written.
      for (let i: usize = 0; i < size; i += 16) v128.store(out + i, v128.load(from + i));
    } else if (offset >= 8) {
      for (let i: usize = 0; i < size; i += 8) store<u64>(out + i, load<u64>(from + i));
    } else {
      for (let i: usize = 0; i < size; i++) store<u8>(out + i, load<u8>(from + i));
    }
    out += size;
  }
  return out == outEnd ? <i32>announced : -1;
}
