import { Buffer } from "node:buffer";
import type { PingDocument } from "./types.js";

/**
 * Encodes pings as JSON lines, each ended by a newline.
 *
 * @example
 * new TextDecoder().decode(encodeJsonLines([{ type: "main" }])); // '{"type":"main"}\n'
 */
export function encodeJsonLines(pings: Iterable<PingDocument>): Uint8Array {
  return Buffer.from(Array.from(pings, (ping) => JSON.stringify(ping) + "\n").join(""));
}
