import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import fc from "fast-check";
import { StoreError } from "../../src/errors.js";
import type { Store, StoredObject } from "../../src/store/index.js";

/** What a store's tests hand to the contract. */
export interface StoreUnderTest {
  /** Makes an empty store that nothing else uses, or skips the test and gives `null`. */
  readonly make: (test: TestContext) => Promise<Store | null> | Store;
  /** What this store can't do, by the name of the test that it would fail, with the reason. */
  readonly gaps?: Readonly<Record<string, string>>;
}

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

/** Collects a stream into an array. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

const keysOf = async (objects: AsyncIterable<StoredObject>): Promise<string[]> =>
  (await collect(objects)).map(({ key }) => key);

async function fill(store: Store, keys: readonly string[]): Promise<Store> {
  for (const key of keys) await store.write(key, text(key));
  return store;
}

/** The promises that every store keeps. A gap that closes fails. */
export function testStoreContract(name: string, { make, gaps = {} }: StoreUnderTest): void {
  const promise = (
    title: string,
    test: (store: Store, makeAnother: () => Promise<Store>) => Promise<void>,
  ): void => {
    const reason = gaps[title];
    if (reason === undefined) {
      it(title, async (context) => {
        const store = await make(context);
        if (store !== null) await test(store, async () => (await make(context)) ?? store);
      });
      return;
    }
    it(`${title} (gap: ${reason})`, async (context) => {
      const store = await make(context);
      if (store === null) return;
      await assert.rejects(
        () => test(store, async () => (await make(context)) ?? store),
        /./,
        "the gap has closed; take it out of gaps",
      );
    });
  };

  describe(`${name}: the contract of Store`, () => {
    promise("list(prefix) sorts full keys by UTF-16 code units at any depth", async (store) => {
      const keys = [
        "a/x",
        "a-b/x",
        "a.b",
        "a0",
        "a/b/c",
        "a/b-/c",
        "a/b.c",
        "Z",
        "é/x",
        "\u{1F98A}/x",
        "\uFF5E",
        "a/ b",
      ];
      await fill(store, keys);
      assert.deepEqual(await keysOf(store.list("")), [...keys].sort());
    });

    promise("list(prefix) gives what a sort of all keys gives, for any keys", async (_, makeAnother) => {
      const piece = fc.stringMatching(/^[a-c.\-_0]{1,3}$/).filter((value) => !/^\.+$/.test(value));
      const key = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => `${pieces.join("/")}.o`);
      await fc.assert(
        fc.asyncProperty(fc.uniqueArray(key, { maxLength: 12 }), async (keys) => {
          // A folder can't be named as an object; ".o" ends objects only.
          const usable = keys.filter((one) => !keys.some((other) => other.startsWith(`${one}/`)));
          const store = await fill(await makeAnother(), usable);
          assert.deepEqual(await keysOf(store.list("")), [...usable].sort());
          const folders = new Set(
            usable.filter((one) => one.includes("/")).map((one) => `${one.split("/")[0]}/`),
          );
          assert.deepEqual(await store.listFolders(""), [...folders].sort());
        }),
        { numRuns: 25 },
      );
    });

    promise("list(prefix) tells sizes and leaves out siblings that start the same", async (store) => {
      await fill(store, ["p/x/1", "p/xy/2", "p/x.z", "q/1"]);
      const [listed, ...more] = await collect(store.list("p/x/"));
      assert.deepEqual([listed?.key, listed?.byteLength, more], ["p/x/1", 5, []]);
    });

    promise("list(prefix) of an absent prefix is empty", async (store) => {
      await fill(store, ["a/1"]);
      assert.deepEqual(await collect(store.list("b/")), []);
      assert.deepEqual(await collect(store.list("a/1/")), []);
      assert.deepEqual(await store.listFolders("b/"), []);
    });

    promise("listFolders(prefix) gives the next level only, as full prefixes", async (store) => {
      await fill(store, ["top", "a/x/1", "a/y", "a-b/1", "a.b/1", "c/d/e/f"]);
      assert.deepEqual(await store.listFolders(""), ["a-b/", "a.b/", "a/", "c/"]);
      assert.deepEqual(await store.listFolders("a/"), ["a/x/"]);
      assert.deepEqual(await store.listFolders("a/x/"), []);
    });

    promise(
      "write(key, bytes) then read(key) gives the bytes back, in chunks of at most 1 MiB",
      async (store) => {
        const bytes = new Uint8Array((1 << 20) * 2 + 17).map((_, index) => index * 31);
        await store.write("deep/er/object", bytes);
        const chunks = await collect(store.read("deep/er/object"));
        assert.ok(chunks.length >= 3 && chunks.every((chunk) => chunk.byteLength <= 1 << 20));
        assert.ok(Buffer.concat(chunks).equals(bytes));
        assert.equal((await store.head("deep/er/object")).byteLength, bytes.byteLength);
      },
    );

    promise("write(key, bytes) keeps an empty object", async (store) => {
      await store.write("empty", new Uint8Array());
      assert.deepEqual(await collect(store.read("empty")), []);
      assert.equal((await store.head("empty")).byteLength, 0);
    });

    promise("write(key, bytes) replaces an object whole", async (store) => {
      await store.write("k", text("a longer first"));
      await store.write("k", text("second"));
      assert.equal(Buffer.concat(await collect(store.read("k"))).toString(), "second");
      assert.deepEqual(await keysOf(store.list("")), ["k"]);
    });

    promise("write(key, bytes) leaves one writer's bytes when several write at once", async (store) => {
      const bodies = Array.from({ length: 8 }, (_, index) => String(index).repeat(1000 + index));
      await Promise.all(bodies.map((body) => store.write("k", text(body))));
      assert.ok(bodies.includes(Buffer.concat(await collect(store.read("k"))).toString()));
      assert.deepEqual(await keysOf(store.list("")), ["k"]);
    });

    promise("etags are the same in listings and heads, and change with the content", async (store) => {
      await fill(store, ["a/1", "a/2"]);
      const [one, two] = await collect(store.list(""));
      assert.equal(typeof one?.etag, "string");
      assert.equal((await store.head("a/1")).etag, one?.etag);
      // Of the same size, and right after: time alone would not tell them apart.
      await store.write("a/1", text("a/3"));
      assert.notEqual((await store.head("a/1")).etag, one?.etag);
      assert.equal((await store.head("a/2")).etag, two?.etag);
    });

    promise(
      "read(key, { ifMatch }) rejects an object that was replaced since it was listed",
      async (store) => {
        await fill(store, ["a/1"]);
        const [listed] = await collect(store.list("a/"));
        const ifMatch = listed?.etag ?? "";
        assert.equal(Buffer.concat(await collect(store.read("a/1", { ifMatch }))).toString(), "a/1");
        await store.write("a/1", text("a/3"));
        await assert.rejects(collect(store.read("a/1", { ifMatch })), {
          name: "StoreError",
          key: "a/1",
          failure: "replaced",
          message: /a\/1 .*it was replaced since it was listed; list it again$/,
        });
        assert.equal(Buffer.concat(await collect(store.read("a/1"))).toString(), "a/3");
      },
    );

    promise("read(key, { start, end }) gives the bytes of a half-open range", async (store) => {
      const bytes = new Uint8Array((1 << 20) * 2 + 17).map((_, index) => index * 31);
      await store.write("k", bytes);
      const size = bytes.byteLength;
      const ranges: [number | undefined, number | undefined][] = [
        [0, 1],
        [5, 5],
        [undefined, 10],
        [size - 3, undefined],
        [size - 3, size + 99],
        [(1 << 20) - 2, (1 << 21) + 3],
        [size, size + 1],
        [size + 7, undefined],
        [undefined, undefined],
      ];
      for (const [start, end] of ranges) {
        const options = { ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) };
        const chunks = await collect(store.read("k", options));
        assert.ok(
          Buffer.concat(chunks).equals(bytes.subarray(start ?? 0, end ?? size)),
          `${start} to ${end}`,
        );
        assert.ok(chunks.every(({ byteLength }) => byteLength > 0 && byteLength <= 1 << 20));
      }
      for (const options of [{ start: -1 }, { start: 2, end: 1 }, { end: 1.5 }, { start: Number.NaN }]) {
        await assert.rejects(collect(store.read("k", options)), RangeError);
      }
      await assert.rejects(collect(store.read("absent", { start: 3, end: 3 })), { failure: "missing" });
      await store.write("empty", new Uint8Array());
      assert.deepEqual(await collect(store.read("empty", { start: 0, end: 9 })), []);
    });

    promise(
      "read(key, { use }) gives and offers each byte once, in order, and throws what use throws",
      async (store) => {
        const bytes = new Uint8Array((1 << 20) * 2 + 17).map((_, index) => index * 31);
        await store.write("k", bytes);
        const before = store.costs.bytesRead;
        const seen: Buffer[] = [];
        let calls = 0;
        const use = (chunk: Uint8Array): boolean => {
          const isUsed = calls++ % 3 !== 1;
          if (isUsed) seen.push(Buffer.from(chunk));
          return isUsed;
        };
        for await (const chunk of store.read("k", { use })) seen.push(Buffer.from(chunk));
        assert.ok(Buffer.concat(seen).equals(bytes));
        assert.equal(store.costs.bytesRead - before, bytes.length);

        const odd = Object.assign(new Error("not the store's"), { code: "ENOENT" });
        let isThrown = false;
        const reading = collect(
          store.read("k", {
            use: () => {
              isThrown = true;
              throw odd;
            },
          }),
        );
        await reading.catch((error: unknown) => assert.equal(error, odd));
        assert.equal(await reading.then(() => true).catch(() => false), !isThrown);
      },
    );

    promise("write(key, bytes) copies: later changes of either side stay there", async (store) => {
      const bytes = text("abc");
      await store.write("k", bytes);
      bytes[0] = 0;
      const [chunk] = await collect(store.read("k"));
      chunk![1] = 0;
      assert.equal(Buffer.concat(await collect(store.read("k"))).toString(), "abc");
    });

    promise("write(key, bytes) takes an object and a folder of one name", async (store) => {
      await fill(store, ["a", "a/b"]);
      assert.deepEqual(await keysOf(store.list("")), ["a", "a/b"]);
    });

    promise("head(key) and read(key) reject with a StoreError naming an absent key", async (store) => {
      await fill(store, ["a/b"]);
      for (const key of ["absent", "a", "a/b/c"]) {
        const isMissing = {
          name: "StoreError",
          key,
          failure: "missing",
          message: new RegExp(`${key}.*no such object`),
        };
        await assert.rejects(store.head(key), isMissing);
        await assert.rejects(collect(store.read(key)), isMissing);
      }
      assert.ok(StoreError);
    });

    promise("every method rejects keys and prefixes that could leave the store", async (store) => {
      for (const key of ["", "/a", "../a", "a/../../b", "a//b", "a/", "./a", "a/.", "..", "a\0b"]) {
        await assert.rejects(store.write(key, text("")), TypeError);
        await assert.rejects(store.head(key), TypeError);
        await assert.rejects(collect(store.read(key)), TypeError);
      }
      for (const prefix of ["/", "a", "../", "a/../", "a//", "./"]) {
        await assert.rejects(store.listFolders(prefix), TypeError);
        await assert.rejects(collect(store.list(prefix)), TypeError);
      }
    });

    promise("every method stops with the signal's reason", async (store) => {
      await fill(store, ["a/1", "a/2"]);
      const reason = new Error("enough");
      const signal = AbortSignal.abort(reason);
      await assert.rejects(store.listFolders("", { signal }), reason);
      await assert.rejects(collect(store.list("", { signal })), reason);
      await assert.rejects(store.head("a/1", { signal }), reason);
      await assert.rejects(collect(store.read("a/1", { signal })), reason);
    });

    promise("read(key) and list(prefix) stop midway when the signal says so", async (store) => {
      await store.write("a/1", new Uint8Array(3 << 20));
      await store.write("a/2", text(""));
      const reason = new DOMException("enough", "AbortError");
      for (const start of [
        (signal: AbortSignal): AsyncIterable<unknown> => store.read("a/1", { signal }),
        (signal: AbortSignal): AsyncIterable<unknown> => store.list("a/", { signal }),
      ]) {
        const controller = new AbortController();
        const stream = start(controller.signal)[Symbol.asyncIterator]();
        await stream.next();
        controller.abort(reason);
        await assert.rejects(async () => stream.next(), reason);
      }
    });

    promise("costs count listings, objects listed, reads and bytes", async (store) => {
      await fill(store, ["a/1", "a/2", "b/333"]);
      const before = { ...store.costs };
      assert.deepEqual(before, { ...before, listings: 0, objectsListed: 0, reads: 0, bytesRead: 0 });
      await store.listFolders("");
      await collect(store.list("a/"));
      await collect(store.read("b/333"));
      await collect(store.read("b/333", { start: 1, end: 3 }));
      const { requests, ...costs } = store.costs;
      assert.deepEqual(costs, { listings: 2, objectsListed: 2, reads: 2, bytesRead: 7 });
      assert.equal(requests === 0, before.requests === 0, "a store sends requests for all or for none");
    });
  });
}
