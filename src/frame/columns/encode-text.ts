const encoder = new TextEncoder();
const loneHalf = /\p{Surrogate}/u;
const loneHalves = /\p{Surrogate}/gu;

/**
 * Writes a text as UTF-8, and lone halves of surrogate pairs, for which UTF-8 has no bytes, as those their
 * code points would have (WTF-8), so that every string reads back as it was.
 *
 * @param target - Has room for three bytes a character.
 * @returns How many bytes were written.
 */
export function encodeText(text: string, target: Uint8Array): number {
  if (!hasLoneHalf(text)) return encoder.encodeInto(text, target).written;
  let end = 0;
  let from = 0;
  for (const { index } of text.matchAll(loneHalves)) {
    end += encoder.encodeInto(text.slice(from, index), target.subarray(end)).written;
    const unit = text.charCodeAt(index);
    target[end++] = 0xe0 | (unit >> 12);
    target[end++] = 0x80 | ((unit >> 6) & 0x3f);
    target[end++] = 0x80 | (unit & 0x3f);
    from = index + 1;
  }
  return end + encoder.encodeInto(text.slice(from), target.subarray(end)).written;
}

/** Whether a text holds half a surrogate pair without its other half. */
export function hasLoneHalf(text: string): boolean {
  return loneHalf.test(text);
}
