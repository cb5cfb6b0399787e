/**
 * Checks a half-open range of bytes.
 *
 * @returns The range, with `end` infinite where it is left open.
 * @throws {RangeError} If it is no range of whole numbers from 0.
 */
export function checkRange({ start = 0, end }: { readonly start?: number; readonly end?: number }): {
  readonly start: number;
  readonly end: number;
} {
  if (!Number.isSafeInteger(start) || start < 0) {
    throw new RangeError(`start of a read is not a whole number from 0: ${start}`);
  }
  if (end !== undefined && (!Number.isSafeInteger(end) || end < start)) {
    throw new RangeError(`end of a read is not a whole number from start (${start}): ${end}`);
  }
  return { start, end: end ?? Number.POSITIVE_INFINITY };
}
