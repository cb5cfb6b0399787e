import type { Command, CommandGroup } from "./command.js";
import { catCommand } from "./commands/cat.js";
import { cpCommand } from "./commands/cp.js";
import { explainCommand } from "./commands/explain.js";
import { importCommand } from "./commands/import.js";
import { notebookCommands } from "./commands/notebook.js";
import { reportCommand } from "./commands/report.js";
import { rollupCommands } from "./commands/rollup.js";
import { sampleCommand } from "./commands/sample.js";
import { serveCommand } from "./commands/serve.js";
import { sourcesCommand } from "./commands/sources.js";

/** What `pingframe` can do, in the order in which it is shown. */
export const commands: readonly (Command | CommandGroup)[] = [
  sampleCommand,
  reportCommand,
  explainCommand,
  sourcesCommand,
  importCommand,
  catCommand,
  cpCommand,
  notebookCommands,
  rollupCommands,
  serveCommand,
];
