import { createLocalEngine } from "../engine/index.js";
import type { DatasetOptions } from "../index.js";
import { writeProgress } from "../scan/index.js";
import { type CommandOption, type Invocation, numberOption, textOption } from "./command.js";

/** The options of every command that reads a source. */
export const sourceOptions: Readonly<Record<string, CommandOption>> = {
  sources: {
    type: "string",
    value: "DIR",
    help: "The folder with sources.json, or s3://BUCKET/PREFIX. Default: $PINGFRAME_SOURCES, else ./sample-lake.",
  },
  threads: {
    type: "string",
    value: "N",
    help: "How many worker threads scan; 0 scans in the main thread. Default: one a core.",
  },
  quiet: { type: "boolean", help: "No progress on standard error." },
};

/** The folder that sources are looked for in. */
export function sourcesFolder(invocation: Invocation): string {
  return textOption(invocation, "sources") ?? invocation.env["PINGFRAME_SOURCES"] ?? "sample-lake";
}

/** What {@link sourceOptions} say, as a dataset takes it. */
export function datasetOptions(invocation: Invocation): Required<DatasetOptions> {
  const threads = numberOption(invocation, "threads", { min: 0, integer: true });
  const { tell, interactive } = invocation;
  return {
    sources: sourcesFolder(invocation),
    engine: createLocalEngine(threads === undefined ? {} : { threads }),
    onEvent: invocation.options["quiet"] ? null : writeProgress({ write: tell, now: Date.now, interactive }),
  };
}
