import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { closeSync, mkdtempSync, openSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { CHUNK_BYTES, takeBuffer } from "../../src/store/chunk-buffers.js";
import { fileChunks } from "../../src/store/file-chunks.js";
import { Pace } from "../../src/store/pace.js";
import { randomFrom } from "../support/random-from.js";

describe("fileChunks(file, range, pace, isTransient, room, use)", () => {
  const folder = mkdtempSync(join(tmpdir(), "pingframe-chunks-"));
  const path = join(folder, "file");
  const random = randomFrom(5);
  const bytes = Buffer.from(Array.from({ length: 5_300_000 }, () => Math.floor(random() * 256)));
  writeFileSync(path, bytes);
  after(() => rmSync(folder, { recursive: true, force: true }));

  const read = async (start: number, end: number, isTransient: boolean, slowMs?: number): Promise<Buffer> => {
    const file = openSync(path, "r");
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of fileChunks(file, { start, end }, new Pace(slowMs), isTransient))
        chunks.push(Buffer.from(chunk));
    } finally {
      closeSync(file);
    }
    return Buffer.concat(chunks);
  };

  it("gives the bytes of the range, read at once or while the last chunk is in use", async () => {
    for (const slowMs of [Number.POSITIVE_INFINITY, -1]) {
      for (const isTransient of [true, false]) {
        const all = await read(0, bytes.length, isTransient, slowMs);
        assert.ok(all.equals(bytes));
        assert.ok(
          (await read(300_001, 700_003, isTransient, slowMs)).equals(bytes.subarray(300_001, 700_003)),
        );
        assert.equal((await read(7, 7, isTransient, slowMs)).length, 0);
      }
    }
  });

  it("puts chunks into the room that is given, where it reads at once, and never gives that memory to others", async () => {
    const rooms = [1, 1000, 1 << 17, 300_000].map(
      (size) => new Uint8Array(new ArrayBuffer(1 << 20), 9, size),
    );
    for (const slowMs of [Number.POSITIVE_INFINITY, -1]) {
      for (const isTransient of [true, false]) {
        const file = openSync(path, "r");
        const room = (): Uint8Array | null => (random() < 0.2 ? null : rooms[Math.floor(random() * 4)]!);
        const range = { start: 4_000_000, end: 9_000_000 };
        const chunks: Buffer[] = [];
        let put = 0;
        for await (const chunk of fileChunks(file, range, new Pace(slowMs), isTransient, room)) {
          chunks.push(Buffer.from(chunk));
          if (rooms.some(({ buffer }) => buffer === chunk.buffer)) put++;
        }
        closeSync(file);
        assert.ok(Buffer.concat(chunks).equals(bytes.subarray(4_000_000)));
        assert.ok(put > 0, `${put} of ${chunks.length}`);
        for (let i = 0; i < 4; i++) assert.equal(takeBuffer().length, CHUNK_BYTES);
      }
    }
  });

  it("gives what is not used of what it offers, in order, and offers nothing that it waited for", async () => {
    for (const slowMs of [Number.POSITIVE_INFINITY, -1]) {
      for (const isTransient of [true, false]) {
        const file = openSync(path, "r");
        const room = new Uint8Array(300_000);
        const chunks: Buffer[] = [];
        let used = 0;
        const use = (chunk: Uint8Array): boolean => {
          if (random() < 0.3) return false;
          chunks.push(Buffer.from(chunk));
          used++;
          return true;
        };
        const range = { start: 1_000_000, end: bytes.length };
        const pace = new Pace(slowMs);
        const give = (): Uint8Array | null => (random() < 0.5 ? room : null);
        for await (const chunk of fileChunks(file, range, pace, isTransient, give, use))
          chunks.push(Buffer.from(chunk));
        closeSync(file);
        assert.ok(Buffer.concat(chunks).equals(bytes.subarray(1_000_000)));
        assert.ok(slowMs === -1 ? used < chunks.length / 2 : used > 0, `${used} of ${chunks.length}`);
      }
    }
  });

  it("ends where the file ends", async () => {
    for (const slowMs of [Number.POSITIVE_INFINITY, -1]) {
      assert.ok((await read(5_000_000, 9_000_000, true, slowMs)).equals(bytes.subarray(5_000_000)));
    }
  });

  it("keeps chunks apart unless they are transient, and lets its consumer leave", async () => {
    for (const slowMs of [Number.POSITIVE_INFINITY, -1]) {
      const file = openSync(path, "r");
      const kept: Uint8Array[] = [];
      for await (const chunk of fileChunks(file, { start: 0, end: bytes.length }, new Pace(slowMs), false)) {
        if (kept.push(chunk) === 3) break;
      }
      closeSync(file);
      const whole = Buffer.concat(kept);
      assert.ok(whole.equals(bytes.subarray(0, whole.length)));
    }
  });

  it("lets other work have its turn while it reads at once", async () => {
    const large = join(folder, "large");
    writeFileSync(large, "");
    truncateSync(large, 2 ** 30);
    const file = openSync(large, "r");
    let hadTurn = false;
    setImmediate(() => {
      hadTurn = true;
    });
    let chunks = 0;
    for await (const _ of fileChunks(
      file,
      { start: 0, end: 2 ** 30 },
      new Pace(Number.POSITIVE_INFINITY),
      true,
    )) {
      chunks += 1;
      if (hadTurn) break;
    }
    assert.ok(hadTurn, `${chunks} chunks`);
    closeSync(file);
  });
});
