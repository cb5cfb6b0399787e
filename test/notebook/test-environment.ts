import { join } from "node:path";
import type { TestContext } from "node:test";
import { type JupyterEnvironment, type KernelPrograms, setUp } from "../../src/notebook/index.js";
import { root } from "../bin/run-cli.js";

/** The environment that tests share, kept between runs. */
export const folder: string = join(root, ".cache", "jupyter");

export const programs: KernelPrograms = {
  node: process.execPath,
  launcher: join(root, "dist/src/bin/notebook-kernel.js"),
};

let made: Promise<JupyterEnvironment | Error> | null = null;

/**
 * JupyterLab with tslab, made on first use. Where it can't be made the test is skipped and says so, except in CI.
 */
export async function jupyter(test: TestContext): Promise<JupyterEnvironment | null> {
  made ??= setUp({
    folder,
    programs,
    env: process.env,
    mayInstallSystemPackages: process.env["CI"] === "true" && process.getuid?.() === 0,
    tell: () => {},
  }).catch((error: Error) => error);
  const environment = await made;
  if (!(environment instanceof Error)) return environment;
  if (process.env["CI"] === "true") throw environment;
  test.skip(`SKIPPED: no Jupyter with tslab could be set up: ${environment.message}`);
  return null;
}
