import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { findDifference, formatIpynb, type Ipynb } from "../../../notebook/index.js";
import { type Command, type Invocation, UsageError } from "../../command.js";
import { environmentOption } from "./jupyter-environment.js";
import { fileArgument, openTask, runOptions, runTask } from "./notebook-task.js";

/** `pingframe notebook verify`: whether a stored notebook says what it says when run. */
export const verifyCommand: Command = {
  name: "notebook verify",
  summary: "run a stored notebook again and compare its outputs, byte by byte",
  positionals: "FILE.ipynb",
  description: [
    "Runs a stored notebook again, with the parameters it was run with, and compares what comes out with what is",
    "stored. If the source it was made of lies beside it, that is what runs. Exits with 1 at a difference and names it.",
  ].join("\n"),
  options: { ...runOptions, ...environmentOption },
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const file = fileArgument(invocation, "verify");
  if (!file.endsWith(".ipynb")) throw new UsageError(`verify needs an .ipynb, got ${JSON.stringify(file)}`);
  const task = await openTask(file, invocation, { willRun: false });
  const difference = await compareWithRun(file, task.notebook, invocation);
  await invocation.print(difference === null ? `${file} is what a run gives\n` : `${file}: ${difference}\n`);
  return difference === null ? 0 : 1;
}

/** Where a stored notebook first differs from a run of it; `null` if nowhere. */
export async function compareWithRun(
  file: string,
  stored: Ipynb,
  invocation: Invocation,
): Promise<string | null> {
  const { source, parameters = {} } = stored.metadata.pingframe ?? {};
  const origin = source === undefined ? file : join(dirname(file), source);
  const task = await openTask(existsSync(origin) ? origin : file, invocation);
  const fresh = await runTask(task, parameters, invocation);
  return findDifference(plain(stored), plain(fresh));
}

function plain(notebook: Ipynb): Ipynb {
  return JSON.parse(formatIpynb(notebook)) as Ipynb;
}
