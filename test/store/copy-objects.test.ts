import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it, type TestContext } from "node:test";
import {
  type CopyProgress,
  copyObjects,
  openFolderStore,
  openMemoryStore,
  openS3Store,
  readWhole,
  type Store,
} from "../../src/store/index.js";
import { s3Server, stopS3Server } from "../support/s3-server.js";
import { withEtags } from "../support/with-etags.js";
import { collect } from "./contract.js";

let scratch = "";
let made = 0;
before(async () => {
  scratch = await mkdtemp(join(tmpdir(), "pingframe-copy-"));
});
after(async () => {
  await rm(scratch, { recursive: true, force: true });
  await stopS3Server();
});

const kinds: Record<string, (test: TestContext) => Promise<Store | null>> = {
  memory: async () => openMemoryStore(),
  folder: async () => openFolderStore(join(scratch, String(made++)), { durable: false }),
  S3: async (test) => {
    const server = await s3Server(test);
    if (server === null) return null;
    return openS3Store(server.bucket, { endpoint: server.endpoint, prefix: `copy/${made++}` });
  },
};

/** Larger than what a server may keep in one piece, empty, in a folder and not. */
const contents: Record<string, Uint8Array> = {
  "sources.json": Buffer.from("{}"),
  "data/a/1": new Uint8Array(6_000_000).map((_, index) => index * 7),
  "data/a/2": new Uint8Array(),
  "data/b/3": Buffer.from("three"),
};

async function fill(store: Store): Promise<void> {
  for (const [key, bytes] of Object.entries(contents)) await store.write(key, bytes);
}

async function assertFilled(store: Store): Promise<void> {
  const keys = (await collect(store.list(""))).map(({ key }) => key);
  assert.deepEqual(keys, Object.keys(contents).sort());
  for (const [key, bytes] of Object.entries(contents)) {
    assert.ok(Buffer.concat(await collect(store.read(key))).equals(bytes), key);
  }
}

describe("copyObjects", () => {
  for (const [fromKind, makeFrom] of Object.entries(kinds)) {
    for (const [toKind, makeTo] of Object.entries(kinds)) {
      it(`copyObjects(from, to) copies from ${fromKind} to ${toKind}, and a second time nothing`, async (test) => {
        const [from, to] = [await makeFrom(test), await makeTo(test)];
        if (from === null || to === null) return;
        await fill(from);
        const all = { copied: 4, copiedBytes: 6_000_007, skipped: 0, skippedBytes: 0 };
        assert.deepEqual(await copyObjects(from, to), all);
        await assertFilled(to);
        const etags = (await collect(to.list(""))).map(({ etag }) => etag);
        const none = { copied: 0, copiedBytes: 0, skipped: 4, skippedBytes: 6_000_007 };
        assert.deepEqual(await copyObjects(from, to), none);
        const after = (await collect(to.list(""))).map(({ etag }) => etag);
        assert.deepEqual(after, etags, "nothing was written");
        // Of the same size, so that only the content tells.
        await to.write("data/b/3", Buffer.from("thrEE"));
        assert.equal((await copyObjects(from, to)).copied, 1);
        await assertFilled(to);
      });
    }
  }

  it("copyObjects(from, to) compares with S3 by what its listing tells, and reads nothing there", async (test) => {
    const [from, to] = [await kinds["folder"]!(test), await kinds["S3"]!(test)];
    if (from === null || to === null) return;
    await fill(from);
    await copyObjects(from, to);
    const before = { ...to.costs };
    await copyObjects(from, to);
    assert.equal(to.costs.reads, before.reads);
    assert.equal(to.costs.requests, before.requests + 1, "one listing");
  });

  it("copyObjects(from, to) takes etags that look like an MD5 and are none, as with keys of KMS, for no difference", async () => {
    const from = openMemoryStore({ "d/1": "one", "d/2": "two", "d/3": "six" });
    const to = openMemoryStore({ "d/1": "one", "d/2": "two", "d/3": "ten" });
    const encrypted = withEtags(to, (key) => key.slice(-1).repeat(32));
    assert.deepEqual(await copyObjects(from, encrypted), {
      copied: 1,
      copiedBytes: 3,
      skipped: 2,
      skippedBytes: 6,
    });
    assert.equal((await readWhole(to, "d/3")).toString(), "six");
    const both = withEtags(from, (key) => key.slice(-1).repeat(31).padStart(32, "a"));
    assert.equal((await copyObjects(both, encrypted)).skipped, 3);
  });

  it("copyObjects(from, to) keeps content encodings between stores that have them", async (test) => {
    const [from, to] = [openMemoryStore(), await kinds["S3"]!(test)];
    if (to === null) return;
    await from.write("k", Buffer.from("x"), { contentEncoding: "gzip" });
    const back = openMemoryStore();
    await copyObjects(from, to);
    await copyObjects(to, back);
    assert.equal((await back.head("k")).contentEncoding, "gzip");
    assert.equal(Buffer.concat(await collect(to.read("k"))).toString(), "x");
  });

  it("copyObjects(from, to) puts what lies in no folder last, and tells how far it is", async () => {
    const from = openMemoryStore();
    await fill(from);
    const to = openMemoryStore();
    const written: string[] = [];
    const write = to.write.bind(to);
    to.write = (key, bytes, options) => {
      written.push(key);
      return write(key, bytes, options);
    };
    const told: CopyProgress[] = [];
    await copyObjects(from, to, { concurrency: 1, onProgress: (progress) => told.push(progress) });
    assert.deepEqual(written, ["data/a/1", "data/a/2", "data/b/3", "sources.json"]);
    assert.deepEqual(told[0], { objectsDone: 1, objects: 4, bytesDone: 6_000_000, bytes: 6_000_007 });
    assert.equal(told.length, 4);
  });

  it("copyObjects(from, to, { heldBytes }) holds no more than that, save one object alone", async () => {
    const from = openMemoryStore();
    const sizes = [5, 5, 30, 5, 5, 5, 1];
    for (const [index, size] of sizes.entries()) await from.write(`d/${index}`, new Uint8Array(size));
    const to = openMemoryStore();
    const held = new Map<string, number>();
    const sums: number[] = [];
    const write = to.write.bind(to);
    to.write = async (key, bytes) => {
      held.set(key, bytes.length);
      sums.push([...held.values()].reduce((sum, size) => sum + size, 0));
      await new Promise(setImmediate);
      await write(key, bytes);
      held.delete(key);
    };
    await copyObjects(from, to, { concurrency: 4, heldBytes: 12 });
    assert.deepEqual(await collect(to.list("")).then((all) => all.length), sizes.length);
    assert.ok(Math.max(...sums.filter((sum) => sum !== 30)) <= 12, sums.join());
    assert.ok(
      sums.some((sum) => sum > 5 && sum <= 12),
      "several at once",
    );
  });

  it("copyObjects(from, to) that is stopped or fails writes nothing more, and goes on when made again", async () => {
    const from = openMemoryStore();
    for (let index = 0; index < 30; index++) await from.write(`d/${index}`, Buffer.from(`${index}`));
    const to = openMemoryStore();
    const reason = new Error("enough");
    const controller = new AbortController();
    const onProgress = ({ objectsDone }: CopyProgress): void => {
      if (objectsDone === 7) controller.abort(reason);
    };
    const { signal } = controller;
    await assert.rejects(copyObjects(from, to, { concurrency: 2, signal, onProgress }), reason);
    const left = (await collect(to.list(""))).length;
    assert.ok(left >= 7 && left < 30);
    await new Promise(setImmediate);
    assert.equal((await collect(to.list(""))).length, left);
    const { copied, skipped } = await copyObjects(from, to);
    assert.deepEqual([copied, skipped], [30 - left, left]);
  });

  it("copyObjects(from, to) rejects when an object is replaced under it, naming the key", async () => {
    const from = openMemoryStore({ "d/1": "one", "d/2": "two" });
    const to = openMemoryStore();
    const write = to.write.bind(to);
    to.write = async (key, bytes) => {
      await from.write("d/2", Buffer.from("TWO"));
      await write(key, bytes);
    };
    await assert.rejects(copyObjects(from, to, { concurrency: 1 }), { name: "StoreError", key: "d/2" });
  });

  it("copyObjects(from, to, { concurrency }) rejects what is no whole number from 1", async () => {
    for (const concurrency of [0, 1.5, Number.NaN]) {
      await assert.rejects(copyObjects(openMemoryStore(), openMemoryStore(), { concurrency }), RangeError);
    }
  });
});
