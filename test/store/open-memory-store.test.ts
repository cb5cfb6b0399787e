import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openMemoryStore } from "../../src/store/index.js";
import { collect, testStoreContract } from "./contract.js";

testStoreContract("openMemoryStore", { make: () => openMemoryStore() });

describe("openMemoryStore", () => {
  it("openMemoryStore(initial) copies bytes and encodes text", async () => {
    const bytes = Uint8Array.of(1, 2);
    const store = openMemoryStore({ "a/b": bytes, c: "é" });
    bytes[0] = 9;
    assert.deepEqual(await collect(store.read("a/b")), [Uint8Array.of(1, 2)]);
    assert.equal((await store.head("c")).byteLength, 2);
  });

  it("openMemoryStore(initial) rejects keys that could leave the store", () => {
    assert.throws(() => openMemoryStore({ "../a": "" }), TypeError);
  });

  it("head(key) tells the content encoding that was written", async () => {
    const store = openMemoryStore();
    await store.write("a", Uint8Array.of(1), { contentEncoding: "gzip" });
    assert.equal((await store.head("a")).contentEncoding, "gzip");
  });

  it("describe() is null, since no other process can open it", () => {
    assert.equal(openMemoryStore().describe(), null);
  });
});
