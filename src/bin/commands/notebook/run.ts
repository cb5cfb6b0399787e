import { formatIpynb, runJupyter } from "../../../notebook/index.js";
import { type Command, type Invocation, textOption, textsOption, UsageError } from "../../command.js";
import { writeFileWhole } from "../../write-file-whole.js";
import { environmentOption, programs } from "./jupyter-environment.js";
import { fileArgument, openTask, runOptions, runTask, tellWritten } from "./notebook-task.js";

/** `pingframe notebook run`: a notebook from top to bottom, with parameters. */
export const runNotebookCommand: Command = {
  name: "notebook run",
  summary: "run a notebook from top to bottom, with parameters",
  positionals: "FILE",
  description: [
    "Runs a notebook, or the source of one, in a new kernel through Jupyter. An error in a cell ends the run with",
    "what the kernel said and where. --out writes the notebook with its outputs, or a page that opens offline.",
  ].join("\n"),
  options: {
    parameter: {
      type: "string",
      short: "p",
      multiple: true,
      value: "NAME=VALUE",
      help: "Give a parameter another value; may be repeated. pingframe notebook params lists them.",
    },
    out: { type: "string", value: "FILE", help: "Write the result: an .ipynb or an .html." },
    ...runOptions,
    ...environmentOption,
  },
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const { env, signal, print } = invocation;
  const file = fileArgument(invocation, "run");
  const out = textOption(invocation, "out");
  if (out !== undefined && !/\.(ipynb|html)$/.test(out)) {
    throw new UsageError(`--out must end in .ipynb or .html, got ${JSON.stringify(out)}`);
  }
  const given = parseGiven(textsOption(invocation, "parameter"));
  const task = await openTask(file, invocation);
  const text = formatIpynb(await runTask(task, given, invocation));
  if (out === undefined) {
    const { cells } = task.notebook;
    await print(`${file} ran: ${cells.filter(({ cell_type }) => cell_type === "code").length} cells\n`);
    return 0;
  }
  if (out.endsWith(".ipynb")) await writeFileWhole(out, text);
  else {
    const { output, end } = await runJupyter("html", text, {
      environment: task.environment,
      programs,
      env,
      signal,
    });
    if (output === null) throw new Error(`the page can't be made: ${end.stderr.trim().slice(-2000)}`);
    await writeFileWhole(out, output);
  }
  tellWritten(out, invocation);
  return 0;
}

function parseGiven(texts: readonly string[]): Record<string, string> {
  const given: Record<string, string> = {};
  for (const text of texts) {
    const [name = "", ...value] = text.split("=");
    if (name === "" || value.length === 0) {
      throw new UsageError(`-p needs name=value, got ${JSON.stringify(text)}`);
    }
    if (Object.hasOwn(given, name))
      throw new UsageError(`parameter ${JSON.stringify(name)} is given twice; give it once`);
    given[name] = value.join("=");
  }
  return given;
}
