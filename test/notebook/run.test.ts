import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { type Ipynb, parseCells, toIpynb } from "../../src/notebook/index.js";
import { type CliResult, runCli } from "../bin/run-cli.js";
import { folder as environmentFolder, jupyter } from "./test-environment.js";

const folder = mkdtempSync(join(tmpdir(), "pingframe-notebook-test-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};
const run = (args: string[], options: Parameters<typeof runCli>[1] = {}): Promise<CliResult> =>
  runCli(["notebook", ...args], { ...options, env: { PINGFRAME_JUPYTER: environmentFolder } });
const ipynb = (name: string, ...sources: string[]): string =>
  write(
    name,
    JSON.stringify(toIpynb(parseCells(sources.map((text) => `// %%\n${text}`).join("\n"), name), name)),
  );

const small = `// %% [markdown]
// # Small

// %%
import { Frame, notebook, stats } from "pingframe";

const nb = notebook({
  title: "Small",
  parameters: {
    days: { type: "number", default: 7, help: "How many days." },
    from: { type: "date", default: null, help: "First day." },
    kind: { type: "string", default: "a", choices: ["a", "b"], help: "Which." },
  },
});

// %% [markdown]
// ## Counting
// What there is.

// %%
const given = nb.parameters;
console.log(stats.mean([given.days, 1]), given.from, given.kind);

// %%
console.error("progress");
await Promise.resolve();
Frame.fromObjects([{ name: "é", n: 1 }]).toObjects();
`;

describe("pingframe notebook", () => {
  const source = write("small.ts", small);

  it("run executes every cell, tells which, and gives the outputs", async (test) => {
    if ((await jupyter(test)) === null) return;
    const out = join(folder, "out.ipynb");
    const { code, stderr } = await run(["run", source, "--out", out]);
    assert.equal(code, 0, stderr);
    assert.match(
      stderr,
      /^cell 1 of 3 · Small\ncell 2 of 3 · Counting\ncell 3 of 3 · Counting\nwritten to file:/,
    );
    const { cells } = JSON.parse(readFileSync(out, "utf8")) as Ipynb;
    const code_ = cells.filter(({ cell_type }) => cell_type === "code");
    assert.deepEqual(
      code_.map(({ execution_count }) => execution_count),
      [1, 2, 3],
    );
    assert.deepEqual(code_[1]?.outputs, [{ output_type: "stream", name: "stdout", text: ["4 null a\n"] }]);
    assert.deepEqual(code_[2]?.outputs, [
      { output_type: "stream", name: "stderr", text: ["progress\n"] },
      { output_type: "stream", name: "stdout", text: ["[ { name: 'é', n: 1 } ]\n"] },
    ]);
  });

  it("run takes parameters by name, with their types", async (test) => {
    if ((await jupyter(test)) === null) return;
    const out = join(folder, "given.ipynb");
    const args = ["-p", "days=9", "--parameter", "from=2017-06-15", "-p", "kind=b", "--quiet"];
    const { code, stderr } = await run(["run", source, ...args, "--out", out]);
    assert.equal(code, 0, stderr);
    assert.match(readFileSync(out, "utf8"), /"5 20170615 b\\n"/);
    const verified = await run(["verify", out, "--quiet"]);
    assert.equal(verified.code, 0, verified.stdout + verified.stderr);
  });

  it("run refuses wrong parameters before anything runs, and lists what there is", async (test) => {
    if ((await jupyter(test)) === null) return;
    const cases: [string, number, RegExp][] = [
      ["day=9", 1, /unknown parameter "day"; parameters: days, from, kind\n/],
      ["days=many", 1, /parameter "days" must be a number, got "many"; How many days\./],
      ["from=2017-02-30", 1, /parameter "from" must be a day as YYYYMMDD or YYYY-MM-DD, got "2017-02-30"/],
      ["kind=c", 1, /parameter "kind" must be one of a, b, got "c"/],
      ["days", 2, /-p needs name=value, got "days"/],
    ];
    for (const [given, exit, message] of cases) {
      const { code, stderr } = await run(["run", source, "-p", given]);
      assert.match(stderr, message);
      assert.equal(code, exit);
      assert.doesNotMatch(stderr, /cell 1/);
    }
  });

  it("params lists them, also as JSON", async (test) => {
    if ((await jupyter(test)) === null) return;
    const { stdout } = await run(["params", source]);
    assert.match(
      stdout,
      /^name +type +default +meaning\ndays +number +7 +How many days\.\nfrom +date +not given/,
    );
    assert.match(stdout, /kind +a \| b +"a" +Which\./);
    const { days } = JSON.parse((await run(["params", source, "--json"])).stdout) as { days: unknown };
    assert.deepEqual(days, { type: "number", default: 7, help: "How many days." });
  });

  it("run fails with the real message, the cell and the line of the source", async (test) => {
    if ((await jupyter(test)) === null) return;
    const failing =
      "// %%\nconst a = 1;\n\n// %%\nconsole.error('so far');\nthrow new RangeError('days is ' + a);\n\n// %%\na;\n";
    const file = write("failing.ts", failing);
    const out = join(folder, "failing.ipynb");
    const { code, stderr } = await run(["run", file, "--out", out]);
    assert.equal(code, 1);
    assert.ok(stderr.endsWith(`pingframe notebook run: ${file}:5, cell 2: RangeError: days is 1\n`), stderr);
    assert.throws(() => readFileSync(out));
  });

  it("run names the line of an error of types that only the kernel finds", async (test) => {
    if ((await jupyter(test)) === null) return;
    const file = ipynb("typed.ipynb", "const a = 1;", "a;\nconst b: string = a;");
    const { code, stderr } = await run(["run", file, "--quiet"]);
    assert.equal(code, 1);
    assert.match(stderr, /typed\.ipynb, cell 2: Type 'number' is not assignable to type 'string'\./);
  });

  it("run fails if a cell was not executed", async (test) => {
    if ((await jupyter(test)) === null) return;
    const notebook = toIpynb(parseCells('// %%\n1;\n// %% tags=["skip-execution"]\n2;\n', "a.ts"), "a.ts");
    const { code, stderr } = await run(["run", write("skipped.ipynb", JSON.stringify(notebook)), "--quiet"]);
    assert.equal(code, 1);
    assert.match(stderr, /skipped\.ipynb, cell 2: was not executed/);
  });

  it("run says when the kernel died", async (test) => {
    if ((await jupyter(test)) === null) return;
    const { code, stderr } = await run(["run", ipynb("dies.ipynb", "process.exit(3);"), "--quiet"]);
    assert.equal(code, 1);
    assert.match(stderr, /dies\.ipynb, cell 1: the kernel died/);
  });

  it("run refuses a source that would not run in cells, before it runs", async (test) => {
    if ((await jupyter(test)) === null) return;
    const file = write("trap.ts", "// %%\nconst a = 1;\n\n// %%\nconsole.log({ a });\n");
    const { code, stderr } = await run(["run", file]);
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^pingframe notebook run: \S+trap\.ts:5: shorthand property "a" is of an earlier cell/,
    );
  });

  it("run stops the kernel on Ctrl-C, in a busy cell too", async (test) => {
    if ((await jupyter(test)) === null) return;
    for (const body of ["while (true) {}", "setInterval(() => {}, 1000); await new Promise(() => {});"]) {
      const mark = `/* ${Math.random()} */`;
      const { code, stderr } = await run(["run", ipynb("busy.ipynb", `${body} ${mark}`)], {
        onStderr: (text, kill) => text.includes("cell 1 of 1") && kill(),
      });
      assert.equal(code, 130, stderr);
      assert.match(stderr, /interrupted/);
    }
  });

  it("run renders a page that loads nothing from elsewhere", async (test) => {
    if ((await jupyter(test)) === null) return;
    const out = join(folder, "small.html");
    const { code, stderr } = await run(["run", source, "--quiet", "--out", out]);
    assert.equal(code, 0, stderr);
    const page = readFileSync(out, "utf8");
    assert.match(page, /<title>Small<\/title>/);
    assert.match(page, /4 null a/);
    assert.doesNotMatch(page, /<(?:script|link|img|iframe)[^>]+(?:src|href)=["']?(?:https?:)?\/\//i);
  });

  it("open makes the notebooks that are missing, starts JupyterLab, and ends it on Ctrl-C", async (test) => {
    if ((await jupyter(test)) === null) return;
    const here = mkdtempSync(join(folder, "open-"));
    writeFileSync(join(here, "small.ts"), small);
    const { code, stderr } = await run(["open", here, "--", "--no-browser", "--port=0"], {
      onStderr: (text, kill) => /http:\/\/127\.0\.0\.1:\d+\//.test(text) && kill(),
    });
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^made \S+small\.ipynb\n/);
    const none = await run(["open", join(here, "none.ipynb")]);
    assert.match(none.stderr, /no notebook "\S+none\.ipynb"/);
    assert.equal(none.code, 2);
    const { cells } = JSON.parse(readFileSync(join(here, "small.ipynb"), "utf8")) as Ipynb;
    assert.equal(cells.length, 5);
  });

  it("build writes the same bytes again, and verify finds a figure that was edited by hand", async (test) => {
    if ((await jupyter(test)) === null) return;
    const file = join(folder, "small.ipynb");
    const built = await run(["build", source, "--quiet"]);
    assert.equal(built.stdout, `${file} written\n`, built.stderr);
    const bytes = readFileSync(file, "utf8");
    assert.equal((await run(["build", source, "--quiet"])).stdout, `${file} is what its source gives\n`);
    assert.equal(readFileSync(file, "utf8"), bytes);

    writeFileSync(file, bytes.replace('"4 null a\\n"', '"5 null a\\n"'));
    const verified = await run(["verify", file, "--quiet"]);
    assert.equal(verified.code, 1, verified.stderr);
    assert.match(
      verified.stdout,
      /: cell 2: output 1 differs at line \d: stored ".*5 null a.*", now ".*4 null a/,
    );
    const checked = await run(["build", source, "--quiet", "--check"]);
    assert.equal(checked.code, 1);
    assert.match(checked.stdout, /small\.ipynb differs: cell 2: output 1/);

    write("small.ts", small.replace("What there is.", "What there was."));
    writeFileSync(file, bytes);
    assert.match(
      (await run(["verify", file, "--quiet"])).stdout,
      /text differs at line 2: stored "What there is\."/,
    );
  });
});
