import type { ParameterDeclaration } from "../../../report/index.js";
import type { Command, Invocation } from "../../command.js";
import { environmentOption } from "./jupyter-environment.js";
import { fileArgument, openTask } from "./notebook-task.js";

/** `pingframe notebook params`: the parameters a notebook takes. */
export const paramsCommand: Command = {
  name: "notebook params",
  summary: "list the parameters that a notebook takes",
  positionals: "FILE",
  description:
    "Lists the parameters that a notebook declares in notebook({ parameters }), without running it.",
  options: { json: { type: "boolean", help: "Print them as JSON." }, ...environmentOption },
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const file = fileArgument(invocation, "params");
  const { declared } = await openTask(file, invocation, { willRun: false });
  await invocation.print(
    invocation.options["json"] ? `${JSON.stringify(declared, null, 2)}\n` : listOf(declared),
  );
  return 0;
}

function listOf(declared: Readonly<Record<string, ParameterDeclaration>>): string {
  const rows = Object.entries(declared).map(([name, declaration]) => {
    const { type, default: value, help } = declaration;
    const kind =
      declaration.type === "string" && declaration.choices ? declaration.choices.join(" | ") : type;
    return [name, kind, value === null ? "not given" : JSON.stringify(value), help];
  });
  if (rows.length === 0) return "no parameters\n";
  const table = [["name", "type", "default", "meaning"], ...rows];
  const widths = [0, 1, 2].map((i) => Math.max(...table.map((row) => row[i]?.length ?? 0)));
  const lines = table.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return `${lines.join("\n")}\n`;
}
