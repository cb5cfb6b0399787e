import { promisify } from "node:util";
import { gzip } from "node:zlib";

/**
 * Compresses an object whole. Equal bytes give equal results on every machine with the same zlib or zstd.
 *
 * @param level - 1 (fast) to 9 for gzip, to 19 for zstd. @defaultValue 6 for gzip, 3 for zstd
 *
 * @example
 * (await compressObject(new Uint8Array(1000), "gzip")).length < 100; // true
 */
export async function compressObject(
  bytes: Uint8Array,
  compression: "gzip" | "zstd",
  level?: number,
): Promise<Uint8Array> {
  if (compression === "gzip") {
    const compressed = await promisify(gzip)(bytes, level === undefined ? {} : { level });
    // zlib writes no time, but the system it was built on: 255 says that it is unknown.
    compressed[9] = 255;
    return compressed;
  }
  const zstd = await import("@bokuweb/zstd-wasm");
  zstdReady ??= zstd.init();
  await zstdReady;
  return zstd.compress(bytes, level ?? 3);
}

let zstdReady: Promise<void> | null = null;
