import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import {
  environmentAt,
  isSetUp,
  type JupyterEnvironment,
  type KernelPrograms,
  type LoadOptions,
  loadCompiler,
} from "../../../notebook/index.js";
import { type CommandOption, type Invocation, textOption } from "../../command.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../../../..");

/** The programs that the kernel is started with. */
export const programs: KernelPrograms = {
  node: process.execPath,
  launcher: join(root, "dist/src/bin/notebook-kernel.js"),
};

/** The option of every notebook command: where Jupyter is. */
export const environmentOption: Readonly<Record<string, CommandOption>> = {
  dir: {
    type: "string",
    value: "DIR",
    help: "The folder of the Jupyter environment. Default: $PINGFRAME_JUPYTER, else ~/.cache/pingframe/jupyter.",
  },
};

/** The folder of the environment that a command works with. */
export function environmentFolder(invocation: Invocation): string {
  const { env } = invocation;
  const cache = env["XDG_CACHE_HOME"] || join(homedir(), ".cache");
  return resolve(
    textOption(invocation, "dir") || env["PINGFRAME_JUPYTER"] || join(cache, "pingframe", "jupyter"),
  );
}

/**
 * The environment that a command works with.
 * @throws {Error} If it is not set up.
 */
export async function findEnvironment(invocation: Invocation): Promise<JupyterEnvironment> {
  const environment = environmentAt(environmentFolder(invocation));
  if (await isSetUp(environment)) return environment;
  const dir = textOption(invocation, "dir");
  const command = `pingframe notebook setup${dir === undefined ? "" : ` --dir ${dir}`}`;
  throw new Error(`no Jupyter environment in ${environment.folder}; run ${command}`);
}

/** What sources are checked with. */
export function loadOptions({ compiler, tslab }: JupyterEnvironment): LoadOptions {
  return {
    compiler: loadCompiler(compiler),
    packages: { pingframe: join(root, "dist/src/index.d.ts") },
    typeRoots: [join(tslab, "node_modules/@types")],
  };
}
