import type { StoredObject } from "../store/index.js";

/** The lines of an object that start at one of its bytes and before another. */
export interface LinesPart {
  readonly from: number;
  readonly to: number;
}

/** An object to read, or some of its lines. */
export interface ObjectToRead extends StoredObject {
  /** @defaultValue the whole object */
  readonly lines?: LinesPart;
}

const NEWLINE = 0x0a;
/** What is read behind a part at first, for the rest of its last line. */
const LINE_BYTES = 1 << 18;

/** Splits objects of lines into parts of about so many bytes, which together have every line once. */
export function partsOfLines(object: StoredObject, partBytes: number): ObjectToRead[] {
  const count = Math.max(1, Math.round(object.byteLength / partBytes));
  return Array.from({ length: count }, (_, part) => {
    const place = (at: number): number => Math.round((object.byteLength / count) * at);
    return { ...object, lines: { from: place(part), to: place(part + 1) } };
  });
}

/** How many of an object's bytes are to be read, give or take a line. */
export function sizeOf({ lines, byteLength }: ObjectToRead): number {
  return lines === undefined ? byteLength : lines.to - lines.from;
}

/** How many objects begin with what is read: 0 for a part that another one comes before. */
export function objectsIn({ lines }: ObjectToRead): 0 | 1 {
  return lines === undefined || lines.from === 0 ? 1 : 0;
}

/**
 * Reads the lines of a part: from behind the first newline at or behind the byte before it, to the first at or behind
 * its last byte. So a line belongs to the part that it starts in, whole.
 *
 * @param read - Reads the object from one byte to before another, or to its end.
 * @param onStart - Told where the first line starts, before its bytes come.
 * @returns Whether the object was there, up to where the part ends, and was no longer than listed.
 */
export async function* readLines(
  { lines: { from, to }, byteLength }: { readonly lines: LinesPart; readonly byteLength: number },
  read: (start: number, end: number | undefined) => AsyncIterable<Uint8Array>,
  onStart: (offset: number) => void,
): AsyncGenerator<Uint8Array, boolean> {
  // The last part ends where the object does, which may not be where it was listed to.
  const isLast = to === byteLength;
  let at = Math.max(0, from - 1);
  let isStarted = from === 0;
  for (let past = LINE_BYTES; ; past *= 4) {
    const until = !isLast && to + past < byteLength ? to + past : undefined;
    for await (const piece of read(at, until)) {
      const end = at + piece.length;
      let start = 0;
      if (!isStarted) {
        start = piece.indexOf(NEWLINE) + 1;
        isStarted = start > 0;
        // A line that spans the whole part belongs to an earlier one.
        if (!isLast && (isStarted ? at + start >= to : end >= to)) return true;
        if (isStarted) onStart(at + start);
      }
      if (isStarted) {
        const last = isLast || end < to ? -1 : piece.indexOf(NEWLINE, Math.max(start, to - 1 - at));
        yield piece.subarray(start, last < 0 ? piece.length : last + 1);
        if (last >= 0) return true;
      }
      at = end;
    }
    if (at !== until) return until === undefined && at === byteLength;
  }
}
