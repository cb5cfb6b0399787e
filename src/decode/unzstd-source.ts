import * as zlib from "node:zlib";
import type { ByteSource } from "./byte-source.js";
import { platformUnzstdSource } from "./platform-unzstd-source.js";
import { prefetchSource } from "./prefetch-source.js";
import type { PlatformStream } from "./stream-steps.js";
import { wasmUnzstdSource } from "./wasm-unzstd-source.js";

/** zlib's default chunks of 16 KiB cost a good part of the speed. */
const CHUNK_BYTES = 1 << 18;

/** Node has zstd from 22.15 on. */
const { createZstdDecompress } = zlib as {
  readonly createZstdDecompress?: (options: { readonly chunkSize: number }) => PlatformStream;
};

/**
 * Decompresses zstd, any number of frames, until its end or the first damaged block: by the platform, where it has zstd,
 * or else in WebAssembly.
 *
 * @param reopen - Opens the compressed bytes once more. Without it the platform, which drops what precedes damage, is not asked.
 */
export function unzstdSource(input: ByteSource, reopen?: () => AsyncIterable<Uint8Array>): ByteSource {
  if (createZstdDecompress === undefined || reopen === undefined) return wasmUnzstdSource(input);
  return prefetchSource(
    platformUnzstdSource(input, reopen, () => createZstdDecompress({ chunkSize: CHUNK_BYTES })),
  );
}
