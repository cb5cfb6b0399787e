import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, it } from "node:test";

const script = join(import.meta.dirname, "..", "..", "scripts", "type-tests.mjs");

describe("types", () => {
  it("hold under TypeScript 5.0.4, not strict, and under the newest, strict", () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: "utf8" });
    assert.equal(stderr + stdout, "");
    assert.equal(status, 0);
  });
});
