import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { findDifference, formatIpynb, type Ipynb } from "../../../notebook/index.js";
import { type Command, type Invocation, UsageError } from "../../command.js";
import { writeFileWhole } from "../../write-file-whole.js";
import { environmentOption } from "./jupyter-environment.js";
import { openTask, runOptions, runTask } from "./notebook-task.js";

/** `pingframe notebook build`: the notebooks of a folder, made of their sources. */
export const buildCommand: Command = {
  name: "notebook build",
  summary: "make and run the notebooks of a folder from their sources",
  positionals: "[DIR | FILE.ts …]",
  description: [
    "Makes an .ipynb of each source in the folder (default: notebooks), runs it and writes it beside the source, with",
    "its outputs. The same source on the same data gives the same bytes.",
  ].join("\n"),
  options: {
    check: {
      type: "boolean",
      help: "Write nothing; exit with 1 if a notebook is not what its source gives.",
    },
    ...runOptions,
    ...environmentOption,
  },
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const { options, print } = invocation;
  let code = 0;
  for (const file of await sourcesIn(invocation.positionals)) {
    const target = file.replace(/\.ts$/, ".ipynb");
    const text = formatIpynb(await runTask(await openTask(file, invocation), {}, invocation));
    const stored = await readFile(target, "utf8").catch(() => null);
    if (stored === text) await print(`${target} is what its source gives\n`);
    else if (options["check"]) {
      code = 1;
      await print(`${target} ${stored === null ? "is missing" : `differs: ${difference(stored, text)}`}\n`);
    } else {
      await writeFileWhole(target, text);
      await print(`${target} written\n`);
    }
  }
  return code;
}

function difference(stored: string, fresh: string): string {
  try {
    const found = findDifference(JSON.parse(stored) as Ipynb, JSON.parse(fresh) as Ipynb);
    return found ?? "only in how the file is laid out";
  } catch {
    return "it is not a notebook";
  }
}

/** The sources that arguments name: files, or those of one folder. */
export async function sourcesIn(positionals: readonly string[]): Promise<readonly string[]> {
  if (positionals.length > 0 && positionals.every((name) => name.endsWith(".ts"))) return positionals;
  const [folder = "notebooks", ...more] = positionals;
  if (more.length > 0)
    throw new UsageError(`expected one folder or sources, got ${JSON.stringify(positionals)}`);
  const names = await readdir(folder).catch(() => {
    throw new UsageError(`no folder ${JSON.stringify(folder)}; name the one with the notebooks`);
  });
  return names
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))
    .sort()
    .map((name) => join(folder, name));
}
