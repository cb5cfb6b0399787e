import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const version = "0.26.1";

/**
 * Installs nodejs-polars in a folder of its own, once. npm leaves its binary out, so that is named too.
 *
 * @returns A path to resolve the package from, or why there is none.
 */
export function installPolars(): string | { readonly reason: string } {
  const folder = join(import.meta.dirname, "../../../node_modules/.cache/pingframe-bench");
  const manifest = join(folder, "package.json");
  const libc = process.platform === "linux" ? "-gnu" : process.platform === "win32" ? "-msvc" : "";
  const binary = `nodejs-polars-${process.platform}-${process.arch}${libc}`;
  if (!existsSync(join(folder, "node_modules", binary))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(manifest, '{ "private": true }\n');
    const names = ["nodejs-polars", binary].map((name) => `${name}@${version}`);
    const npm = spawnSync("npm", ["install", "--no-audit", "--no-fund", ...names], {
      cwd: folder,
      encoding: "utf8",
      shell: process.platform === "win32",
    });
    if (npm.status !== 0) {
      const why = (npm.error?.message ?? npm.stderr).trim().split("\n").at(-1);
      return { reason: `npm can't install ${names.join(" and ")} in ${folder}: ${why}` };
    }
  }
  try {
    createRequire(manifest)("nodejs-polars");
  } catch (error) {
    return { reason: `nodejs-polars does not load: ${(error as Error).message.split("\n")[0]}` };
  }
  return manifest;
}
