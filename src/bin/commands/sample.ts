import { type Command, type Invocation, numberOption, UsageError } from "../command.js";

/** `pingframe sample`: a lake of pings with a known truth. */
export const sampleCommand: Command = {
  name: "sample",
  summary: "write a lake of synthetic pings whose true figures are known",
  positionals: "OUT",
  description: [
    "Writes a deterministic lake of Heka objects to the folder OUT, with sources.json and, beside it, truth.json:",
    "every figure that the report should find. With the default seed and scale these are the figures of the",
    "published report; other seeds and scales give other, equally valid truths.",
  ].join("\n"),
  options: {
    seed: { type: "string", value: "N", help: "Chooses the lake. Default: 1." },
    scale: { type: "string", value: "X", help: "Multiplies the number of clients. Default: 1." },
    quiet: { type: "boolean", help: "No progress on standard error." },
    json: { type: "boolean", help: "Print what was written as JSON." },
  },
  run,
};

async function run(_invocation: Invocation): Promise<number> {
  void numberOption;
  throw new UsageError("waits for the room");
}
