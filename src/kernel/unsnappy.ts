/**
 * Decompresses a raw Snappy block, in plain TypeScript.
 *
 * @param bytes - Holds the block and takes its content; the two must not overlap.
 * @param start - Where the block starts; it ends at `end`, exclusive.
 * @param target - Where the content goes.
 * @param capacity - The largest content that is taken, in bytes.
 * @returns The content's length, or -1 if the bytes are no block, or one of more than `capacity` bytes.
 *
 * @example
 * const bytes = new Uint8Array([3, 8, 0x61, 0x62, 0x63, 0, 0, 0]);
 * unsnappy(bytes, 0, 5, 5, 3); // 3
 * new TextDecoder().decode(bytes.subarray(5)); // "abc"
 */
export function unsnappy(
  bytes: Uint8Array,
  start: number,
  end: number,
  target: number,
  capacity: number,
): number {
  let at = start;
  let length = 0;
  for (let scale = 1; ; scale *= 128) {
    if (at >= end || scale > 2 ** 28) return -1;
    const byte = bytes[at++]!;
    length += (byte & 0x7f) * scale;
    if (byte < 0x80) break;
  }
  if (length > capacity) return -1;
  const targetEnd = target + length;
  let to = target;
  while (at < end) {
    const tag = bytes[at++]!;
    const kind = tag & 3;
    if (kind === 0) {
      // Bytes as they are; the count less one stands in the tag, or in one to four bytes behind it.
      let count = tag >>> 2;
      const wide = Math.max(0, count - 59);
      if (at + wide > end) return -1;
      if (wide > 0) count = littleEndian(bytes, at, wide);
      at += wide;
      count += 1;
      if (at + count > end || to + count > targetEnd) return -1;
      bytes.copyWithin(to, at, at + count);
      at += count;
      to += count;
    } else {
      // Bytes that came before; they may run into what is being written, which repeats them.
      const wide = kind === 3 ? 4 : kind;
      if (at + wide > end) return -1;
      const count = kind === 1 ? ((tag >>> 2) & 7) + 4 : (tag >>> 2) + 1;
      const distance = littleEndian(bytes, at, wide) + (kind === 1 ? (tag >>> 5) << 8 : 0);
      at += wide;
      if (distance === 0 || distance > to - target || to + count > targetEnd) return -1;
      if (distance >= count) bytes.copyWithin(to, to - distance, to - distance + count);
      else for (let i = to; i < to + count; i++) bytes[i] = bytes[i - distance]!;
      to += count;
    }
  }
  return to === targetEnd ? length : -1;
}

function littleEndian(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let i = count - 1; i >= 0; i--) value = value * 256 + bytes[at + i]!;
  return value;
}
