import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { StoreError } from "../../src/errors.js";
import { openMemoryStore, readWhole } from "../../src/store/index.js";

describe("readWhole", () => {
  const bytes = Uint8Array.from({ length: 3 * 2 ** 20 + 5 }, (_, i) => i % 251);
  const store = openMemoryStore({ "a/large": bytes, "a/empty": "" });

  it("readWhole(store, key) joins the chunks of an object of any length", async () => {
    assert.ok((await readWhole(store, "a/large")).equals(bytes));
    assert.equal((await readWhole(store, "a/empty")).length, 0);
  });

  it("readWhole(store, key, options) hands its options on, and fails as the store does", async () => {
    const end = await readWhole(store, "a/large", { start: bytes.length - 3 });
    assert.ok(end.equals(bytes.subarray(-3)));
    const isFailure =
      (failure: string) =>
      (error: unknown): boolean =>
        error instanceof StoreError && error.failure === failure;
    await assert.rejects(readWhole(store, "a/gone"), isFailure("missing"));
    await assert.rejects(readWhole(store, "a/large", { ifMatch: "another" }), isFailure("replaced"));
  });
});
