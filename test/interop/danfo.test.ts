import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { before, describe, it, type TestContext } from "node:test";
import { type DanfoFrameLike, type DanfoModule, Frame } from "../../src/frame/index.js";

// danfojs can't be a dependency: it depends on a package by a URL and on one that needs a compiled
// binary. Overrides, which only a root package.json may have, make it install in a folder of its own.
const folder = join(import.meta.dirname, "..", "..", "..", "node_modules", ".cache", "danfo");
const manifest = {
  private: true,
  dependencies: { "danfojs-node": "1.2.0" },
  overrides: { xlsx: "0.18.5", "@tensorflow/tfjs-node": "npm:@tensorflow/tfjs@3.21.0" },
};

type DataFrame = DanfoFrameLike & {
  readonly shape: number[];
  readonly dtypes: string[];
  column(name: string): { readonly values: unknown[]; mean(): number; sum(): number };
  groupby(names: string[]): { col(names: string[]): { sum(): DataFrame } };
};

/** Installs danfojs-node once; later runs find it. Gives what went wrong, if something did. */
function install(): string | null {
  if (existsSync(join(folder, "node_modules", "danfojs-node"))) return null;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  const options = ["--ignore-scripts", "--no-audit", "--no-fund"];
  const run = spawnSync("npm", ["install", ...options], { cwd: folder, encoding: "utf8", timeout: 180_000 });
  return run.status === 0 ? null : `npm install failed: ${run.stderr.slice(-500)}`;
}

describe("Frame.toDanfo and fromDanfo, with danfojs-node 1.2.0", () => {
  let dfd: DanfoModule<DataFrame>;
  let failure: string | null = null;

  before(() => {
    failure = install();
    if (failure !== null && process.env["CI"] === "true") throw new Error(failure);
    if (failure === null) dfd = createRequire(join(folder, "package.json"))("danfojs-node");
  });

  const test = (name: string, run: () => void): void => {
    it(name, (context: TestContext) => {
      if (failure === null) run();
      else context.skip(`NOT TESTED against danfojs: ${failure}`);
    });
  };

  const frame = Frame.fromObjects([
    { n: 1, word: "x", flag: true, list: [1, 2], object: { a: 1 }, at: 1_497_484_800_000_000_000 },
    { n: null, word: null, flag: null, list: null, object: null, at: null },
    { n: 2.5, word: "z", flag: false, list: [], object: { a: null }, at: 1_500_000_000_000_000_000 },
  ]);

  test("give the same frame back", () => {
    const danfo = frame.toDanfo(dfd);
    assert.deepEqual(danfo.shape, [3, 6]);
    assert.deepEqual(danfo.columns, frame.columns);
    assert.ok(Frame.fromDanfo(danfo).equals(frame));
  });

  test("make missing numbers NaN, which danfojs leaves out of its statistics", () => {
    const danfo = frame.toDanfo(dfd);
    assert.deepEqual(danfo.column("n").values, [1, Number.NaN, 2.5]);
    assert.equal(danfo.column("n").mean(), 1.75);
    assert.equal(danfo.column("word").values[1], null);
  });

  test("take columns that are typed arrays", () => {
    const numbers = Frame.fromColumns({ n: Float64Array.of(1, 2, 3), m: Float64Array.of(4, 5, 6) });
    const danfo = numbers.toDanfo(dfd);
    assert.deepEqual(danfo.shape, [3, 2]);
    assert.equal(danfo.column("m").sum(), 15);
  });

  test("round bigints to numbers", () => {
    const danfo = Frame.fromColumns({ big: [2n ** 60n + 1n, null, -5n] }).toDanfo(dfd);
    assert.deepEqual(danfo.column("big").values, [2 ** 60, Number.NaN, -5]);
  });

  test("keep the columns of a frame without rows", () => {
    const danfo = frame.slice(0, 0).toDanfo(dfd);
    assert.deepEqual([danfo.shape, danfo.columns], [[0, 6], frame.columns]);
    assert.deepEqual(Frame.fromDanfo(danfo).columns, frame.columns);
    assert.deepEqual(new Frame({}).toDanfo(dfd).shape, [0, 0]);
  });

  test("lead to the same groups in danfojs", () => {
    const words = Frame.fromColumns({ word: ["a", "b", "a"], n: [1, 2, 3] });
    const summed = Frame.fromDanfo<{ word: string; n_sum: number }>(
      words.toDanfo(dfd).groupby(["word"]).col(["n"]).sum(),
    );
    assert.deepEqual(summed.toObjects(), [
      { word: "a", n_sum: 4 },
      { word: "b", n_sum: 2 },
    ]);
  });
});
