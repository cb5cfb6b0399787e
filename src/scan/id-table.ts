import { encodeText } from "../frame/index.js";

/**
 * A set of texts as buffers, which threads share instead of each having a copy: UTF-8 one after the other, and
 * a hash table of open addressing over them. It answers exactly, never only probably.
 */
export interface IdTable {
  /** How many texts there are. */
  readonly size: number;
  /** A power of two of slots: the place of a text plus one, or 0. */
  readonly slots: Int32Array;
  /** Text i is the bytes from `offsets[i]` to `offsets[i + 1]`. */
  readonly offsets: Uint32Array;
  readonly bytes: Uint8Array;
}

/**
 * Makes a table of texts. Its buffers are shared ones, so that it is handed to a thread without being copied.
 *
 * @param texts - Repeated ones count once. A million ids take about 50 MB.
 */
export function idTable(texts: Iterable<string>): IdTable {
  const distinct = new Set(texts);
  let longest = 0;
  for (const text of distinct) longest += 3 * text.length;
  const written = new Uint8Array(longest);
  const offsets = new Uint32Array(new SharedArrayBuffer(4 * (distinct.size + 1)));
  let slotCount = 8;
  while (slotCount < 2 * distinct.size) slotCount *= 2;
  const slots = new Int32Array(new SharedArrayBuffer(4 * slotCount));
  let [place, end] = [0, 0];
  for (const text of distinct) {
    const start = end;
    end += writeText(text, written, start);
    offsets[++place] = end;
    let slot = hashOf(written, start, end) & (slotCount - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (slotCount - 1);
    slots[slot] = place;
  }
  const bytes = new Uint8Array(new SharedArrayBuffer(end));
  bytes.set(written.subarray(0, end));
  return { size: distinct.size, slots, offsets, bytes };
}

let scratch = new Uint8Array(256);

/** Whether a table has a text. */
export function hasId(table: IdTable, text: string): boolean {
  if (3 * text.length > scratch.length) scratch = new Uint8Array(6 * text.length);
  return hasIdBytes(table, scratch, 0, writeText(text, scratch, 0));
}

/** Whether a table has the text whose UTF-8 lies from `start` to `end`. */
export function hasIdBytes(table: IdTable, bytes: Uint8Array, start: number, end: number): boolean {
  const last = table.slots.length - 1;
  for (let slot = hashOf(bytes, start, end) & last; ; slot = (slot + 1) & last) {
    const place = table.slots[slot]!;
    if (place === 0) return false;
    const from = table.offsets[place - 1]!;
    if (table.offsets[place]! - from !== end - start) continue;
    let i = start;
    while (i < end && table.bytes[from + i - start] === bytes[i]) i++;
    if (i === end) return true;
  }
}

/** Writes a text as UTF-8 and tells how many bytes that took. Ids are ASCII, for which an encoder is slow. */
function writeText(text: string, target: Uint8Array, start: number): number {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x80) return encodeText(text, target.subarray(start));
    target[start + i] = unit;
  }
  return text.length;
}

/** FNV-1a, its bits mixed once more: ids differ in few places. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let h = 0x811c9dc5;
  for (let i = start; i < end; i++) h = Math.imul(h ^ bytes[i]!, 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  return (h ^ (h >>> 13)) >>> 0;
}
