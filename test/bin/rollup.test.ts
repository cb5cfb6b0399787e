import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { root, runCli } from "./run-cli.js";

describe("pingframe rollup and serve", () => {
  const folder = mkdtempSync(join(tmpdir(), "pingframe-rollup-"));
  const lake = join(folder, "lake");
  const database = join(folder, "aggregates");
  const common = ["--sources", lake, "--database", database, "--quiet", "--threads", "0"];
  after(() => rmSync(folder, { recursive: true, force: true }));
  before(async () => {
    const { code, stderr } = await runCli(["sample", lake, "--rollups", "--scale", "0.05", "--quiet"]);
    assert.equal(code, 0, stderr);
  });
  interface Merged {
    readonly days: readonly {
      readonly date: string;
      readonly outcome: string;
      readonly pings: number;
      readonly rows: number;
    }[];
  }

  it("run merges all days of a source, each once, and status lists them", async () => {
    const first = await runCli(["rollup", "run", ...common, "--json"]);
    assert.equal(first.code, 0, first.stderr);
    const { days } = JSON.parse(first.stdout) as Merged;
    assert.deepEqual(
      days.map(({ date, outcome }) => [date, outcome]),
      ["20150615", "20150616", "20150617"].map((date) => [date, "merged"]),
    );
    assert.ok(days.every(({ pings, rows }) => pings > 0 && rows > 0));
    const again = await runCli(["rollup", "run", "--date", "20150616", ...common]);
    assert.equal(again.stdout, "20150616  already merged\n");
    const changed = await runCli(["rollup", "run", "--date", "20150616", "--dedupe", ...common]);
    assert.equal(changed.code, 1);
    assert.match(changed.stderr, /was merged already, and profile or options are others; use --replace\n/);
    const replaced = await runCli([
      "rollup",
      "run",
      "--date",
      "20150616",
      "--dedupe",
      "--replace",
      ...common,
    ]);
    assert.match(
      replaced.stdout,
      /^20150616 {2}replaced: \d+ pings of \d+ objects, \d+ aggregates in \d+ partitions/,
    );
    const status = await runCli(["rollup", "status", "--database", database, "--json"]);
    const shown = JSON.parse(status.stdout) as {
      kind: string;
      days: { submissionDate: string; state: string }[];
    };
    assert.equal(shown.kind, "pglite");
    assert.deepEqual(
      shown.days.map(({ submissionDate, state }) => `${submissionDate} ${state}`),
      ["20150617 merged", "20150616 merged", "20150615 merged"],
    );
  });

  it("serve answers until it is told to stop, and trim then says what is too old", async () => {
    const program = join(root, "dist/src/bin/pingframe.js");
    const server = spawn(process.execPath, [
      program,
      "serve",
      "--database",
      database,
      "--port",
      "0",
      "--quiet",
    ]);
    const url = await new Promise<string>((resolve, reject) => {
      server.stdout.setEncoding("utf8").once("data", (text: string) => resolve(text.trim()));
      server.once("exit", (code) => reject(new Error(`serve ended with ${code}`)));
    });
    const [path] = /\/aggregates_by\/[^"\s]+/.exec(readFileSync(join(root, "README.md"), "utf8"))!;
    const answer = (await (await fetch(url + path)).json()) as {
      data: { count: number }[];
      kind: string;
      description: string;
    };
    assert.equal(answer.kind, "exponential");
    assert.equal(answer.data.length, 1);
    const definitions = JSON.parse(readFileSync(join(lake, "definitions/Histograms.json"), "utf8")) as {
      GC_MS: { description: string };
    };
    assert.equal(answer.description, definitions.GC_MS.description);
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGTERM");
    assert.equal(await ended, 0);
    const trimmed = await runCli([
      "rollup",
      "trim",
      "--database",
      database,
      "--today",
      "20150617",
      "--keep-days",
      "1",
      "--json",
    ]);
    const report = JSON.parse(trimmed.stdout) as { dryRun: boolean; from: string; days: string[] };
    assert.deepEqual([report.dryRun, report.from, report.days], [true, "20150616", ["20150615"]]);
  });

  it("exit with 2 where they are called wrongly", async () => {
    for (const args of [
      ["rollup", "run", "--date", "yesterday"],
      ["rollup", "run", "--replace", "--late"],
      ["rollup", "run", "--late", "--dedupe"],
      ["rollup", "run", "--late", "--clients"],
      ["rollup", "run", "--profile", "both"],
      ["rollup", "run", "extra"],
      ["rollup", "trim", "--today", "now"],
      ["rollup", "nothing"],
      ["rollup", "trim", "20150617", "--yes"],
      ["rollup", "status", database],
      ["serve", database],
      ["serve", "--port", "99999"],
      ["serve", "--issuer", "https://issuer.example"],
    ]) {
      assert.equal(
        (await runCli([...args, ...(args[1] === "run" ? ["--sources", lake] : [])])).code,
        2,
        args.join(" "),
      );
    }
  });
});
