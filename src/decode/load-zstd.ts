/** zstd's streaming functions, with pointers into `memory`. */
export interface ZstdFunctions {
  readonly memory: { readonly buffer: ArrayBuffer };
  malloc(byteLength: number): number;
  free(pointer: number): void;
  ZSTD_createDCtx(): number;
  ZSTD_freeDCtx(context: number): number;
  ZSTD_DStreamInSize(): number;
  ZSTD_DStreamOutSize(): number;
  ZSTD_decompressStream(context: number, output: number, input: number): number;
}

let loading: Promise<ZstdFunctions> | null = null;

/**
 * Loads the WebAssembly module in the `zstddec` package.
 *
 * The package's own loop never looks at zstd's error codes and so runs for ever on damaged input; only its
 * module is used, taken where the package's initialiser hands it over.
 */
export function loadZstd(): Promise<ZstdFunctions> {
  loading ??= load().catch((error: unknown) => {
    // The next one may have more luck.
    loading = null;
    throw error;
  });
  return loading;
}

async function load(): Promise<ZstdFunctions> {
  // Only who meets zstd pays for loading it.
  const { ZSTDDecoder } = await import("zstddec/stream");
  return new Promise<ZstdFunctions>((resolve, reject) => {
    class Handover extends ZSTDDecoder {
      override _init(result: Parameters<InstanceType<typeof ZSTDDecoder>["_init"]>[0]): void {
        super._init(result);
        resolve((result as unknown as { instance: { exports: unknown } }).instance.exports as ZstdFunctions);
      }
    }
    new Handover().init().catch(reject);
  });
}
