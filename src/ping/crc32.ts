const table = makeTable();
const encoder = new TextEncoder();

function makeTable(): Int32Array {
  const crcs = new Int32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    crcs[byte] = crc;
  }
  return crcs;
}

/**
 * Computes the CRC-32 of a text's UTF-8 bytes (the one of zip, gzip and zlib), from 0 to 2^32 - 1.
 * Node's own `zlib.crc32` came only with 20.15 and 22.2.
 *
 * @example
 * crc32("123456789").toString(16); // "cbf43926"
 */
export function crc32(text: string): number {
  let crc = -1;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) return crc32OfBytes(encoder.encode(text));
    crc = (table[(crc ^ unit) & 0xff] as number) ^ (crc >>> 8);
  }
  return ~crc >>> 0;
}

function crc32OfBytes(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) crc = (table[(crc ^ byte) & 0xff] as number) ^ (crc >>> 8);
  return ~crc >>> 0;
}
