import { patterns } from "./inflate-codes";

/** Two literals, the longest match, and what its copy may write behind it. */
export const COPY_ROOM: usize = 2 + 258 + 32;

/** Copies a match from `distance` before; writes up to 31 bytes more than its length. */
// @ts-ignore: decorator
@inline
export function copyMatch(out: usize, distance: usize, length: usize): void {
  let source = out - distance;
  const last = out + length;
  if (distance >= 16) {
    // Most matches are short: what their length is, is looked at only behind the first 32 bytes.
    v128.store(out, v128.load(source));
    v128.store(out, v128.load(source, 16), 16);
    source += 32;
    out += 32;
    while (out < last) {
      v128.store(out, v128.load(source));
      source += 16;
      out += 16;
    }
  } else {
    // The same few bytes again and again.
    const pattern = i8x16.swizzle(v128.load(source), v128.load(patterns + (distance << 4)));
    const step = 16 - (16 % distance);
    do {
      v128.store(out, pattern);
      out += step;
    } while (out < last);
  }
}
