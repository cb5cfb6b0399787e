import { parseHekaHeader } from "./heka-header.js";
import type { ObjectFormat } from "./types.js";

const MOZ_LZ4 = [0x6d, 0x6f, 0x7a, 0x4c, 0x7a, 0x34, 0x30, 0x00];

/**
 * Recognises a format or a compression by an object's first bytes.
 *
 * Bytes that start with neither are searched for a Heka record's beginning and for a line that starts with
 * `{`, so that an object whose first record is damaged is still recognised; a few kilobytes help.
 *
 * @returns `null` if the bytes are empty or like nothing known.
 *
 * @example
 * sniffFormat(new TextEncoder().encode('{"type":"main"}')); // "json-lines"
 * sniffFormat(Uint8Array.of(0x1f, 0x8b, 8)); // "gzip"
 * sniffFormat(Uint8Array.of(1, 2, 3)); // null
 */
export function sniffFormat(firstBytes: Uint8Array): "gzip" | "zstd" | ObjectFormat | null {
  const [a, b, c, d] = firstBytes;
  if (a === 0x1f && b === 0x8b) return "gzip";
  if (a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd) return "zstd";
  // A skippable frame may come before the first real one.
  if (a !== undefined && a >> 4 === 5 && b === 0x2a && c === 0x4d && d === 0x18) return "zstd";
  if (MOZ_LZ4.every((byte, i) => firstBytes[i] === byte)) return "jsonlz4";
  if (isHekaStart(firstBytes, 0)) return "heka";
  if (startsWithObject(firstBytes)) return "json-lines";
  for (let at = firstBytes.indexOf(0x1e); at >= 0; at = firstBytes.indexOf(0x1e, at + 1)) {
    if (isHekaStart(firstBytes, at)) return "heka";
  }
  for (let at = firstBytes.indexOf(0x0a); at >= 0; at = firstBytes.indexOf(0x0a, at + 1)) {
    if (isObjectStart(firstBytes, at + 1)) return "json-lines";
  }
  return null;
}

/** Whether the first line is like a JSON object's beginning. Then, if nothing compressed or Heka starts so, it is JSON lines. */
export function startsWithObject(firstBytes: Uint8Array): boolean {
  const [a, b, c] = firstBytes;
  return isObjectStart(firstBytes, a === 0xef && b === 0xbb && c === 0xbf ? 3 : 0);
}

/** Whether a record's separator, header and unit separator stand at an offset. */
function isHekaStart(bytes: Uint8Array, at: number): boolean {
  if (bytes[at] !== 0x1e || at + 1 >= bytes.length) return false;
  const headerEnd = at + 2 + bytes[at + 1]!;
  return (
    headerEnd < bytes.length &&
    bytes[headerEnd] === 0x1f &&
    parseHekaHeader(bytes, at + 2, headerEnd) !== null
  );
}

/** Whether, after white space, text like the beginning of a JSON object follows. */
function isObjectStart(bytes: Uint8Array, start: number): boolean {
  const at = skipSpace(bytes, start);
  if (bytes[at] !== 0x7b) return false;
  const next = bytes[skipSpace(bytes, at + 1)];
  return next === undefined || next === 0x22 || next === 0x7d;
}

function skipSpace(bytes: Uint8Array, start: number): number {
  let at = start;
  while (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09) at++;
  return at;
}
