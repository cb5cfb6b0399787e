import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { readAhead } from "../../src/scan/read-ahead.js";
import { withRead } from "../../src/scan/with-read.js";
import { openMemoryStore, type ReadOptions, type Store, type StoredObject } from "../../src/store/index.js";

interface Watched {
  readonly store: Store;
  readonly objects: StoredObject[];
  /** What was asked of the store and what it gave, in order. */
  readonly log: string[];
  /** Options of each read, by key. */
  readonly options: Map<string, ReadOptions>;
}

/** A store of objects `a`, `b`, … with chunks of the sizes given; an error ends an object with a chunk of -1. */
function watched(sizes: readonly (readonly number[])[]): Watched {
  const log: string[] = [];
  const options = new Map<string, ReadOptions>();
  const objects = sizes.map((chunks, place) => ({
    key: String.fromCharCode(97 + place),
    byteLength: chunks.reduce((sum, size) => sum + Math.max(0, size), 0),
    etag: `etag ${place}`,
  }));
  const store = withRead(openMemoryStore(), async function* (key, given = {}) {
    options.set(key, given);
    const place = key.charCodeAt(0) - 97;
    log.push(`open ${key}`);
    try {
      for (const [i, size] of sizes[place]!.entries()) {
        given.signal?.throwIfAborted();
        if (size < 0) throw new Error(`${key} is broken`);
        log.push(`${key}${i}`);
        yield new Uint8Array(size).fill(i);
      }
    } finally {
      log.push(`close ${key}`);
    }
  });
  return { store, objects, log, options };
}

async function chunksOf(stream: AsyncIterable<Uint8Array>): Promise<[number, number][]> {
  const chunks: [number, number][] = [];
  for await (const chunk of stream) chunks.push([chunk[0] ?? -1, chunk.length]);
  return chunks;
}

/** Lets everything happen that needs no one to take anything. */
const settled = async (): Promise<void> => {
  for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve));
};

describe("readAhead", () => {
  it("gives every object's chunks in order, whatever the sizes and the bound", async () => {
    const sizes = fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 6 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(sizes, fc.integer({ min: 0, max: 30 }), async (wanted, maxBytes) => {
        const { store, objects } = watched(wanted);
        const ahead = readAhead(store, objects, maxBytes);
        for (const [place, { key }] of objects.entries()) {
          const chunks = await chunksOf(ahead.store.read(key));
          assert.deepEqual(
            chunks.map(([, size]) => size),
            wanted[place],
          );
          for (const [i, [fill, size]] of chunks.entries()) assert.equal(fill, size === 0 ? -1 : i);
        }
        await ahead.close();
      }),
    );
  });

  it("fetches the next chunks and begins the next object while one is worked on, and no more than it may", async () => {
    const { store, objects, log } = watched([[10, 10, 10], [10, 10, 10], [10]]);
    const ahead = readAhead(store, objects, 30);
    const stream = ahead.store.read("a")[Symbol.asyncIterator]();
    await stream.next();
    await settled();
    // Thirty bytes wait: two chunks of this object, one of the next.
    assert.deepEqual(log, ["open a", "a0", "a1", "a2", "close a", "open b", "b0"]);
    await stream.next();
    await settled();
    assert.deepEqual(log.slice(7), ["b1"]);
    await stream.return?.();
    await ahead.close();
    assert.equal(log.at(-1), "close b");
  });

  it("gives a reader who has nothing a chunk, even if too much waits of another object", async () => {
    const { store, objects } = watched([[10], [10, 10], [10, 10]]);
    const ahead = readAhead(store, objects, 10);
    await chunksOf(ahead.store.read("a"));
    await settled();
    // b waits, and is not what is read.
    assert.equal((await chunksOf(ahead.store.read("c"))).length, 2);
    assert.equal((await chunksOf(ahead.store.read("b"))).length, 2);
    await ahead.close();
  });

  it("reads the same object again from its beginning", async () => {
    const { store, objects, log } = watched([[1, 2], [3]]);
    const ahead = readAhead(store, objects);
    for (const _ of [1, 2]) assert.equal((await chunksOf(ahead.store.read("a"))).length, 2);
    assert.equal((await chunksOf(ahead.store.read("b"))).length, 1);
    assert.equal(log.filter((entry) => entry === "open a").length, 2);
    assert.equal(log.filter((entry) => entry === "open b").length, 1);
    await ahead.close();
  });

  it("fails after the chunks before the failure, and where the object is read, not before", async () => {
    const { store, objects } = watched([[1], [2, -1], [3]]);
    const ahead = readAhead(store, objects);
    await chunksOf(ahead.store.read("a"));
    await settled();
    const seen: number[] = [];
    await assert.rejects(async () => {
      for await (const { length } of ahead.store.read("b")) seen.push(length);
    }, /b is broken/);
    assert.deepEqual(seen, [2]);
    assert.equal((await chunksOf(ahead.store.read("c"))).length, 1);
    await ahead.close();
  });

  it("closes what it has begun when it is closed, when a reader leaves, and when it is aborted", async () => {
    const { store, objects, log } = watched([
      [9, 9, 9, 9],
      [9, 9, 9],
    ]);
    const ahead = readAhead(store, objects, 10);
    for await (const _ of ahead.store.read("a")) break;
    assert.equal(log.includes("close a"), true);
    await settled();
    assert.equal(log.includes("open b"), true);
    await ahead.close();
    assert.equal(log.includes("close b"), true);
    const controller = new AbortController();
    const again = readAhead(store, objects, 10);
    const stream = again.store.read("a", { signal: controller.signal })[Symbol.asyncIterator]();
    await stream.next();
    controller.abort(new Error("aborted by the test"));
    await assert.rejects(async () => {
      for (;;) if ((await stream.next()).done) return;
    }, /aborted by the test/);
    await again.close();
    assert.equal(log.filter((entry) => entry === "close a").length, 2);
  });

  it("asks for the next object as for this one: of its own etag", async () => {
    const { store, objects, options } = watched([[1], [1]]);
    const ahead = readAhead(store, objects);
    await chunksOf(ahead.store.read("a", { ifMatch: "etag 0" } as ReadOptions));
    await settled();
    assert.equal((options.get("b") as { ifMatch?: string }).ifMatch, "etag 1");
    await ahead.close();
  });
});
