import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { root, runCli } from "./run-cli.js";

/** A sample lake in the cache, made on first use and kept between runs. */
export async function sampleLake(seed: number, scale: number): Promise<string> {
  const folder = join(root, ".cache", `lake-${seed}-${scale}`);
  mkdirSync(join(root, ".cache"), { recursive: true });
  const { code, stderr } = await runCli([
    "sample",
    folder,
    "--seed",
    `${seed}`,
    "--scale",
    `${scale}`,
    "--quiet",
  ]);
  assert.equal(code, 0, stderr);
  return folder;
}
