import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Packages that only a bench needs. */
export interface RivalNeeds {
  readonly npm?: readonly string[];
  readonly pip?: readonly string[];
}

/**
 * Installs packages into a folder of the bench's own, once.
 *
 * @returns null if they are there, else what went wrong, in a line.
 */
export function installRivals(cache: string, { npm = [], pip = [] }: RivalNeeds): string | null {
  for (const name of npm) {
    const packages = npmFolder(cache);
    // A native package's binary is an optional dependency of its own, which npm leaves out now and then.
    const [, base, version] = /^(.+)@(.+)$/.exec(name)!;
    if (existsSync(join(packages, "node_modules", base!))) continue;
    mkdirSync(packages, { recursive: true });
    writeFileSync(join(packages, "package.json"), "{}");
    const binary = `${base}-${process.platform}-${process.arch}${process.platform === "linux" ? "-gnu" : ""}@${version}`;
    const failure = run("npm", ["install", "--no-audit", "--no-fund", "--prefix", packages, name, binary]);
    if (failure !== null) return failure;
  }
  if (pip.length > 0) {
    const marker = join(pipFolder(cache), `${pip.join("+").replaceAll(/[^\w.+-]/g, "_")}.installed`);
    if (!existsSync(marker)) {
      const failure = run("python3", [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--target",
        pipFolder(cache),
        ...pip,
      ]);
      if (failure !== null) return failure;
      writeFileSync(marker, "");
    }
  }
  return null;
}

export const npmFolder = (cache: string): string => join(cache, "packages");
export const pipFolder = (cache: string): string => join(cache, "python");

function run(program: string, args: readonly string[]): string | null {
  const { error, status, stderr } = spawnSync(program, args, { encoding: "utf8", timeout: 300_000 });
  if (error !== undefined) return `${program}: ${error.message}`;
  if (status === 0) return null;
  const lines = stderr.trim().split("\n");
  return `${program} ${args[0] === "-m" ? "-m pip " : ""}install: ${lines.findLast((line) => /error/i.test(line)) ?? lines.at(-1)}`;
}
