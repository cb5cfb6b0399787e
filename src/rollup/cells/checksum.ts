import { crc32 } from "node:zlib";

/** The checksum that encoded aggregates end with: CRC-32. */
export function checksum(bytes: Uint8Array): number {
  return crc32(bytes);
}
