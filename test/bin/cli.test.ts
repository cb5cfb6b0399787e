import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { encodeHeka, encodeJsonLz4 } from "../../src/decode/index.js";
import { pingOf } from "../support/small-lake.js";
import { root, runCli } from "./run-cli.js";

const folder = mkdtempSync(join(tmpdir(), "pingframe-cli-"));
const lake = join(folder, "lake");
after(() => rmSync(folder, { recursive: true, force: true }));

describe("pingframe", () => {
  it("shows help and version, and exits with 2 on an unknown command", async () => {
    const help = await runCli(["--help"]);
    assert.equal(help.code, 0);
    for (const name of ["sample", "report", "import", "cat", "explain", "sources"]) {
      assert.match(help.stdout, new RegExp(`^  ${name} `, "m"));
      const own = await runCli([name, "--help"]);
      assert.equal(own.code, 0);
      assert.match(own.stdout, new RegExp(`^Usage: pingframe ${name}`));
    }
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
    assert.equal((await runCli(["--version"])).stdout, `${version}\n`);
    const unknown = await runCli(["frobnicate"]);
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /unknown command "frobnicate"/);
  });

  it("exits with 2 on an unknown option or a missing argument, naming what there is", async () => {
    for (const args of [
      ["sample"],
      ["report"],
      ["cat"],
      ["explain"],
      ["import", "x"],
      ["report", "nothing"],
    ]) {
      assert.equal((await runCli(args)).code, 2, args.join(" "));
    }
    const { code, stderr } = await runCli(["sample", "--colour"]);
    assert.equal(code, 2);
    assert.match(stderr, /'--colour'.*--seed/);
  });

  it("exits with 1 where there are no sources, saying what to do", async () => {
    const { code, stderr } = await runCli(["sources", "--sources", join(folder, "nowhere")]);
    assert.equal(code, 1);
    assert.match(stderr, /no sources\.json.*pingframe sample/);
  });
});

describe("pingframe sample, sources and explain", () => {
  before(async () => {
    const { code, stderr } = await runCli(["sample", lake, "--scale", "0.02", "--seed", "5", "--quiet"]);
    assert.equal(code, 0, stderr);
  });

  it("sample --rollups writes a lake for roll-ups, which is another one", async () => {
    const other = join(folder, "rollups");
    const { code, stdout } = await runCli(["sample", other, "--rollups", "--scale", "0.02", "--json"]);
    assert.equal(code, 0);
    assert.ok(JSON.parse(stdout).records > 40);
    const truth = JSON.parse(readFileSync(join(other, "rollup-truth.json"), "utf8"));
    assert.equal(truth.regression.metric, "GC_MS");
    const again = await runCli(["sample", other, "--rollups", "--scale", "0.02"]);
    assert.match(again.stdout, /holds this lake already/);
  });

  it("sample doesn't make the same lake twice, and touches no other folder", async () => {
    const again = await runCli(["sample", lake, "--scale", "0.02", "--seed", "5"]);
    assert.match(again.stdout, /holds this lake already/);
    const other = mkdtempSync(join(folder, "other-"));
    writeFileSync(join(other, "mine.txt"), "mine");
    const refused = await runCli(["sample", other, "--scale", "0.02"]);
    assert.equal(refused.code, 2);
    assert.equal(readFileSync(join(other, "mine.txt"), "utf8"), "mine");
  });

  it("sample that was interrupted is made again", async () => {
    const out = join(folder, "interrupted");
    const { code } = await runCli(["sample", out, "--scale", "0.3"], {
      killWhen: () => existsSync(join(out, "data")),
    });
    assert.equal(code, 130);
    const again = await runCli(["sample", out, "--scale", "0.02", "--quiet"]);
    assert.equal(again.code, 0, again.stderr);
    assert.equal((await runCli(["sources", "--sources", out])).code, 0);
  });

  it("sources lists them, as JSON on request; PINGFRAME_SOURCES names the folder", async () => {
    const { stdout } = await runCli(["sources", "--json"], { env: { PINGFRAME_SOURCES: lake } });
    const [source] = JSON.parse(stdout) as [{ name: string; synthetic: boolean; dimensions: string[] }];
    assert.deepEqual([source.name, source.synthetic, source.dimensions.length], ["telemetry", true, 8]);
  });

  it("explain shows what a query would read", async () => {
    const args = [
      "explain",
      "telemetry",
      "docType=new-profile",
      "submissionDate=20170614..20170620",
      "--sources",
      lake,
    ];
    const { stdout, code } = await runCli(args);
    assert.equal(code, 0);
    assert.match(stdout, /docType\s+= new_profile/);
    assert.match(stdout, /in \[20170614, 20170620\)/);
    const { stdout: json } = await runCli([...args, "--json"]);
    assert.ok((JSON.parse(json) as { objects: unknown[] }).objects.length > 0);
    const wrong = await runCli(["explain", "telemetry", "docTyp=main", "--sources", lake]);
    assert.match(wrong.stderr, /did you mean "docType"/);
  });

  it("report gives console, JSON and HTML forms, without any identifier", async () => {
    const out = join(folder, "report.html");
    const report = await runCli(["report", "new-profile", "--sources", lake, "--out", out]);
    assert.equal(report.code, 0, report.stderr);
    assert.match(report.stderr, /^fetching \d+\.\d{5}MB in \d+ files\.\.\.$/m);
    assert.match(report.stderr, /report written to file:/);
    const html = readFileSync(out, "utf8");
    const json = (await runCli(["report", "new-profile", "--sources", lake, "--json", "--quiet"])).stdout;
    const idPattern = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;
    for (const text of [report.stdout, report.stderr, html, json]) assert.doesNotMatch(text, idPattern);
    assert.doesNotMatch(html, /(src|href)="https?:/);
    const { figures } = JSON.parse(json) as { figures: { id: string; n: number; d: number; of: string }[] };
    const duplicates = figures.find(({ id }) => id === "duplicates-by-document");
    assert.ok(duplicates !== undefined && duplicates.d > 0 && duplicates.of.length > 0);
  });

  it("report --check exits with 1 when a check fails or has no data", async () => {
    const empty = ["report", "new-profile", "--sources", lake, "--channel", "nothing", "--quiet"];
    assert.equal((await runCli(empty)).code, 0);
    assert.equal((await runCli([...empty, "--check"])).code, 1);
  });

  it("report names wrong dates, and gives the same figures with any number of threads", async () => {
    const wrong = await runCli(["report", "new-profile", "--sources", lake, "--from", "June"]);
    assert.notEqual(wrong.code, 0);
    assert.match(wrong.stderr, /from.*June/);
    const args = ["report", "new-profile", "--sources", lake, "--compat", "--quiet", "--threads"];
    const [none, two] = await Promise.all([runCli([...args, "0"]), runCli([...args, "2"])]);
    assert.equal(none.stdout, two.stdout);
    assert.ok(none.stdout.length > 1000);
  });

  it("report stops on Ctrl-C with exit code 130", async () => {
    const { code, stderr } = await runCli(["report", "new-profile", "--sources", lake], {
      onStderr: (text, kill) => {
        if (text.includes("fetching")) kill();
      },
    });
    assert.equal(code, 130);
    assert.match(stderr, /interrupted/);
  });
});

describe("pingframe cat", () => {
  it("prints every supported file as JSON lines, receive times exact, and names damage", async () => {
    const heka = join(folder, "pings.heka");
    const bytes = encodeHeka([pingOf(1), pingOf(2)], { timestampNs: 1_497_398_400_000_000_123n });
    writeFileSync(heka, bytes);
    const printed = await runCli(["cat", heka]);
    assert.equal(printed.code, 0);
    assert.equal(printed.stdout.trim().split("\n").length, 2);
    assert.match(printed.stdout, /"Timestamp":1497398400000000123[,}]/);
    const lz4 = join(folder, "ping.jsonlz4");
    writeFileSync(lz4, encodeJsonLz4(pingOf(3)));
    assert.match((await runCli(["cat", lz4])).stdout, /"sessionLength":30/);
    const cut = join(folder, "cut.heka");
    writeFileSync(cut, bytes.subarray(0, bytes.length - 3));
    const damaged = await runCli(["cat", cut]);
    assert.equal(damaged.code, 1);
    assert.equal(damaged.stdout.trim().split("\n").length, 1);
    assert.match(damaged.stderr, /cut\.heka at byte \d+: .*\(truncation\)/);
  });

  it("reads standard input, and exits with 1 on a file that isn't there", async () => {
    const piped = await runCli(["cat", "-"], { input: '{"a":1}\n{"a":2}\n' });
    assert.equal(piped.stdout, '{"a":1}\n{"a":2}\n');
    const { code, stderr } = await runCli(["cat", join(folder, "absent")]);
    assert.equal(code, 1);
    assert.match(stderr, /absent/);
  });
});

describe("pingframe import", () => {
  it("makes a lake that reports run on, once", async () => {
    const input = join(folder, "pings.ndjson");
    const ping = { ...pingOf(1, "new-profile"), creationDate: "2026-11-21T12:00:00.000Z", version: 4 };
    writeFileSync(input, `${JSON.stringify(ping)}\nnot json\n`);
    const out = join(folder, "imported");
    const first = await runCli(["import", input, "--out", out]);
    assert.equal(first.code, 0, first.stderr);
    assert.match(first.stdout, /imported 1 pings/);
    assert.match(first.stderr, /skipped .*pings\.ndjson at byte \d+/);
    const { stdout } = await runCli(["import", input, "--out", out, "--json", "--quiet"]);
    const account = JSON.parse(stdout) as { imported: number; alreadyThere: number };
    assert.deepEqual([account.imported, account.alreadyThere], [0, 1]);
    const report = await runCli(["report", "new-profile", "--sources", out, "--quiet"]);
    assert.equal(report.code, 0, report.stderr);
    assert.doesNotMatch(report.stdout, /assumed/);
  });

  it("prints how many copies it left out; the report says how many receive times are assumed", async () => {
    const fixtures = join(root, "test/importing/fixtures");
    const out = join(folder, "archived");
    const copied = "1795302450871.c702501b-cae9-4d66-8965-681e2e1feedc.new-profile.jsonlz4";
    const first = await runCli(["import", join(fixtures, "profile"), "--out", out]);
    assert.match(first.stdout, /^3 have an assumed receive time$/m);
    const { stdout } = await runCli(["report", "new-profile", "--sources", out, "--quiet"]);
    assert.match(stdout, /^ {2}! Of 2 of these 2 pings the receive time is assumed/m);
    assert.match(stdout, /assumed receive times +2 of 2 new-profile pings/);
    const ping = await runCli(["cat", join(fixtures, "profile/datareporting/archived/2026-11", copied)]);
    const body = JSON.parse(ping.stdout) as { id: string };
    const request = { url: `/submit/telemetry/${body.id}`, receivedAt: "2026-11-22T00:00:00Z", body };
    const received = join(folder, "received.ndjson");
    writeFileSync(received, JSON.stringify(request));
    const later = await runCli(["import", received, "--out", out]);
    assert.match(later.stdout, /imported 1 pings/);
    assert.match(later.stdout, /^1 left out: copies of pings that were also received$/m);
    const again = await runCli(["report", "new-profile", "--sources", out, "--quiet"]);
    assert.match(again.stdout, /Of 1 of these 2 pings the receive time is assumed/);
  });
});
