import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, it } from "node:test";

const script = join(import.meta.dirname, "..", "..", "..", "scripts", "check-docs.mjs");

describe("scripts/check-docs.mjs", () => {
  it("finds no export without its sentence, no @throws without a class, and no link that leads nowhere", () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: "utf8" });
    assert.deepEqual([stdout.split("\n").filter(Boolean), stderr, status], [[], "", 0]);
  });
});
