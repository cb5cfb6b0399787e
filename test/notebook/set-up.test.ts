import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { findPython, setUp } from "../../src/notebook/index.js";
import { folder, jupyter, programs } from "./test-environment.js";

const scratch = mkdtempSync(join(tmpdir(), "pingframe-setup-test-"));
after(() => rmSync(scratch, { recursive: true, force: true }));

/** A folder of programs that stand for the real ones. */
function programsFolder(name: string, scripts: Readonly<Record<string, string>>): string {
  const bin = join(scratch, name);
  mkdirSync(bin);
  symlinkSync(process.execPath, join(bin, "node"));
  for (const [program, script] of Object.entries(scripts)) {
    writeFileSync(join(bin, program), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, program), 0o755);
  }
  return bin;
}

async function attempt(
  into: string,
  env: Readonly<Record<string, string | undefined>>,
  mayInstallSystemPackages = false,
): Promise<{ told: string[]; error: string }> {
  const told: string[] = [];
  const options = {
    folder: into,
    programs,
    env,
    mayInstallSystemPackages,
    tell: (text: string) => void told.push(text),
  };
  const error = await setUp(options).then(
    () => "",
    (thrown: Error) => thrown.message,
  );
  return { told, error };
}

describe("setUp", () => {
  it("only looks if everything is there, and writes the kernel's description", async (test) => {
    if ((await jupyter(test)) === null) return;
    const { told, error } = await attempt(folder, process.env);
    assert.equal(error, "");
    assert.deepEqual(told, [`Jupyter is there: ${folder}`, "tslab@1.0.22 is there"]);
    const spec = JSON.parse(
      readFileSync(join(folder, "share/jupyter/kernels/tslab/kernel.json"), "utf8"),
    ) as unknown;
    assert.deepEqual(spec, {
      argv: [
        programs.node,
        programs.launcher,
        join(folder, "kernel/node_modules/tslab"),
        "{connection_file}",
      ],
      display_name: "TypeScript",
      language: "typescript",
    });
  });

  it("refuses a folder with other files", async () => {
    const into = join(scratch, "mine");
    mkdirSync(into);
    writeFileSync(join(into, "thesis.txt"), "");
    const { error } = await attempt(into, process.env);
    assert.equal(error, `${into} holds other files; name a new or empty folder`);
  });

  // The index is out of reach for a made-up Python, so that nothing is fetched and no package of the system touched.
  const python = (log: string): string => `
    echo "$@" >> ${log}
    case "$*" in
      "-m venv --clear"*) shift 3; [ "$1" = --system-site-packages ] && shift
        mkdir -p "$1/bin"; cp "$0" "$1/bin/python"; touch "$1/pyvenv.cfg";;
      "-m pip install"*) echo "ERROR: No matching distribution found for jupyterlab" >&2; exit 1;;
      *find_spec*) exit 1;;
    esac`;

  it("says what to do where the Python package index can't be reached", async () => {
    const log = join(scratch, "pip.log");
    const PATH = `${programsFolder("offline", { python3: python(log) })}:/usr/bin:/bin`;
    const { told, error } = await attempt(join(scratch, "b"), { PATH });
    assert.equal(
      error,
      "can't install from the Python package index (ERROR: No matching distribution found for jupyterlab); " +
        "connect to it, or name a mirror in PIP_INDEX_URL",
    );
    assert.equal(told.length, 2);
  });

  it("turns to the system's packages there, where it may, and says so", async () => {
    const log = join(scratch, "apt.log");
    const apt = `echo "$@" >> ${log}; [ "$1" = install ] && { echo "E: unable to locate" >&2; exit 100; }; exit 0`;
    const PATH = `${programsFolder("fallback", { python3: python(log), "apt-get": apt })}:/usr/bin:/bin`;
    const { told, error } = await attempt(join(scratch, "c"), { PATH }, true);
    assert.match(told.at(-1) ?? "", /: installing classic Notebook from the system's packages instead$/);
    assert.equal(error, "the system's packages can't be installed: E: unable to locate");
    const calls = readFileSync(log, "utf8").match(/^(install|update)\b/gm);
    assert.deepEqual(calls, ["install", "update", "install"]);
    assert.match(readFileSync(log, "utf8"), /^install --yes --no-install-recommends jupyter-notebook/m);
  });

  it("waits for another set-up of the folder, unless that died", async () => {
    const into = join(scratch, "d");
    mkdirSync(into);
    writeFileSync(join(into, "other"), "");
    writeFileSync(`${into}.lock`, "999999999");
    const died = await attempt(into, process.env);
    assert.match(died.error, /holds other files/);
    writeFileSync(`${into}.lock`, `${process.pid}`);
    const waiting = attempt(into, process.env);
    setTimeout(() => rmSync(`${into}.lock`), 300);
    const { told, error } = await waiting;
    assert.deepEqual(told, [`waiting for another set-up (${into}.lock)`]);
    assert.match(error, /holds other files/);
  });
});

describe("findPython", () => {
  it("takes the first that can make virtual environments, and says what each lacks if none can", async () => {
    const old = '[ "$2" = pass ] && exit 0; exit 1';
    const lacks = '[ "$2" = "import venv, ensurepip" ] && exit 1; exit 0';
    const PATH = programsFolder("pythons", { old: old, lacks: lacks, fine: "exit 0" });
    assert.equal(await findPython({ env: { PATH } }, ["none", "old", "lacks", "fine"]), "fine");
    await assert.rejects(
      findPython({ env: { PATH } }, ["none", "old", "lacks"]),
      (error: Error) =>
        error.message ===
        "no usable python: none is not there, old is older than 3.9, lacks has no venv module; " +
          "install Python 3.9 or newer with venv (on Debian: apt-get install python3-venv)",
    );
  });
});
