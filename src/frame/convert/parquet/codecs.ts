import { loadPackage } from "../load-package.js";

type Codec = (input: Uint8Array) => Uint8Array;

interface NativeSnappy {
  compressSync(input: Uint8Array): Uint8Array;
  uncompressSync(input: Uint8Array): Uint8Array;
}

/** What pages are compressed with: native Snappy, or where it is missing the Parquet library's own, which is slower. */
export function pageCompressors(): { readonly SNAPPY?: Codec } {
  const snappy = nativeSnappy();
  return snappy === null ? {} : { SNAPPY: (input) => snappy.compressSync(input) };
}

/** What pages of ours and of others are decompressed with. */
export function pageDecompressors(): { readonly [Name in "SNAPPY" | "GZIP" | "BROTLI" | "ZSTD"]?: Codec } {
  const zlib = process.getBuiltinModule("node:zlib");
  const zstd = (zlib as { zstdDecompressSync?: Codec }).zstdDecompressSync;
  const snappy = nativeSnappy();
  return {
    GZIP: (input) => zlib.gunzipSync(input),
    BROTLI: (input) => zlib.brotliDecompressSync(input),
    ...(snappy === null ? {} : { SNAPPY: (input: Uint8Array) => snappy.uncompressSync(input) }),
    ...(zstd === undefined ? {} : { ZSTD: (input: Uint8Array) => zstd(input) }),
  };
}

function nativeSnappy(): NativeSnappy | null {
  try {
    return loadPackage("snappy") as NativeSnappy;
  } catch {
    return null;
  }
}
