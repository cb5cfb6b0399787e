import { Dataset } from "../../index.js";
import type { Command, Invocation } from "../command.js";
import { sourceOptions, sourcesFolder } from "../dataset-options.js";

/** `pingframe sources`: the sources there are. */
export const sourcesCommand: Command = {
  name: "sources",
  summary: "list the sources of a lake and their dimensions",
  positionals: "",
  description: "Lists the sources that sources.json describes, with their dimensions.",
  options: {
    sources: sourceOptions["sources"]!,
    json: { type: "boolean", help: "Print JSON." },
  },
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const sources = sourcesFolder(invocation);
  const listed = await Dataset.sources({ sources });
  const described = await Promise.all(
    listed.map(async (source) => ({
      ...source,
      dimensions: await Dataset.fromSource(source.name, { sources }).schema,
    })),
  );
  if (invocation.options["json"]) {
    await invocation.print(`${JSON.stringify(described, null, 2)}\n`);
    return 0;
  }
  for (const { name, description, synthetic, dimensions } of described) {
    await invocation.print(
      `${name}${synthetic ? " (synthetic)" : ""}  ${description}\n  ${dimensions.join(" / ")}\n`,
    );
  }
  return 0;
}
