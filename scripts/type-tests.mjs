// Compiles test/types/*.ts against the built declarations, as a user would: "pingframe" is found through package.json.
// Once as notebooks do (TypeScript 5.0.4, not strict, Node10 resolution), once with the newest TypeScript, strict.
// Errors in test/types and in our own declarations fail; those inside other packages don't.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const folder = join(root, ".cache", "type-tests");
const shared = { target: "es2022", lib: ["es2022"], noEmit: true, skipLibCheck: false, types: ["node"] };
const runs = {
  "typescript 5.0.4, not strict": {
    compiler: "ts50/lib/tsc.js",
    options: { ...shared, module: "commonjs", moduleResolution: "node10", strict: false },
  },
  "newest typescript, strict": {
    compiler: "typescript/bin/tsc",
    options: {
      ...shared,
      module: "nodenext",
      moduleResolution: "nodenext",
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
    },
  },
};

rmSync(folder, { recursive: true, force: true });
mkdirSync(join(folder, "node_modules"), { recursive: true });
symlinkSync(root, join(folder, "node_modules", "pingframe"), "dir");
writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
const files = readdirSync(join(root, "test", "types")).filter((name) => name.endsWith(".ts"));
for (const name of files) cpSync(join(root, "test", "types", name), join(folder, name));

const failures = Object.entries(runs).flatMap(([name, { compiler, options }]) => {
  const config = join(folder, "tsconfig.json");
  const compilerOptions = { ...options, typeRoots: [join(root, "node_modules", "@types")] };
  writeFileSync(config, JSON.stringify({ compilerOptions, files }));
  const tsc = join(root, "node_modules", compiler);
  const run = spawnSync(process.execPath, [tsc, "-p", config, "--pretty", "false"], {
    cwd: root,
    encoding: "utf8",
  });
  // What an indented line says belongs to the error above it.
  const errors = `\n${run.stdout}`
    .split(/\n(?=\S)/)
    .filter((error) => /(^|\s)error TS/.test(error.split("\n")[0]));
  const ours = errors.filter((error) => !/^(\.\.\/)*node_modules\//.test(error));
  if (run.stderr !== "" || (run.status !== 0 && errors.length === 0)) ours.push(run.stderr + run.stdout);
  return ours.map((error) => `${name}: ${error.trim().replaceAll(".cache/type-tests/", "test/types/")}`);
});
if (files.length === 0) failures.push("no file under test/types");
for (const failure of failures) process.stderr.write(`${failure}\n`);
process.exit(failures.length === 0 ? 0 : 1);
