import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import type { Ipynb } from "../../src/notebook/index.js";
import { root, runCli } from "../bin/run-cli.js";
import { folder, jupyter } from "./test-environment.js";

// Not the lake of the reports' tests: they run at the same time, and one may not make it under the other's hands.
const lake = join(root, ".cache", "notebooks-lake");
const rollupLake = join(root, ".cache", "notebooks-rollup-lake");
const aggregates = mkdtempSync(join(tmpdir(), "pingframe-notebook-aggregates-"));
after(() => rmSync(aggregates, { recursive: true, force: true }));

/** Runs a command that must do what it is asked. */
async function made(...args: string[]): Promise<void> {
  const { code, stderr } = await runCli([...args, "--quiet"]);
  assert.equal(code, 0, stderr);
}

/** Makes the data that a notebook shows, as its readers do; gives the options that name them. */
async function dataOf(name: string): Promise<string[]> {
  if (name !== "roll-ups.ts") {
    await made("sample", lake);
    return ["--sources", lake];
  }
  await made("sample", rollupLake, "--rollups");
  await made("rollup", "run", "--sources", rollupLake, "--database", aggregates);
  return ["--database", aggregates];
}

describe("the notebooks of this project", () => {
  const sources = readdirSync(join(root, "notebooks")).filter((name) => name.endsWith(".ts"));

  it("are all stored with their outputs", () => {
    const missing = sources.filter(
      (name) => !existsSync(join(root, "notebooks", name.replace(/ts$/, "ipynb"))),
    );
    assert.deepEqual(missing, []);
  });

  for (const name of sources) {
    it(`${name} gives what is committed, byte by byte, in real Jupyter`, async (test) => {
      if ((await jupyter(test)) === null) return;
      const data = await dataOf(name);
      const args = ["notebook", "build", join(root, "notebooks", name), "--check", "--quiet", ...data];
      const { code, stdout, stderr } = await runCli(args, { env: { PINGFRAME_JUPYTER: folder } });
      assert.equal(code, 0, stdout + stderr);
    });
  }

  for (const name of sources) {
    it(`${name} says each thing once: no seven words of its prose come again in what it puts out`, () => {
      const file = join(root, "notebooks", name.replace(/ts$/, "ipynb"));
      const { cells } = JSON.parse(readFileSync(file, "utf8")) as Ipynb;
      const shown = cells.flatMap(({ outputs = [] }) =>
        outputs.map(({ data, text }) =>
          wordsOf((data as Bundle | undefined)?.["text/html"] ?? text).join(" "),
        ),
      );
      const prose = cells
        .filter(({ cell_type }) => cell_type === "markdown")
        .map(({ source }) => wordsOf(source));
      const repeated = prose.flatMap((words) =>
        words
          .map((_, i) => words.slice(i, i + 7).join(" "))
          .slice(0, Math.max(0, words.length - 6))
          .filter((phrase) => shown.some((text) => text.includes(phrase))),
      );
      assert.ok(shown.length > 5 && prose.length > 5);
      assert.deepEqual(repeated, []);
    });
  }
});

type Bundle = Readonly<Record<string, unknown>>;

/** The words of a text or page, in lower case. */
function wordsOf(text: unknown): string[] {
  const whole = Array.isArray(text) ? text.join("") : String(text ?? "");
  return (
    whole
      .replace(/<[^>]*>/g, " ")
      .toLowerCase()
      .match(/[a-z0-9'-]+/g) ?? []
  );
}
