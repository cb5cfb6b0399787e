import { Buffer } from "node:buffer";
import { createRequire } from "node:module";
import type { PingDocument } from "./types.js";

/**
 * Encodes a ping as a Firefox profile archives it: `mozLz40`, the length, one LZ4 block.
 *
 * @example
 * new TextDecoder().decode(encodeJsonLz4({ type: "main" }).subarray(0, 7)); // "mozLz40"
 */
export function encodeJsonLz4(ping: PingDocument): Uint8Array {
  const lz4 = createRequire(import.meta.url)("lz4-napi") as typeof import("lz4-napi");
  const sizeAndBlock = lz4.compressSync(Buffer.from(JSON.stringify(ping)));
  return Buffer.concat([Buffer.from("mozLz40\0"), sizeAndBlock]);
}
