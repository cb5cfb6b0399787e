import { crc32 } from "./crc32.js";

/**
 * Computes which of the hundred client groups a client is in: CRC-32 of its id, modulo 100, as the
 * pipeline wrote it to `meta/sampleId`. A client stays in its group for ever.
 *
 * @returns A whole number from 0 to 99.
 *
 * @example
 * sampleIdOf("c0ffeec0-ffee-c0ff-eec0-ffeec0ffeec0"); // 33
 */
export function sampleIdOf(clientId: string): number {
  return crc32(clientId) % 100;
}
