import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { pingOf } from "../support/small-lake.js";
import { runCli } from "./run-cli.js";
import { sampleLake } from "./sample-lake.js";

const folder = mkdtempSync(join(tmpdir(), "pingframe-publish-"));
after(() => rmSync(folder, { recursive: true, force: true }));

describe("pingframe report --publish", () => {
  it("writes a report on made-up data, whose counts may be small", async () => {
    const out = join(folder, "report.html");
    const sources = await sampleLake(5, 0.02);
    const args = ["report", "new-profile", "--sources", sources, "--quiet"];
    const published = await runCli([...args, "--publish", "--out", out]);
    assert.equal(published.code, 0, published.stderr);
    assert.match(readFileSync(out, "utf8"), /<h1>/);
    assert.equal(published.stdout, (await runCli(args)).stdout);
  });

  it("refuses one on few clients of real data, says where, and prints and writes nothing", async () => {
    const input = join(folder, "pings.ndjson");
    const out = join(folder, "refused.html");
    const ping = { ...pingOf(1, "new-profile"), creationDate: "2026-11-21T12:00:00.000Z", version: 4 };
    writeFileSync(input, `${JSON.stringify(ping)}\n`);
    const lake = join(folder, "lake");
    assert.equal((await runCli(["import", input, "--out", lake])).code, 0);
    const args = ["report", "new-profile", "--sources", lake, "--quiet", "--publish", "--out", out];
    for (const more of [[], ["--json"], ["--compat"]]) {
      const { code, stdout, stderr } = await runCli([...args, ...more]);
      assert.deepEqual([code, stdout, existsSync(out)], [1, "", false], stderr);
      assert.match(
        stderr,
        /not publishable; nothing was written\n {2}block \d+ \(\w+.*\): .* below 10 \(small group\)/,
      );
    }
    assert.equal((await runCli([...args, "--min-clients", "1"])).code, 0);
  });

  it("takes --min-clients only with --publish", async () => {
    const { code, stderr } = await runCli(["report", "new-profile", "--min-clients", "5"]);
    assert.deepEqual([code, /--min-clients needs --publish/.test(stderr)], [2, true]);
  });
});
