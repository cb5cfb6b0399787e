import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type GetPage, listTree } from "../../src/store/s3/list-tree.js";

/** Pages of a listing as S3 gives them, of `size` keys or folders. */
function pagesOf(keys: readonly string[], size: number): { getPage: GetPage<string>; asked: string[] } {
  const sorted = [...keys].sort();
  const asked: string[] = [];
  const getPage: GetPage<string> = async (prefix, kind, next) => {
    asked.push(`${kind} ${prefix}`);
    const below = sorted.filter((key) => key.startsWith(prefix));
    const entries =
      kind === "all"
        ? below
        : [
            ...new Set(
              below.map((key) => {
                const slash = key.indexOf("/", prefix.length);
                return slash === -1 ? key : key.slice(0, slash + 1);
              }),
            ),
          ];
    const start = Number(next ?? 0);
    const page = entries.slice(start, start + size);
    const isFolder = (entry: string): boolean => entry.endsWith("/");
    return {
      objects: page.filter((entry) => !isFolder(entry)),
      folders: page.filter(isFolder),
      next: start + size < entries.length ? `${start + size}` : undefined,
    };
  };
  return { getPage, asked };
}

const identity = (key: string): string => key;

describe("listTree", () => {
  it("listTree(prefix) takes one request where all fits into a page", async () => {
    const { getPage, asked } = pagesOf(["p/a/1", "p/a/2", "p/b", "q"], 1000);
    assert.deepEqual((await listTree("p/", getPage, identity)).sort(), ["p/a/1", "p/a/2", "p/b"]);
    assert.deepEqual(asked, ["all p/"]);
  });

  it("listTree(prefix) lists few full folders at the same time, level by level", async () => {
    const keys = ["p/top"];
    for (const folder of ["a", "b", "c"]) {
      for (let index = 0; index < 300; index++) keys.push(`p/${folder}/${index}`);
    }
    const { getPage, asked } = pagesOf(keys, 200);
    const listed = await listTree("p/", getPage, identity);
    assert.deepEqual(listed.sort(), [...keys].sort());
    assert.deepEqual(asked.slice(0, 5), ["all p/", "level p/", "all p/a/", "all p/b/", "all p/c/"]);
    assert.equal(asked.length, 8);
  });

  it("listTree(prefix) lists many small folders, and one that is flat, page after page", async () => {
    for (const keyOf of [(index: number) => `p/${index}/x`, (index: number) => `p/${index}`]) {
      const keys = Array.from({ length: 950 }, (_, index) => keyOf(index));
      const { getPage, asked } = pagesOf(keys, 200);
      assert.deepEqual((await listTree("p/", getPage, identity)).sort(), [...keys].sort());
      assert.deepEqual(asked, Array(5).fill("all p/"));
    }
  });
});
