// Runs the compiled tests: all of them, or those whose path under test/ starts with a name given
// (`npm run t -- frame decode/heka`). Build first.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join, relative } from "node:path";

const root = join(import.meta.dirname, "..", "dist", "test");
const wanted = process.argv.slice(2);
const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".test.js"))
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((file) => wanted.length === 0 || wanted.some((name) => relative(root, file).startsWith(name)))
  .sort();
if (files.length === 0) {
  console.error(`no test file under dist/test matches ${JSON.stringify(wanted)}; build first`);
  process.exit(1);
}
const run = spawnSync(
  process.execPath,
  ["--enable-source-maps", "--test", "--test-reporter=spec", ...files],
  {
    stdio: "inherit",
    env: { ...process.env, TZ: "UTC" },
  },
);
process.exit(run.status ?? 1);
