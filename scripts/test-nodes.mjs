// Runs the compiled tests on other Node versions: `node scripts/test-nodes.mjs 22 24 [-- rooms…]`. Build first.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const [versions, rooms] = process.argv
  .slice(2)
  .reduce(
    ([before, after], word) =>
      word === "--" || after ? [before, word === "--" ? [] : [...after, word]] : [[...before, word], after],
    [[], null],
  );
for (const version of versions.length > 0 ? versions : ["22", "24"]) {
  const folder = join(root, ".cache", `node-${version}`);
  const node = join(folder, `node_modules/node-linux-${process.arch}/bin/node`);
  if (!existsSync(node)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), '{ "private": true }');
    const install = ["install", "--no-audit", "--no-fund", `node-linux-${process.arch}@${version}`];
    if (spawnSync("npm", install, { cwd: folder, stdio: "inherit" }).status !== 0) process.exit(1);
  }
  const run = spawnSync(node, [join(import.meta.dirname, "run-tests.mjs"), ...(rooms ?? [])], {
    stdio: "inherit",
  });
  if (run.status !== 0) process.exit(run.status ?? 1);
}
