import type { CommandGroup } from "../command.js";
import { runRollupCommand } from "./rollup/run.js";
import { statusCommand } from "./rollup/status.js";
import { trimCommand } from "./rollup/trim.js";

/** `pingframe rollup`: pings into aggregates, and what becomes of these. */
export const rollupCommands: CommandGroup = {
  name: "rollup",
  summary: "roll pings up into aggregates in a database: run, status, trim",
  description: [
    "Adds up the histograms and scalars of a day's pings by channel, version, build and the like, and merges them",
    "into history: in PostgreSQL by $DATABASE_URL, else in a database embedded in the folder ./aggregates.",
    "pingframe serve answers from it over HTTP.",
  ].join("\n"),
  commands: [runRollupCommand, statusCommand, trimCommand],
};
