import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import * as zlib from "node:zlib";
import type { ByteSource } from "../../src/decode/byte-source.js";
import { sourceFromChunks } from "../../src/decode/source-from-chunks.js";
import { unzstdSource } from "../../src/decode/unzstd-source.js";
import { wasmUnzstdSource } from "../../src/decode/wasm-unzstd-source.js";
import { below, cut, mutate, oneOf, type Random, readSource, someContent } from "../support/byte-streams.js";
import { randomFrom } from "../support/random-from.js";

/** What Node has from 22.15 on. */
const platform = zlib as unknown as {
  readonly zstdCompressSync?: (bytes: Uint8Array, options: { params: Record<number, number> }) => Buffer;
  readonly constants: Readonly<Record<string, number>>;
};

const SKIPPABLE = Buffer.from([0x53, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);

/** A frame that holds content as the random choices will have it: level, window, size told or not. */
function someFrame(random: Random, content: Buffer, isChecked: boolean): Buffer {
  const { constants, zstdCompressSync } = platform;
  const params = {
    [constants["ZSTD_c_compressionLevel"]!]: 1 + below(random, 12),
    [constants["ZSTD_c_checksumFlag"]!]: isChecked ? 1 : 0,
    [constants["ZSTD_c_contentSizeFlag"]!]: below(random, 2),
    [constants["ZSTD_c_windowLog"]!]: 10 + below(random, 11),
  };
  return zstdCompressSync!(content, { params });
}

/** A source by the platform, and how often the bytes were opened again. */
function byPlatform(bytes: Uint8Array, sizeOf: () => number): { source: ByteSource; opened: () => number } {
  let opened = 0;
  const source = unzstdSource(sourceFromChunks(cut(bytes, sizeOf)), () => {
    opened++;
    return cut(bytes, sizeOf);
  });
  return { source, opened: () => opened };
}

const suite = platform.zstdCompressSync === undefined ? describe.skip : describe;

suite("unzstdSource(source, reopen), by the platform", () => {
  it("gives what WebAssembly gives of streams and of what damage leaves of them, and fails where it fails", async (test) => {
    const seed = Number(process.env["PINGFRAME_SEED"] ?? randomInt(2 ** 31));
    test.diagnostic(`seed ${seed} (PINGFRAME_SEED=${seed} repeats this)`);
    const random = randomFrom(seed);
    const failures = new Map<string | null, number>();
    for (let i = 0; i < Number(process.env["PINGFRAME_FUZZ"] ?? 150); i++) {
      const isChecked = random() < 0.7;
      const contents = Array.from({ length: 1 + below(random, 3) }, () => someContent(random));
      const parts = contents.map((content) => ({
        content,
        stored: Buffer.concat([
          random() < 0.3 ? SKIPPABLE : Buffer.alloc(0),
          someFrame(random, content, isChecked),
          random() < 0.3 ? SKIPPABLE : Buffer.alloc(0),
        ]),
      }));
      const whole = Buffer.concat(parts.map(({ stored }) => stored));
      const most = oneOf(random, [1 + (whole.length >> 8), 700, 70_000]);
      const sizeOf = (): number => 1 + below(random, most);
      const right = byPlatform(whole, sizeOf);
      assert.deepEqual(await readSource(right.source), { content: Buffer.concat(contents), failure: null });
      assert.equal(right.opened(), 0);
      // Without checksums what one version of zstd takes for damage another takes for content.
      for (let j = 0; j < 4 && isChecked; j++) {
        const damaged = mutate(random, whole);
        const own = await readSource(byPlatform(damaged, sizeOf).source);
        const other = await readSource(wasmUnzstdSource(sourceFromChunks(cut(damaged, sizeOf))));
        assert.equal(own.failure, other.failure, `failure of stream ${i}, damage ${j}`);
        // Where in a frame it is found differs as well; what lies before that frame is kept.
        const ends = parts.map((_, part) =>
          Buffer.concat(parts.slice(0, part + 1).map(({ stored }) => stored)),
        );
        const broken = ends.findIndex((stored) => !stored.equals(damaged.subarray(0, stored.length)));
        const kept = Buffer.concat(
          parts.slice(0, broken < 0 ? undefined : broken).map(({ content }) => content),
        );
        assert.ok(own.content.subarray(0, kept.length).equals(kept), `content of stream ${i}, damage ${j}`);
        if (own.failure === null) assert.ok(own.content.equals(other.content));
        failures.set(own.failure, (failures.get(own.failure) ?? 0) + 1);
      }
    }
    assert.deepEqual([...failures.keys()].sort(), [null, "zstd stream ends early", "zstd stream is damaged"]);
  });

  it("holds little of what a few bytes make", async () => {
    // A frame of 20,000 blocks that each repeat a byte 131,072 times: 2.6 GB of 80 KB.
    const blocks = Buffer.alloc(20_000 * 4, Buffer.from([2, 0, 16, 0x61]));
    const bytes = Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 56]), blocks]);
    const { source } = byPlatform(bytes, () => bytes.length);
    let most = 0;
    for (let read = 0; read < 100_000_000; ) {
      read += (await source.next())!.length;
      most = Math.max(most, process.memoryUsage().arrayBuffers);
    }
    await source.close();
    assert.ok(most < 100_000_000, `${most} bytes were held`);
  });

  it("closes what it reads, and gives nothing more", async () => {
    let isOpen = true;
    async function* chunks(): AsyncGenerator<Uint8Array> {
      try {
        for (let i = 0; i < 1000; i++) yield someFrame(randomFrom(i), Buffer.alloc(100_000, `${i}`), true);
      } finally {
        isOpen = false;
      }
    }
    const source = unzstdSource(sourceFromChunks(chunks()), chunks);
    assert.ok((await source.next())!.length > 0);
    await source.close();
    assert.equal(isOpen, false);
    assert.equal(await source.next(), null);
  });
});

if (platform.zstdCompressSync === undefined) {
  /** Installs a Node that has zstd, once; later runs find it. Gives its path, or why there is none. */
  const installNode = (): { readonly path: string } | { readonly reason: string } => {
    const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
    const folder = join(import.meta.dirname, "..", "..", "..", "node_modules", ".cache", "node-24");
    const path = join(
      folder,
      "node_modules",
      name,
      "bin",
      process.platform === "win32" ? "node.exe" : "node",
    );
    if (existsSync(path)) return { path };
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), '{ "private": true }');
    const options = ["install", "--no-audit", "--no-fund", `${name}@24`];
    const run = spawnSync("npm", options, { cwd: folder, encoding: "utf8", timeout: 180_000 });
    return run.status === 0 ? { path } : { reason: `npm install failed: ${run.stderr.slice(-500)}` };
  };

  describe("unzstdSource(source, reopen), on a Node that has zstd", () => {
    it("passes these tests", (test) => {
      const node = installNode();
      if ("reason" in node) {
        if (process.env["CI"] === "true") throw new Error(node.reason);
        test.skip(`NOT TESTED with the platform's zstd: ${node.reason}`);
        return;
      }
      const options = ["--enable-source-maps", "--test", "--test-reporter=tap", import.meta.filename];
      const { NODE_TEST_CONTEXT: _, ...env } = process.env;
      const run = spawnSync(node.path, options, { encoding: "utf8", env });
      assert.equal(run.status, 0, run.stdout + run.stderr);
      assert.match(run.stdout, /^# pass 3$/m);
      assert.match(run.stdout, /^# skipped 0$/m);
    });
  });
}
