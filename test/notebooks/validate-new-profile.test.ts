import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { LakeTruth } from "../../src/synthetic/index.js";
import { publishedFigures } from "../../src/synthetic/published-figures.js";
import { root, runCli } from "../bin/run-cli.js";
import { expectedCompat, printedFigures } from "./expected-compat.js";

interface ReportJson {
  readonly verdict: string;
  readonly figures: readonly { id: string; n?: number; d?: number; value?: number }[];
}

/** The default lake and its like are made once and kept between runs. */
async function makeLake(seed: number, scale: number): Promise<{ folder: string; truth: LakeTruth }> {
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
  return { folder, truth: JSON.parse(readFileSync(join(folder, "truth.json"), "utf8")) as LakeTruth };
}

async function report(folder: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runCli([
    "report",
    "new-profile",
    "--sources",
    folder,
    "--quiet",
    ...args,
  ]);
  assert.equal(code, 0, stderr);
  return stdout;
}

describe("pingframe report new-profile on the default lake", () => {
  it("prints every published figure to every printed digit", async () => {
    const { folder, truth } = await makeLake(1, 1);
    const printed = await report(folder, "--compat");
    assert.equal(printed, expectedCompat(publishedFigures as never));
    assert.equal(printed, expectedCompat(truth.figures));
    for (const figure of printedFigures(publishedFigures)) assert.ok(printed.includes(figure), figure);
    assert.ok(printedFigures(publishedFigures).length >= 24);
  });

  it("shows every published figure in the stored notebook, with what it is of", () => {
    const stored = JSON.parse(readFileSync(join(root, "notebooks/validate-new-profile.ipynb"), "utf8")) as {
      readonly cells: readonly {
        readonly outputs?: readonly { readonly data?: Record<string, string[]> }[];
      }[];
    };
    const outputs = stored.cells.flatMap(({ outputs = [] }) => outputs);
    const shown = outputs.map(({ data = {} }) => [data["text/plain"] ?? ""].flat().join("")).join("\n");
    const text = shown.replace(/\s+/g, " ");
    const published = ratiosIn(publishedFigures);
    assert.ok(published.length >= 14, String(published.length));
    for (const { n, d } of published) {
      const [top, bottom] = [n, d].map((count) => String(count).replace(/\B(?=(\d{3})+$)/g, ","));
      assert.ok(text.includes(`${top} / ${bottom}`), `${top} / ${bottom}`);
      assert.ok(text.includes(`${((100 * n) / d).toFixed(2)}%`), `${top} / ${bottom} in percent`);
    }
  });

  it("has the published figures whole", (test) => {
    const file = join(root, "../shared/published-report/figures.json");
    if (!existsSync(file)) {
      assert.notEqual(process.env["CI"], "true", `${file} is absent`);
      test.skip(`SKIPPED: ${file} is absent, so the copy of the published figures was not compared`);
      return;
    }
    const whole = JSON.parse(readFileSync(file, "utf8")) as unknown;
    for (const figure of printedFigures(whole))
      assert.ok(printedFigures(publishedFigures).includes(figure), figure);
  });
});

/** The counts and totals behind the percentages of the published report, in tables too. */
function ratiosIn(figures: unknown): { readonly n: number; readonly d: number }[] {
  if (typeof figures !== "object" || figures === null) return [];
  const { n, d, denominator, rows } = figures as Record<string, unknown>;
  const below = Object.values(figures).flatMap(ratiosIn);
  if (typeof n === "number" && typeof d === "number") return [{ n, d }, ...below];
  if (typeof denominator !== "number" || !Array.isArray(rows)) return below;
  const counts = (rows as unknown[][]).map((row) => row.find((cell) => typeof cell === "number") as number);
  return [...counts.map((count) => ({ n: count, d: denominator })), ...below];
}

for (const seed of [2, 3, 4]) {
  describe(`pingframe report new-profile on the lake of seed ${seed}`, () => {
    const scale = 0.2;

    it("equals the truth, as published and corrected", async () => {
      const { folder, truth } = await makeLake(seed, scale);
      assert.equal(await report(folder, "--compat"), expectedCompat(truth.figures));
      const { figures } = JSON.parse(await report(folder, "--json")) as ReportJson;
      const find = (id: string) => figures.find((figure) => figure.id === id);
      for (const reason of ["shutdown", "startup"] as const) {
        const { clients, rows } = truth.corrected[`${reason}Scheduling`];
        const found = find(`${reason}-right-time`);
        const correct = rows.find(
          ([outcome]) => outcome === "The 'new-profile' ping was correctly scheduled",
        );
        assert.deepEqual([found?.n, found?.d], [correct?.[1], clients]);
        const missing = rows.find(([outcome]) => outcome === "the session length is missing")?.[1] ?? 0;
        assert.equal(find(`${reason}-no-session-length`)?.n ?? 0, missing);
      }
      const { newProfile } = truth.figures;
      assert.equal(find("duplicates-by-document")?.n, newProfile.duplicatesByDocumentId.n);
      assert.equal(find("created-before-profile")?.value !== undefined, true);
      assert.equal(find("without-creation-date")?.value, newProfile.creationDelayDays.withoutCreationDate);
    });

    it("equals the truth without the clients that asked for deletion", async () => {
      const { folder, truth } = await makeLake(seed, scale);
      assert.equal(
        await report(folder, "--compat", "--honour-deletions"),
        expectedCompat(truth.figuresHonouringDeletions),
      );
    });
  });
}
