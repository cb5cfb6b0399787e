import { PATTERNS } from "./inflate-codes";

/** Two literals, the longest match, and what its copy may write behind it. */
export const COPY_ROOM: usize = 2 + 258 + 32;

/** Copies a match from `distance` before; writes up to 31 bytes more than its length. */
// @ts-ignore: decorator
@inline
export function copyMatch(out: usize, distance: usize, length: usize): void {
  const last = out + length;
  let bytes = v128.load(out - distance);
  if (distance < 16) {
    // The same few bytes again and again, and so are those from some times as far before.
    bytes = i8x16.swizzle(bytes, v128.load(distance << 4, PATTERNS));
    distance = load<u8>(distance, PATTERNS);
  }
  // Most matches are short: what their length is, is looked at only behind the first 32 bytes.
  v128.store(out, bytes);
  v128.store(out, v128.load(out + 16 - distance), 16);
  out += 32;
  while (out < last) {
    v128.store(out, v128.load(out - distance));
    out += 16;
  }
}
