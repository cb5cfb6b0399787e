import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { openS3Store, openStore } from "../../src/store/index.js";
import { s3Server, stopS3Server } from "../support/s3-server.js";
import { collect, testStoreContract } from "./contract.js";

after(stopS3Server);

let made = 0;
testStoreContract("openS3Store", {
  make: async (test) => {
    const server = await s3Server(test);
    if (server === null) return null;
    const { bucket, endpoint } = server;
    return openS3Store(bucket, { endpoint, prefix: `contract/${made++}` });
  },
});

describe("openS3Store", () => {
  it("lists a whole bucket, and what everyone may read without credentials", async (test) => {
    const server = await s3Server(test);
    if (server === null) return;
    const { bucket, endpoint } = server;
    await openS3Store(bucket, { endpoint, prefix: "open" }).write("a/1", Buffer.from("one"));
    for (const store of [
      openS3Store(bucket, { endpoint }),
      openS3Store(bucket, { endpoint, anonymous: true, pathStyle: true }),
    ]) {
      assert.ok((await store.listFolders("")).includes("open/"));
      assert.deepEqual(
        (await collect(store.list("open/"))).map(({ key }) => key),
        ["open/a/1"],
      );
      assert.equal(Buffer.concat(await collect(store.read("open/a/1"))).toString(), "one");
    }
  });

  it("lists more than a page holds, and shows no object whose key is no path", async (test) => {
    const server = await s3Server(test);
    if (server === null) return;
    const { bucket, endpoint } = server;
    const store = openS3Store(bucket, { endpoint, prefix: "many" });
    const keys = Array.from({ length: 1234 }, (_, index) => `a/${index % 3}/${index}`);
    for (let start = 0; start < keys.length; start += 64) {
      await Promise.all(keys.slice(start, start + 64).map((key) => store.write(key, Buffer.from(key))));
    }
    const { PutObjectCommand, S3Client } = await import("@aws-sdk/client-s3");
    const client = new S3Client({ endpoint, forcePathStyle: true });
    // As consoles make for folders.
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: "many/a/", Body: new Uint8Array() }));
    client.destroy();
    const { requests } = store.costs;
    const listed = await collect(store.list(""));
    assert.deepEqual(
      listed.map(({ key, byteLength }) => [key, byteLength]),
      [...keys].sort().map((key) => [key, key.length]),
    );
    assert.ok(store.costs.requests - requests >= 2);
    assert.deepEqual(await store.listFolders("a/"), ["a/0/", "a/1/", "a/2/"]);
  });

  it("keeps a content encoding, and gives the stored bytes as they are", async (test) => {
    const server = await s3Server(test);
    if (server === null) return;
    const { bucket, endpoint } = server;
    const store = openS3Store(bucket, { endpoint, prefix: "encoded" });
    const zipped = gzipSync("text");
    await store.write("k", zipped, { contentEncoding: "gzip" });
    assert.equal((await store.head("k")).contentEncoding, "gzip");
    assert.ok(Buffer.concat(await collect(store.read("k"))).equals(zipped));
  });

  it("describe() opens the same again, in whatever process", async (test) => {
    const server = await s3Server(test);
    if (server === null) return;
    const { bucket, endpoint } = server;
    const store = openS3Store(bucket, { endpoint, prefix: "described" });
    await store.write("k", Buffer.from("1"));
    const description = store.describe();
    assert.ok(description !== null);
    const again = openStore(JSON.parse(JSON.stringify(description)));
    assert.equal((await again.head("k")).byteLength, 1);
  });
});
