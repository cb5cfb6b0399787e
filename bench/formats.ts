// Measures every way to decompress that could be chosen, on the same pings: gunzip by the size of its chunks, zstd by
// platform, package and our stream, Snappy by package, WebAssembly and TypeScript. MB of content a second, medians and
// best of interleaved rounds in one process; by CPU time, as zlib works on a thread of its own.
//
//   node dist/bench/formats.js --mb 50 --rounds 5
import type { Buffer } from "node:buffer";
import { createReadStream, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { parseArgs } from "node:util";
import zlib from "node:zlib";
import * as bokuweb from "@bokuweb/zstd-wasm";
import { uncompressSync } from "snappy";
import { ZSTDDecoder } from "zstddec";
import type { ByteSource } from "../src/decode/byte-source.js";
import { gunzipSource } from "../src/decode/gunzip-source.js";
import { sourceFromChunks } from "../src/decode/source-from-chunks.js";
import { unzstdSource } from "../src/decode/unzstd-source.js";
import { zlibGunzipSource } from "../src/decode/zlib-gunzip-source.js";
import * as kernel from "../src/kernel/index.js";
import type { Format } from "./data/formats.js";
import { type BenchLake, writeLake } from "./data/write-lake.js";
import { hekaBlocks } from "./scan/heka-blocks.js";

const { values: options } = parseArgs({
  options: {
    mb: { type: "string", default: "100" },
    rounds: { type: "string", default: "5" },
    seed: { type: "string", default: "1" },
    cache: { type: "string", default: join(tmpdir(), "pingframe-bench") },
  },
});

/** Decompresses a lake and gives the content's length. */
type Way = (lake: BenchLake) => Promise<number>;

const CHUNK_BYTES = 1 << 20;
const open = (file: string): Readable => createReadStream(file, { highWaterMark: CHUNK_BYTES });

async function lengthOf(chunks: AsyncIterable<Uint8Array>): Promise<number> {
  let length = 0;
  for await (const chunk of chunks) length += chunk.length;
  return length;
}

/** Decompresses file by file, whole. */
const whole =
  (decompress: (bytes: Buffer) => Uint8Array): Way =>
  async ({ files }) => {
    let length = 0;
    for (const file of files) length += decompress(readFileSync(file)).length;
    return length;
  };

/** Decompresses file by file, as streams. */
const streamed =
  (decompress: (stored: Readable) => AsyncIterable<Uint8Array>): Way =>
  async ({ files }) => {
    let length = 0;
    for (const file of files) length += await lengthOf(decompress(open(file)));
    return length;
  };

const zstddec = new ZSTDDecoder();
await zstddec.init();
await bokuweb.init();
const { createZstdDecompress } = zlib as { createZstdDecompress?: (options: object) => zlib.Gunzip };

const ownGunzip = (stored: Readable): AsyncIterable<Uint8Array> =>
  pieces(gunzipSource(sourceFromChunks(stored)));
const zlibGunzip = (stored: Readable): AsyncIterable<Uint8Array> =>
  pieces(zlibGunzipSource(sourceFromChunks(stored)));
const ownUnzstd = (stored: Readable): AsyncIterable<Uint8Array> =>
  pieces(unzstdSource(sourceFromChunks(stored)));

async function* pieces(source: ByteSource): AsyncIterable<Uint8Array> {
  for (let chunk = await source.next(); chunk !== null; chunk = await source.next()) yield chunk;
  await source.close();
}

function snappyBy(create: typeof kernel.createTypeScriptProjector): Way {
  const projector = create(kernel.compileTrie([]));
  return async ({ files }) => {
    let length = 0;
    for (const file of files) {
      const stored = readFileSync(file);
      for (const [start, end] of hekaBlocks(stored)) {
        const target = end - start + 64;
        projector.reserve(target + (4 << 20));
        projector.bytes.set(stored.subarray(start, end));
        length += projector.unsnappy(0, end - start, target, 4 << 20);
      }
    }
    return length;
  };
}

const gunzips = [16, 64, 256, 1024, 4096].map((kibibytes): [string, Way] => [
  `createGunzip, chunks of ${kibibytes} KiB${kibibytes === 16 ? " (Node's default)" : ""}`,
  streamed((stored) => stored.pipe(zlib.createGunzip({ chunkSize: kibibytes * 1024 }))),
]);
const wasm = (kernel as { createWasmProjector?: typeof kernel.createTypeScriptProjector })
  .createWasmProjector;

const ways: readonly (readonly [Format, readonly (readonly [name: string, way: Way])[]])[] = [
  [
    "json-lines-gzip",
    [
      ["our stream, in the kernel", streamed(ownGunzip)],
      ["our stream, by zlib", streamed(zlibGunzip)],
      ...gunzips,
      ["gunzipSync, whole", whole((bytes) => zlib.gunzipSync(bytes))],
      [
        "DecompressionStream",
        streamed(
          (stored) =>
            Readable.toWeb(stored).pipeThrough(
              new DecompressionStream("gzip") as never,
            ) as AsyncIterable<Uint8Array>,
        ),
      ],
    ],
  ],
  [
    "json-lines-zstd",
    [
      ...(createZstdDecompress === undefined
        ? []
        : ([
            [
              "node:zlib, chunks of 1 MiB",
              streamed((stored) => stored.pipe(createZstdDecompress({ chunkSize: CHUNK_BYTES }))),
            ],
          ] as const)),
      ["zstddec, our stream", streamed(ownUnzstd)],
      ["zstddec, whole", whole((bytes) => zstddec.decode(bytes))],
      [
        "@bokuweb/zstd-wasm, whole",
        whole((bytes) => bokuweb.decompress(bytes, { defaultHeapSize: 20 * bytes.length })),
      ],
    ],
  ],
  [
    "heka-whole-snappy",
    [
      [
        "snappy (native), a message a call",
        async ({ files }) => {
          let length = 0;
          for (const file of files) {
            const stored = readFileSync(file);
            for (const [start, end] of hekaBlocks(stored)) {
              length += uncompressSync(stored.subarray(start, end), { asBuffer: true }).length;
            }
          }
          return length;
        },
      ],
      ...(wasm === undefined ? [] : ([["the kernel, WebAssembly", snappyBy(wasm)]] as const)),
      ["the kernel, TypeScript", snappyBy(kernel.createTypeScriptProjector)],
    ],
  ],
];

interface Timing {
  readonly cpuMs: number;
  readonly wallMs: number;
}

async function measure(way: Way, lake: BenchLake): Promise<Timing & { length: number }> {
  const before = process.cpuUsage();
  const startedAt = performance.now();
  const length = await way(lake);
  const wallMs = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(before);
  return { length, wallMs, cpuMs: (user + system) / 1000 };
}

for (const [format, contestants] of ways) {
  const lake = await writeLake(format, {
    cache: options.cache,
    megabytes: Number(options.mb),
    seed: Number(options.seed),
  });
  const timings = new Map<string, Timing[]>(contestants.map(([name]) => [name, []]));
  let length = 0;
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const [name, way] of contestants) {
      const { length: found, ...timing } = await measure(way, lake);
      if (length !== 0 && found !== length)
        throw new Error(`${name} gave ${found} bytes; expected ${length}`);
      length = found;
      timings.get(name)!.push(timing);
    }
  }
  process.stdout.write(
    `\n${format}: ${(length / 1e6).toFixed(0)} MB from ${(lake.storedBytes / 1e6).toFixed(1)} MB\n`,
  );
  const rate = (milliseconds: number): string =>
    `${(length / 1000 / milliseconds).toFixed(0).padStart(5)} MB/s`;
  for (const [name, found] of timings) {
    const cpu = found.map(({ cpuMs }) => cpuMs).sort((a, b) => a - b);
    const wall = found.map(({ wallMs }) => wallMs).sort((a, b) => a - b);
    process.stdout.write(
      `  ${name.padEnd(46)} CPU median ${rate(cpu[cpu.length >> 1]!)}, best ${rate(cpu[0]!)}; wall median ${rate(wall[wall.length >> 1]!)}\n`,
    );
  }
}
