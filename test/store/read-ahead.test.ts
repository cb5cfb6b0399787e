import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  openMemoryStore,
  type ReadOptions,
  readAhead,
  type Store,
  type StoredObject,
} from "../../src/store/index.js";
import { collect } from "./contract.js";

/** A store whose reads begin when they are asked for, and end when they are let. */
async function gated(sizes: readonly number[]): Promise<{
  store: Store;
  objects: StoredObject[];
  /** The keys of reads that have begun. */
  begun: string[];
  /** How many reads were begun and not let end, and their bytes, at the most. */
  most: { reads: number; bytes: number };
  let: (key: string) => void;
  stopped: string[];
}> {
  const memory = openMemoryStore();
  for (const [index, size] of sizes.entries())
    await memory.write(`k${index}`, new Uint8Array(size).fill(index));
  const objects = await collect(memory.list(""));
  const gates = new Map<string, () => void>();
  const open = new Set<string>();
  const begun: string[] = [];
  const stopped: string[] = [];
  const most = { reads: 0, bytes: 0 };
  async function* read(key: string, options: ReadOptions = {}): AsyncGenerator<Uint8Array> {
    begun.push(key);
    open.add(key);
    most.reads = Math.max(most.reads, open.size);
    const held = objects.filter((object) => open.has(object.key));
    most.bytes = Math.max(
      most.bytes,
      held.reduce((sum, { byteLength }) => sum + byteLength, 0),
    );
    options.signal?.addEventListener("abort", () => stopped.push(key), { once: true });
    await new Promise<void>((resolve) => gates.set(key, resolve));
    yield* memory.read(key, options);
    open.delete(key);
  }
  const store: Store = Object.assign(Object.create(memory) as Store, {
    name: memory.name,
    costs: memory.costs,
    describe: () => null,
    read,
  });
  return { store, objects, begun, most, let: (key) => gates.get(key)?.(), stopped };
}

const turn = (): Promise<void> => new Promise(setImmediate);

describe("readAhead", () => {
  it("readAhead(store, objects) gives every object's bytes, in any size of window", async () => {
    const memory = openMemoryStore();
    const sizes = [10, 0, 3_000_000, 5, 200, 1_048_577, 1];
    for (const [index, size] of sizes.entries()) {
      await memory.write(`k${index}`, new Uint8Array(size).fill(index + 1));
    }
    const objects = await collect(memory.list(""));
    for (const options of [{ objects: 1 }, { objects: 3 }, { bytes: 100 }, { largestObject: 0 }, {}]) {
      const ahead = readAhead(memory, objects, options);
      const { reads } = memory.costs;
      for (const { key, etag = "" } of objects) {
        const read = Buffer.concat(await collect(ahead.store.read(key, { ifMatch: etag })));
        assert.ok(read.equals(Buffer.concat(await collect(memory.read(key)))));
      }
      assert.equal(memory.costs.reads - reads, 2 * objects.length, "each once, and once here");
      ahead.close();
    }
  });

  it("readAhead(store, objects) begins the next reads with the first, within its limits", async () => {
    const { store, objects, begun, let: letEnd } = await gated([4, 4, 4, 100, 4, 4]);
    const ahead = readAhead(store, objects, { objects: 3, largestObject: 50 });
    assert.deepEqual(begun, [], "nothing before the first read");
    const { etag = "" } = objects[0]!;
    const first = collect(ahead.store.read("k0", { ifMatch: etag }));
    await turn();
    assert.deepEqual(begun, ["k0", "k1", "k2"]);
    letEnd("k0");
    await first;
    await turn();
    assert.deepEqual(begun, ["k0", "k1", "k2", "k4"], "the large one waits for its turn");
    ahead.close();
  });

  it("readAhead(store, objects) tells a failure when the object's turn comes", async () => {
    const memory = openMemoryStore({ a: "1", b: "2", c: "3" });
    const objects = await collect(memory.list(""));
    await memory.write("b", Buffer.from("4"));
    const ahead = readAhead(memory, objects);
    const read = (index: number): Promise<Uint8Array[]> => {
      const { key, etag = "" } = objects[index]!;
      return collect(ahead.store.read(key, { ifMatch: etag }));
    };
    assert.equal((await read(0)).length, 1);
    await assert.rejects(read(1), { failure: "replaced", key: "b" });
    assert.equal((await read(2)).length, 1);
    ahead.close();
  });

  it("readAhead(store, objects) passes ranges, second reads and other etags through", async () => {
    const memory = openMemoryStore({ a: "123" });
    const objects = await collect(memory.list(""));
    const ahead = readAhead(memory, objects);
    const { etag = "" } = objects[0]!;
    const read = async (options: ReadOptions): Promise<string> =>
      Buffer.concat(await collect(ahead.store.read("a", options))).toString();
    assert.equal(await read({ start: 1, end: 2 }), "2");
    await assert.rejects(read({ ifMatch: "other" }), { failure: "replaced" });
    assert.equal(await read({ ifMatch: etag }), "123");
    assert.equal(await read({ ifMatch: etag }), "123");
    ahead.close();
  });

  it("close() stops what is being read, and an abort ends the wait for it", async () => {
    const { store, objects, stopped } = await gated([4, 4, 4]);
    const ahead = readAhead(store, objects);
    const controller = new AbortController();
    const { etag = "" } = objects[0]!;
    const first = collect(ahead.store.read("k0", { ifMatch: etag, signal: controller.signal }));
    await turn();
    const reason = new Error("enough");
    controller.abort(reason);
    await assert.rejects(first, reason);
    ahead.close();
    assert.deepEqual(stopped.sort(), ["k0", "k1", "k2"]);
  });
});
