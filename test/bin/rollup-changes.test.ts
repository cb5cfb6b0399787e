import assert from "node:assert/strict";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { type CliResult, runCli } from "./run-cli.js";

describe("pingframe rollup run on days that change", () => {
  const folder = mkdtempSync(join(tmpdir(), "pingframe-rollup-changes-"));
  const lake = join(folder, "lake");
  const common = ["--sources", lake, "--database", join(folder, "db"), "--quiet", "--threads", "0"];
  const run = (...args: readonly string[]): Promise<CliResult> =>
    runCli(["rollup", "run", ...args, ...common]);
  let objects: readonly string[];
  after(() => rmSync(folder, { recursive: true, force: true }));
  before(async () => {
    const { code, stderr } = await runCli(["sample", lake, "--rollups", "--scale", "0.05", "--quiet"]);
    assert.equal(code, 0, stderr);
    objects = readdirSync(join(lake, "data"), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".heka.gz") && name.includes("/main/"))
      .sort()
      .map((name) => join(lake, "data", name));
  });

  it("tells of damaged records, notices an object that was repaired, and replaces also what is the same", async () => {
    const object = objects.find((name) => name.includes("20150616"))!;
    const whole = readFileSync(object);
    writeFileSync(object, whole.subarray(0, whole.length - 200));
    const damaged = await run("--date", "20150616");
    assert.equal(damaged.code, 0, damaged.stderr);
    assert.match(damaged.stdout, /^20150616 {2}merged: .*; damaged: 1 \w+\n$/);
    writeFileSync(object, whole);
    const changed = await run("--date", "20150616");
    assert.deepEqual([changed.code, changed.stdout], [1, ""]);
    assert.match(
      changed.stderr,
      /merged already, and 1 of its objects have changed or are gone; use --replace\n/,
    );
    const replaced = await run("--date", "20150616", "--replace");
    assert.match(replaced.stdout, /^20150616 {2}replaced: \d+ pings of \d+ objects/);
    assert.doesNotMatch(replaced.stdout, /damaged/);
    const again = await run("--date", "20150616", "--replace", "--json");
    const { days } = JSON.parse(again.stdout) as { days: { outcome: string; damage: object }[] };
    assert.deepEqual(
      days.map(({ outcome, damage }) => [outcome, damage]),
      [["replaced", {}]],
    );
  });

  it("refuses a date without objects, skips it among others, and merges it when there are some", async () => {
    const database = join(folder, "none");
    const args = ["--sources", lake, "--database", database, "--threads", "0", "--quiet"];
    const refused = await runCli(["rollup", "run", "--date", "20150620", ...args]);
    assert.deepEqual(
      [refused.code, refused.stdout, refused.stderr],
      [
        1,
        "",
        'pingframe rollup run: source "telemetry" has no pings of type main of 20150620, so nothing was merged; ' +
          "dates there are: 20150615, 20150616, 20150617\n",
      ],
    );
    assert.ok(!existsSync(database));
    const two = ["--date", "20150617", "--date", "20150620"];
    const some = await runCli(["rollup", "run", ...two, ...args]);
    assert.equal(some.code, 0, some.stderr);
    assert.match(some.stdout, /^20150617 {2}merged: .*\n20150620 {2}no objects; skipped\n$/);
    const moved = (date: string): string => dirname(objects.find((name) => name.includes(date))!);
    cpSync(moved("20150616"), moved("20150616").replace("20150616", "20150620"), { recursive: true });
    const come = await runCli(["rollup", "run", ...two, ...args, "--json"]);
    const { days } = JSON.parse(come.stdout) as { days: { date: string; outcome: string }[] };
    assert.deepEqual(
      days.map(({ date, outcome }) => [date, outcome]),
      [
        ["20150617", "already merged"],
        ["20150620", "merged"],
      ],
    );
    rmSync(join(lake, "data", "telemetry-2", "20150620"), { recursive: true });
    const gone = await runCli(["rollup", "run", "--date", "20150620", "--replace", ...args]);
    assert.match(gone.stderr, /no pings of type main of 20150620, so nothing was merged/);
    const status = await runCli(["rollup", "status", "--database", database]);
    assert.match(status.stdout, /^20150620 {2}telemetry {2}merged/m);
  });
});
