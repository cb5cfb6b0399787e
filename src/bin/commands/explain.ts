import { between, type Condition } from "../../catalog/index.js";
import { Dataset } from "../../index.js";
import { type Command, type Invocation, UsageError } from "../command.js";
import { datasetOptions, sourceOptions } from "../dataset-options.js";

/** `pingframe explain`: what a query would read. */
export const explainCommand: Command = {
  name: "explain",
  summary: "show what a query would read, without reading it",
  positionals: "SOURCE [DIMENSION=CONDITION…]",
  description: [
    "Lists, dimension by dimension, the partitions that conditions keep and drop, and the objects and bytes",
    "that a query would read. A condition is a value (docType=main), a list (docType=main,crash), a half-open",
    "range START..END with either end left out (submissionDate=20170614..20170620), or a regular expression",
    "(appVersion=/^55/). For example:",
    "",
    "  pingframe explain telemetry docType=new-profile submissionDate=20170614..20170620",
  ].join("\n"),
  options: { sources: sourceOptions["sources"]!, json: { type: "boolean", help: "Print JSON." } },
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const [source, ...conditions] = invocation.positionals;
  if (source === undefined) throw new UsageError("no source given");
  let dataset = Dataset.fromSource(
    source,
    datasetOptions({ ...invocation, options: { ...invocation.options, quiet: true } }),
  );
  for (const text of conditions) dataset = dataset.where(parseClause(text));
  const explanation = await dataset.explain({ signal: invocation.signal });
  const text = invocation.options["json"] ? JSON.stringify(explanation, null, 2) : explanation.toString();
  await invocation.print(`${text}\n`);
  return 0;
}

function parseClause(text: string): Record<string, Condition> {
  const equals = text.indexOf("=");
  if (equals <= 0)
    throw new UsageError(`a condition must be DIMENSION=CONDITION, got ${JSON.stringify(text)}`);
  const dimension = text.slice(0, equals);
  const value = text.slice(equals + 1);
  const range = /^(.*)\.\.(.*)$/.exec(value);
  if (range !== null) return { [dimension]: between(range[1] || null, range[2] || null) };
  if (/^\/.*\/$/.test(value)) return { [dimension]: new RegExp(value.slice(1, -1)) };
  const values = value.split(",");
  return { [dimension]: values.length === 1 ? value : values };
}
