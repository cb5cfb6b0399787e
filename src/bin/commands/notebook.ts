import type { CommandGroup } from "../command.js";
import { buildCommand } from "./notebook/build.js";
import { openCommand } from "./notebook/open.js";
import { paramsCommand } from "./notebook/params.js";
import { runNotebookCommand } from "./notebook/run.js";
import { setupCommand } from "./notebook/setup.js";
import { verifyCommand } from "./notebook/verify.js";

/** `pingframe notebook`: notebooks in JupyterLab, with tslab as their kernel. */
export const notebookCommands: CommandGroup = {
  name: "notebook",
  summary: "notebooks in JupyterLab: set up, open, run with parameters, verify",
  description: [
    "Notebooks in JupyterLab with tslab, the TypeScript kernel. A notebook is an .ipynb, or its source: a .ts in",
    "percent cells (// %% starts a cell of code, // %% [markdown] one of prose).",
  ].join("\n"),
  commands: [setupCommand, openCommand, runNotebookCommand, paramsCommand, verifyCommand, buildCommand],
};
