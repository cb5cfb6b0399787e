import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { trimCache } from "../../../src/scan/index.js";

function folderOf(test: TestContext, files: Record<string, { byteLength: number; usedAt: number }>): string {
  const folder = mkdtempSync(join(tmpdir(), "pingframe-"));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "aa"));
  for (const [name, { byteLength, usedAt }] of Object.entries(files)) {
    writeFileSync(join(folder, name), Buffer.alloc(byteLength));
    utimesSync(join(folder, name), usedAt, usedAt);
  }
  return folder;
}

const left = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name !== "aa")
    .sort();

const files = {
  "aa/old.columns": { byteLength: 10, usedAt: 100 },
  "aa/new.columns": { byteLength: 20, usedAt: 300 },
  "aa/middle.columns": { byteLength: 30, usedAt: 200 },
  "notes.txt": { byteLength: 1000, usedAt: 1 },
};

describe("trimCache", () => {
  it("removes what was not used for the longest time until the rest fits, and no other files", async (test) => {
    const kept: [number, string[]][] = [
      [60, ["aa/middle.columns", "aa/new.columns", "aa/old.columns"]],
      [59, ["aa/middle.columns", "aa/new.columns"]],
      [49, ["aa/new.columns"]],
      [0, []],
    ];
    for (const [maxBytes, names] of kept) {
      const folder = folderOf(test, files);
      await trimCache({ folder, maxBytes });
      assert.deepEqual(left(folder), [...names, "notes.txt"]);
    }
  });

  it("removes nothing without a size, and nothing where there is no folder", async (test) => {
    const folder = folderOf(test, files);
    await trimCache({ folder });
    assert.equal(left(folder).length, 4);
    await trimCache({ folder: join(folder, "none"), maxBytes: 0 });
  });
});
