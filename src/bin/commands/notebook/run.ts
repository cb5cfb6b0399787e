import { formatIpynb, runJupyter } from "../../../notebook/index.js";
import type { NotebookFile } from "../../../report/index.js";
import { parsePublishing, publishOptions, watchForPublishing } from "../../check-publishable.js";
import { type Command, type Invocation, textOption, textsOption, UsageError } from "../../command.js";
import { writeFileWhole } from "../../write-file-whole.js";
import { environmentOption, programs } from "./jupyter-environment.js";
import {
  fileArgument,
  type NotebookTask,
  openTask,
  runOptions,
  runTask,
  tellWritten,
} from "./notebook-task.js";

/** `pingframe notebook run`: a notebook from top to bottom, with parameters. */
export const runNotebookCommand: Command = {
  name: "notebook run",
  summary: "run a notebook from top to bottom, with parameters",
  positionals: "FILE",
  description: [
    "Runs a notebook, or the source of one, in a new kernel through Jupyter. An error in a cell ends the run with",
    "what the kernel said and where. --out writes the notebook with its outputs, or a page that opens offline.",
    "--publish looks at all that would be written: prose, code, tables, charts with the data within them, what was",
    "printed. If an identifier that was seen in the data is in it, or a count below --min-clients, nothing is written.",
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
    ...publishOptions,
    ...runOptions,
    ...environmentOption,
  },
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const { print } = invocation;
  const file = fileArgument(invocation, "run");
  const out = textOption(invocation, "out");
  if (out !== undefined && !/\.(ipynb|html)$/.test(out)) {
    throw new UsageError(`--out must end in .ipynb or .html, got ${JSON.stringify(out)}`);
  }
  const given = parseGiven(textsOption(invocation, "parameter"));
  const publishing = parsePublishing(invocation);
  const task = await openTask(file, invocation);
  const watch = publishing === null ? null : await watchForPublishing(publishing);
  try {
    const text = formatIpynb(await runTask(task, given, invocation, watch?.env));
    await watch?.check("notebook", [JSON.parse(text) as NotebookFile]);
    if (out === undefined) {
      const { cells } = task.notebook;
      const count = cells.filter(({ cell_type }) => cell_type === "code").length;
      await print(
        `${file} ran: ${count} cells${watch === null ? "" : "; nothing keeps it from being published"}\n`,
      );
      return 0;
    }
    const written = out.endsWith(".ipynb") ? text : await toPage(text, task, invocation);
    // A page shows what the notebook does, in a form of its own.
    if (written !== text) await watch?.check("page", [JSON.parse(text) as NotebookFile, written]);
    await writeFileWhole(out, written);
  } finally {
    await watch?.end();
  }
  tellWritten(out, invocation);
  return 0;
}

async function toPage(text: string, { environment }: NotebookTask, invocation: Invocation): Promise<string> {
  const { env, signal } = invocation;
  const { output, end } = await runJupyter("html", text, { environment, programs, env, signal });
  if (output === null) throw new Error(`the page can't be made: ${end.stderr.trim().slice(-2000)}`);
  return output;
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
