import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");

function run(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
  assert.equal(status, 0, `${command} ${args.join(" ")}\n${stdout}\n${stderr}`);
  return stdout;
}

describe("the package", () => {
  const folder = mkdtempSync(join(tmpdir(), "pingframe-package-"));
  let tarball = "";
  before(() => {
    const packed = run("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", folder], root);
    tarball = join(folder, (JSON.parse(packed) as [{ filename: string }])[0].filename);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("is clean for publint --strict", () => {
    const publint = join(root, "node_modules/publint/src/cli.js");
    assert.match(run(process.execPath, [publint, "--strict", tarball], root), /All good!/);
  });

  it("resolves with types everywhere, also for node10, as tslab resolves", () => {
    const attw = join(root, "node_modules/@arethetypeswrong/cli/dist/index.js");
    const args = [attw, tarball, "--ignore-rules", "cjs-resolves-to-esm", "--format", "json"];
    const { analysis } = JSON.parse(run(process.execPath, args, root)) as {
      analysis: {
        entrypoints: Record<
          string,
          { resolutions: Record<string, { resolution?: { isTypeScript: boolean } }> }
        >;
      };
    };
    for (const kind of ["node10", "node16-cjs", "node16-esm", "bundler"]) {
      assert.ok(analysis.entrypoints["."]?.resolutions[kind]?.resolution?.isTypeScript, kind);
    }
  });

  it("has no script that runs at install, and no top-level await in the library", () => {
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    for (const name of ["preinstall", "install", "postinstall", "prepare"]) {
      assert.equal(manifest.scripts[name], undefined);
    }
    // require() of a module graph with top-level await fails with ERR_REQUIRE_ASYNC_MODULE.
    const script = `const { Dataset, version } = require("pingframe"); console.log(typeof Dataset.fromSource, version)`;
    assert.match(run(process.execPath, ["-e", script], root), /^function \d/);
  });

  it("installed into an empty project, works from a script and from the command line", () => {
    const project = mkdtempSync(join(tmpdir(), "pingframe-project-"));
    try {
      writeFileSync(join(project, "package.json"), '{ "name": "empty", "private": true, "type": "module" }');
      run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", tarball], project);
      writeFileSync(
        join(project, "script.js"),
        `import { Frame, Pings, getPingsProperties, plotBars } from "pingframe";
         const frame = await getPingsProperties(Pings.of([{ id: "a", payload: { reason: "shutdown" } }]), ["payload/reason"]);
         console.log(frame.countBy("payload/reason").toObjects());
         const png = await plotBars([{ label: "a", value: 1 }], { title: "One" }).toPNG();
         console.log(png.length > 1000, Frame.fromObjects([{ x: 1 }]).length);`,
      );
      const printed = run(process.execPath, ["script.js"], project);
      assert.match(printed, /'payload\/reason': 'shutdown', count: 1/);
      assert.match(printed, /true 1/);
      const pingframe = join(project, "node_modules/.bin/pingframe");
      assert.match(run(pingframe, ["--version"], project), /^\d+\.\d+\.\d+\n$/);
      run(pingframe, ["sample", "lake", "--scale", "0.01", "--quiet"], project);
      run(
        pingframe,
        ["report", "new-profile", "--sources", "lake", "--out", "report.html", "--quiet"],
        project,
      );
      assert.match(readFileSync(join(project, "report.html"), "utf8"), /<svg/);
    } finally {
      rmSync(project, { recursive: true, force: true });
    }
  });
});
