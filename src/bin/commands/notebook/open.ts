import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { formatIpynb, loadNotebook, writeKernelSpec } from "../../../notebook/index.js";
import { type Command, type Invocation, UsageError } from "../../command.js";
import { writeFileWhole } from "../../write-file-whole.js";
import { sourcesIn } from "./build.js";
import { environmentOption, findEnvironment, loadOptions, programs } from "./jupyter-environment.js";
import { dataEnvironment, dataOptions } from "./notebook-task.js";

/** `pingframe notebook open`: JupyterLab on a folder. */
export const openCommand: Command = {
  name: "notebook open",
  summary: "start JupyterLab on a folder of notebooks",
  positionals: "[DIR | FILE] [-- JUPYTER OPTION…]",
  description: [
    "Starts JupyterLab on the folder (default: notebooks), or on a notebook in its folder, and opens a browser; Ctrl-C",
    "ends it. A source that has no notebook beside it gets one. What follows -- goes to Jupyter, such as -- --no-browser --port 9000.",
  ].join("\n"),
  options: { ...dataOptions, ...environmentOption },
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const { positionals, env, signal, tell } = invocation;
  const [named = "notebooks", ...passed] = positionals[0]?.startsWith("-")
    ? ["notebooks", ...positionals]
    : positionals;
  const isFile = /\.(ts|ipynb)$/.test(named);
  const folder = isFile ? dirname(named) : named;
  const stray = passed.find((word, i) => !word.startsWith("-") && !passed[i - 1]?.startsWith("-"));
  if (stray !== undefined)
    throw new UsageError(`open takes one folder or file, got ${JSON.stringify(stray)} too`);
  const environment = await findEnvironment(invocation);
  const options = loadOptions(environment);
  for (const file of await sourcesIn([folder])) {
    const target = file.replace(/\.ts$/, ".ipynb");
    if (existsSync(target)) continue;
    await writeFileWhole(target, formatIpynb((await loadNotebook(file, options)).notebook));
    tell(`made ${target}\n`);
  }
  const opened = isFile ? [basename(named).replace(/\.ts$/, ".ipynb")] : [];
  for (const file of opened) {
    if (!existsSync(join(folder, file)))
      throw new UsageError(`no notebook ${JSON.stringify(join(folder, file))}`);
  }
  await writeKernelSpec(environment, programs);
  const module = existsSync(environment.lab) ? "jupyterlab" : "notebook";
  const asRoot = process.getuid?.() === 0 ? ["--allow-root"] : [];
  const jupyterOptions = ["--MultiKernelManager.default_kernel_name=tslab", ...asRoot, ...passed, ...opened];
  const child = spawn(environment.python, ["-m", module, ...jupyterOptions], {
    cwd: folder,
    env: { ...env, ...dataEnvironment(invocation) },
    stdio: "inherit",
  });
  // At Ctrl-C Jupyter asks whether it is meant; ours is. It must not outlive us either.
  const stop = (): void => void child.kill("SIGTERM");
  signal.addEventListener("abort", stop, { once: true });
  process.once("SIGTERM", stop).once("SIGHUP", stop);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(signal.aborted ? 0 : (code ?? 1)));
  });
}
