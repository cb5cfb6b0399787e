import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { root, runCli } from "../bin/run-cli.js";
import { folder, jupyter } from "./test-environment.js";

// Not the lake of the reports' tests: they run at the same time, and one may not make it under the other's hands.
const lake = join(root, ".cache", "notebooks-lake");

describe("the notebooks of this project", () => {
  const sources = readdirSync(join(root, "notebooks")).filter((name) => name.endsWith(".ts"));

  for (const name of sources.filter((name) =>
    existsSync(join(root, "notebooks", name.replace(/ts$/, "ipynb"))),
  )) {
    it(`${name} gives what is committed, byte by byte, in real Jupyter`, async (test) => {
      if ((await jupyter(test)) === null) return;
      const made = await runCli(["sample", lake, "--quiet"]);
      assert.equal(made.code, 0, made.stderr);
      const args = [
        "notebook",
        "build",
        join(root, "notebooks", name),
        "--check",
        "--quiet",
        "--sources",
        lake,
      ];
      const { code, stdout, stderr } = await runCli(args, { env: { PINGFRAME_JUPYTER: folder } });
      assert.equal(code, 0, stdout + stderr);
    });
  }
});
