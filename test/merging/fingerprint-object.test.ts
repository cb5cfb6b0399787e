import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { fingerprintObject } from "../../src/merging/fingerprint-object.js";
import { openFolderStore, openMemoryStore, type Store } from "../../src/store/index.js";

const folder = mkdtempSync(join(tmpdir(), "pingframe-fingerprint-"));
after(() => rmSync(folder, { recursive: true, force: true }));

async function fingerprint(store: Store, key: string): Promise<string> {
  return fingerprintObject(store, await store.head(key));
}

/** Pings enough that the end holds none of the first, whose client is changed. */
function lines(client: string): string {
  return `${JSON.stringify({ client })}\n`.padEnd(200_000, '{"client":"same"}\n');
}

describe("fingerprintObject", () => {
  it("fingerprintObject(folder, object) tells gzip of the same size apart by the check sum at its end", async () => {
    const store = openFolderStore(folder);
    // Stored, not compressed, so that both are of one length.
    const [one, other] = ["a", "b"].map((client) => gzipSync(lines(client), { level: 0 }));
    writeFileSync(join(folder, "pings.gz"), one!);
    const before = await fingerprint(store, "pings.gz");
    writeFileSync(join(folder, "pings.gz"), other!);
    assert.equal(one!.length, other!.length);
    assert.notEqual(await fingerprint(store, "pings.gz"), before);
  });

  it("fingerprintObject(folder, object) is the same of a copy, and of a file that was only touched", async () => {
    const store = openFolderStore(folder);
    writeFileSync(join(folder, "first"), lines("a"));
    const first = await fingerprint(store, "first");
    copyFileSync(join(folder, "first"), join(folder, "second"));
    assert.equal(await fingerprint(store, "second"), first);
    utimesSync(join(folder, "first"), 1, 1);
    assert.equal(await fingerprint(store, "first"), first);
    assert.equal(await fingerprint(openMemoryStore({ "a/b": lines("a") }), "a/b"), first);
  });

  it("fingerprintObject(folder, object) reads the end only, and can't tell what changed before it in plain text", async () => {
    const store = openMemoryStore({ one: lines("a"), other: lines("b") });
    const [one, other] = [await fingerprint(store, "one"), await fingerprint(store, "other")];
    assert.equal(one, other);
    assert.equal(store.costs.bytesRead, 2 * 65_536);
  });

  it("fingerprintObject(store, object) refuses an object that was replaced since it was listed", async () => {
    const store = openMemoryStore({ a: "old" });
    const listed = await store.head("a");
    await store.write("a", Buffer.from("new"));
    await assert.rejects(fingerprintObject(store, listed), { name: "StoreError", failure: "replaced" });
  });
});
