import { createRequire } from "node:module";
import type { Projector } from "../kernel/index.js";
import type { ByteWindow } from "./byte-window.js";

type Snappy = typeof import("snappy");
let snappy: Snappy | null = null;
/** What decompressing may overwrite behind the block. */
const SPARE_BYTES = 64;
/** Copying the output is five times as fast as making an external buffer of it. */
const COPIED = { asBuffer: true, copyOutputData: true };

function loadSnappy(): Snappy {
  snappy ??= createRequire(import.meta.url)("snappy") as Snappy;
  return snappy;
}

/** Compresses to a raw Snappy block. */
export function compressSnappy(bytes: Uint8Array): Uint8Array {
  return loadSnappy().compressSync(bytes, COPIED);
}

/** Where a decompressed block lies. */
export interface UncompressedBlock {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
}

/** Decompresses a raw Snappy block, or gives `null` if it is not one or announces more than `maxBytes`. */
export function uncompressSnappy(
  bytes: Buffer,
  start: number,
  end: number,
  maxBytes: number,
): UncompressedBlock | null {
  const announced = announcedLength(bytes, start, end);
  if (announced === null || announced > maxBytes || !isPlausible(announced, end - start)) return null;
  try {
    const output = loadSnappy().uncompressSync(bytes.subarray(start, end), COPIED) as Buffer;
    return output.length === announced ? { bytes: output, start: 0, end: announced } : null;
  } catch {
    return null;
  }
}

/** Decompresses a block into the memory that the window lies in, whose `bytes` move if it has to grow. */
export function uncompressSnappyInto(
  window: ByteWindow,
  start: number,
  end: number,
  maxBytes: number,
  projector: Projector,
): UncompressedBlock | null {
  const announced = announcedLength(window.bytes, start, end);
  if (announced === null || announced > maxBytes || !isPlausible(announced, end - start)) return null;
  const target = window.makeRoom(announced + SPARE_BYTES);
  const length = projector.unsnappy(start, end, target, announced);
  return length === announced ? { bytes: window.bytes, start: target, end: target + length } : null;
}

/**
 * Tells whether the beginning of a message can be that of a Snappy block of `end - start` bytes.
 *
 * Walks the block's elements without copying: a block is over exactly when its announced length is reached.
 */
export function isSnappyPrefix(bytes: Uint8Array, start: number, end: number, available: number): boolean {
  const announced = announcedLength(bytes, start, available);
  if (announced === null || !isPlausible(announced, end - start)) return false;
  let at = start;
  while (bytes[at]! >= 0x80) at++;
  at++;
  let produced = 0;
  while (at < available) {
    if (produced >= announced) return false;
    const tag = bytes[at]!;
    const kind = tag & 3;
    if (kind === 0) {
      let length = (tag >>> 2) + 1;
      at++;
      if (length > 60) {
        const extra = length - 60;
        if (at + extra > available) return at + extra <= end;
        length = 1;
        for (let i = 0; i < extra; i++) length += bytes[at + i]! * 2 ** (8 * i);
        at += extra;
      }
      at += length;
      produced += length;
    } else {
      const size = kind === 1 ? 2 : kind === 2 ? 3 : 5;
      if (at + size > available) return at + size <= end;
      let offset = kind === 1 ? ((tag >>> 5) << 8) | bytes[at + 1]! : bytes[at + 1]! | (bytes[at + 2]! << 8);
      if (kind === 3) offset += bytes[at + 3]! * 65536 + bytes[at + 4]! * 16777216;
      if (offset === 0 || offset > produced) return false;
      produced += kind === 1 ? ((tag >>> 2) & 7) + 4 : (tag >>> 2) + 1;
      at += size;
    }
    if (at > end || produced > announced) return false;
  }
  return true;
}

/** The length in front of a block, a varint of at most 32 bits. */
function announcedLength(bytes: Uint8Array, start: number, end: number): number | null {
  let length = 0;
  for (let i = 0; i < 5 && start + i < end; i++) {
    const byte = bytes[start + i]!;
    length += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return length <= 0xffffffff ? length : null;
  }
  return null;
}

/** An element makes 1 to 64 bytes from at least 2, or a literal of n bytes from at most n + 5. */
function isPlausible(announced: number, blockBytes: number): boolean {
  return announced <= blockBytes * 32 && blockBytes <= announced * 6 + 5;
}
