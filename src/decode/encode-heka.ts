import { Buffer } from "node:buffer";
import { encodePing } from "./encode-ping.js";
import type { EncodePingOptions, PingDocument } from "./types.js";

/**
 * Encodes pings as a Heka object: their records one after the other.
 *
 * @throws {TypeError} As {@link encodePing}.
 *
 * @example
 * encodeHeka([]).length; // 0
 */
export function encodeHeka(pings: Iterable<PingDocument>, options: EncodePingOptions = {}): Uint8Array {
  return Buffer.concat(Array.from(pings, (ping) => encodePing(ping, options)));
}
