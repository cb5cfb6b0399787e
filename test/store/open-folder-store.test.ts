import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { openFolderStore, openStore, type StoredObject } from "../../src/store/index.js";
import { collect, testStoreContract } from "./contract.js";

let scratch = "";
let made = 0;
before(async () => {
  scratch = await mkdtemp(join(tmpdir(), "pingframe-store-"));
});
after(() => rm(scratch, { recursive: true, force: true }));

async function makeFolder(): Promise<string> {
  const folder = join(scratch, String(made++));
  await mkdir(folder);
  return folder;
}

const keysAndSizes = async (objects: AsyncIterable<StoredObject>): Promise<[string, number][]> =>
  (await collect(objects)).map(({ key, byteLength }) => [key, byteLength]);

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

testStoreContract("openFolderStore", {
  make: async () => openFolderStore(await makeFolder(), { durable: false }),
  gaps: {
    "write(key, bytes) takes an object and a folder of one name": "a file system gives a name once",
  },
});

describe("openFolderStore", () => {
  it("write(key, bytes) makes the folder, and leaves no temporary file", async () => {
    const folder = join(await makeFolder(), "not", "yet");
    const store = openFolderStore(folder);
    await store.write("a/b/c", text("x"));
    await store.write("a/b/d", text("y"));
    assert.deepEqual((await readdir(folder, { recursive: true })).sort(), ["a", "a/b", "a/b/c", "a/b/d"]);
  });

  it("write(key, bytes) that fails names the key and leaves no temporary file", async () => {
    const folder = await makeFolder();
    const store = openFolderStore(folder);
    await store.write("a", text("x"));
    await assert.rejects(store.write("a/b", text("y")), {
      name: "StoreError",
      key: "a/b",
      message: /^cannot write a\/b in folder .*: a piece of the key is an object, not a folder$/,
    });
    await mkdir(join(folder, "taken"));
    await assert.rejects(store.write("taken", text("y")), {
      name: "StoreError",
      message: /a folder has this name$/,
    });
    assert.deepEqual((await readdir(folder)).sort(), ["a", "taken"]);
  });

  it("list(prefix) never shows a file that is being written, nor lets a key take its name", async () => {
    const folder = await makeFolder();
    const hidden = ".pingframe-0123456789abcdef-0.tmp";
    await writeFile(join(folder, hidden), "half");
    await writeFile(join(folder, ".other"), "");
    const store = openFolderStore(folder);
    assert.deepEqual(await keysAndSizes(store.list("")), [[".other", 0]]);
    await assert.rejects(store.write(hidden, text("")), TypeError);
  });

  it("write(key, bytes) passes by what a crashed writer left", async () => {
    const folder = await makeFolder();
    const store = openFolderStore(folder);
    // The name that the first attempt takes: a hash of the file's name, then the attempt.
    const { createHash } = await import("node:crypto");
    const hash = createHash("sha256").update("k").digest("hex").slice(0, 16);
    await writeFile(join(folder, `.pingframe-${hash}-0.tmp`), "half");
    await store.write("k", text("whole"));
    assert.equal(Buffer.concat(await collect(store.read("k"))).toString(), "whole");
  });

  it("reads and listings of a missing folder say that it is missing", async () => {
    const store = openFolderStore(join(scratch, "missing"));
    const isMissing = {
      name: "StoreError",
      message: /there is no folder .*missing; create it or correct its path$/,
    };
    await assert.rejects(store.listFolders(""), isMissing);
    await assert.rejects(store.listFolders("a/"), isMissing);
    await assert.rejects(collect(store.list("")), isMissing);
    await assert.rejects(store.head("a"), isMissing);
    await assert.rejects(collect(store.read("a")), isMissing);
  });

  it("listings follow links, but not to nothing and not back up", async () => {
    const folder = await makeFolder();
    const elsewhere = await makeFolder();
    await writeFile(join(elsewhere, "far"), "1");
    await mkdir(join(folder, "in", "deep"), { recursive: true });
    await writeFile(join(folder, "in", "near"), "22");
    await symlink(elsewhere, join(folder, "in", "linked"));
    await symlink(join(elsewhere, "far"), join(folder, "file"));
    await symlink(join(folder, "in"), join(folder, "in", "deep", "loop"));
    await symlink(folder, join(folder, "self"));
    await symlink(join(folder, "nowhere"), join(folder, "dangling"));
    const store = openFolderStore(folder);
    assert.deepEqual(await keysAndSizes(store.list("")), [
      ["file", 1],
      ["in/linked/far", 1],
      ["in/near", 2],
    ]);
    assert.deepEqual(await store.listFolders("in/"), ["in/deep/", "in/linked/"]);
  });

  it("describe() opens the same folder again, whatever the working folder", async () => {
    const folder = await makeFolder();
    await openFolderStore(folder).write("a", text("1"));
    const description = openFolderStore(folder).describe();
    assert.ok(description !== null);
    assert.equal((await openStore(JSON.parse(JSON.stringify(description))).head("a")).byteLength, 1);
  });

  it("read(key) takes a pipe for no object, without waiting for who writes to it", {
    skip: process.platform === "win32",
  }, async () => {
    const folder = await makeFolder();
    execFileSync("mkfifo", [join(folder, "pipe")]);
    await assert.rejects(collect(openFolderStore(folder).read("pipe")), { failure: "missing" });
  });

  it("openFolderStore(path) rejects an empty path", () => {
    assert.throws(() => openFolderStore(""), TypeError);
  });
});

describe("openStore", () => {
  it("openStore(description) rejects an unknown kind, naming those it knows", () => {
    assert.throws(() => openStore({ kind: "tape" } as never), {
      name: "TypeError",
      message: /"tape"; kinds: folder, s3$/,
    });
  });
});
