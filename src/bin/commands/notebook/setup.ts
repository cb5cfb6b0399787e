import { setUp } from "../../../notebook/index.js";
import type { Command, Invocation } from "../../command.js";
import { environmentFolder, environmentOption, programs } from "./jupyter-environment.js";

/** `pingframe notebook setup`: makes JupyterLab with tslab. */
export const setupCommand: Command = {
  name: "notebook setup",
  summary: "make JupyterLab with tslab, in a folder of its own",
  positionals: "",
  description: [
    "Makes a Python environment with JupyterLab, and tslab beside it; nothing outside the folder is touched. What is",
    "there is kept. Needs Python 3.9 with venv, and npm. Where the Python package index can't be reached, classic",
    "Notebook comes from the system's packages (on Debian and its like, as root).",
  ].join("\n"),
  options: environmentOption,
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const { tell, print, env, signal } = invocation;
  const environment = await setUp({
    folder: environmentFolder(invocation),
    programs,
    env,
    signal,
    mayInstallSystemPackages: process.getuid?.() === 0,
    tell: (sentence) => tell(`${sentence}\n`),
  });
  await print(`notebooks are ready in ${environment.folder}; start with pingframe notebook open\n`);
  return 0;
}
