/**
 * Reads the message length from a Heka record's protobuf header.
 *
 * @returns The length in bytes, or `null` if the bytes are not a header. Signatures are skipped unchecked.
 */
export function parseHekaHeader(bytes: Uint8Array, start: number, end: number): number | null {
  let length: number | null = null;
  let at = start;
  while (at < end) {
    const tag = bytes[at++]!;
    const wireType = tag & 7;
    // Fields have numbers up to 6 and so tags of one byte.
    if (tag >= 0x80 || tag < 8 || (wireType !== 0 && wireType !== 2)) return null;
    let value = 0;
    let byte = 0x80;
    for (let shift = 0; byte >= 0x80; shift += 7) {
      if (at >= end || shift > 28) return null;
      byte = bytes[at++]!;
      value += (byte & 0x7f) * 2 ** shift;
    }
    if (wireType === 2) at += value;
    else if (tag === 0x08) length = value;
    if (tag === 0x0a || at > end) return null;
  }
  return length !== null && length <= 0xffffffff ? length : null;
}
