import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import {
  type ConsoleOptions,
  type ReportDocument,
  SESSION_KEY,
  SeenData,
  type Session,
  toCompat,
  toConsole,
  toHTML,
  toJSON,
} from "../../report/index.js";
import { noting, SURROUNDINGS_KEY } from "../../surroundings.js";
import { checkPublishable, parsePublishing, publishOptions } from "../check-publishable.js";
import { type Command, type CommandOption, type Invocation, textOption, UsageError } from "../command.js";
import { databaseOption } from "../database-option.js";
import { datasetOptions, sourceOptions } from "../dataset-options.js";
import { refusePasswords } from "../refuse-passwords.js";
import { writeFileWhole } from "../write-file-whole.js";

/** The reports there are, and the notebook that each one is. */
const notebooks: Readonly<Record<string, string>> = {
  "new-profile": "../../../notebooks/validate-new-profile.js",
  "hello-telemetry": "../../../notebooks/hello-telemetry.js",
  "ping-delays": "../../../notebooks/ping-delays.js",
  "your-own-firefox": "../../../notebooks/your-own-firefox.js",
  "roll-ups": "../../../notebooks/roll-ups.js",
};
const names = Object.keys(notebooks).join(", ");

/** What any of the notebooks takes; each refuses the ones it does not declare. */
const parameterOptions: Readonly<Record<string, CommandOption>> = {
  source: { type: "string", value: "NAME", help: "The source to read. Default: telemetry." },
  from: {
    type: "string",
    value: "DATE",
    help: "First submission date, YYYYMMDD. Default: the source's own, else all.",
  },
  to: {
    type: "string",
    value: "DATE",
    help: "Submission date to stop before. Default: the source's own, else all.",
  },
  channel: { type: "string", value: "NAME", help: "Update channel. Default: the source's own, else all." },
  "build-from": { type: "string", value: "ID", help: "First build id. Default: the source's own, else all." },
  "build-to": {
    type: "string",
    value: "ID",
    help: "Build id to stop before. Default: the source's own, else all.",
  },
  date: {
    type: "string",
    value: "DATE",
    help: "The submission date of hello-telemetry. Default: the source's own, else the newest.",
  },
  profile: {
    type: "string",
    value: "DIR",
    help: "The Firefox profile of your-own-firefox. Default: a made-up one.",
  },
  probe: {
    type: "string",
    value: "NAME",
    help: "The histogram that your-own-firefox looks at. Default: the fullest.",
  },
  database: { ...databaseOption, help: `${databaseOption.help} Of roll-ups.` },
  metric: { type: "string", value: "NAME", help: "The metric of roll-ups. Default: GC_MS." },
  "honour-deletions": { type: "boolean", help: "Leave out the clients that sent a deletion-request." },
};

/** `pingframe report`: runs a notebook and gives its report. */
export const reportCommand: Command = {
  name: "report",
  summary: `run a report: ${names}`,
  positionals: "NAME",
  description: [
    `Runs a report (${names})`,
    "on a source and prints it; --out also writes it as one HTML file that opens offline. On a",
    "lake made by pingframe sample, dates, channel and build ids default to those of the published report.",
    "Client ids and document ids never appear.",
  ].join("\n"),
  options: {
    ...parameterOptions,
    out: { type: "string", value: "FILE", help: "Write the report as HTML." },
    check: {
      type: "boolean",
      help: "Exit with 1 if a check fails or has no data; an inconclusive one does not count.",
    },
    compat: { type: "boolean", help: "Print the figures in the published report's formatting." },
    ...publishOptions,
    json: { type: "boolean", help: "Print every figure with its n, d and definition as JSON." },
    ...sourceOptions,
  },
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const { options, positionals, print, tell } = invocation;
  const [name, ...more] = positionals;
  const notebook = name === undefined ? undefined : notebooks[name];
  if (notebook === undefined || more.length > 0) {
    throw new UsageError(`report needs one name, got ${JSON.stringify(positionals)}; reports: ${names}`);
  }
  if (options["compat"] && options["json"]) throw new UsageError("--compat and --json exclude each other");
  const publishing = parsePublishing(invocation);
  const printsConsole = !options["compat"] && !options["json"];
  const seen = publishing === null ? null : new SeenData();
  // What is to be published is shown once it is known that it may be.
  const document = await runNotebook(
    new URL(notebook, import.meta.url),
    invocation,
    printsConsole && seen === null,
    seen,
    publishing?.foldRare ?? null,
  );
  const out = textOption(invocation, "out");
  if (publishing !== null && seen !== null) {
    checkPublishable("report", [document, toHTML(document)], seen, publishing.minClients);
    if (printsConsole) await print(toConsole(document, layoutOf(invocation)));
  }
  if (options["json"]) await print(`${JSON.stringify(toJSON(document), null, 2)}\n`);
  if (options["compat"]) await print(toCompat(document));
  if (out !== undefined) {
    await writeFileWhole(out, toHTML(document));
    tell(`report written to ${pathToFileURL(resolve(out)).href}\n`);
  }
  const isBad = document.verdict === "fail" || document.verdict === "no data";
  return options["check"] && isBad ? 1 : 0;
}

function layoutOf(invocation: Invocation): ConsoleOptions {
  return { width: Math.min(120, invocation.width), color: invocation.printsToTerminal };
}

/** Runs a notebook's module in a session of ours. The module may run once in a process. */
async function runNotebook(
  url: URL,
  invocation: Invocation,
  printsConsole: boolean,
  seen: SeenData | null,
  foldRare: number | null,
): Promise<ReportDocument> {
  const { sources, engine, onEvent } = datasetOptions(invocation);
  let finished: ReportDocument | null = null;
  const session: Session = {
    parameters: parametersOf(invocation),
    foldRare,
    onFinish: (document) => {
      finished = document;
    },
    ...layoutOf(invocation),
    ...(printsConsole ? { write: (text: string) => void invocation.print(text) } : {}),
  };
  const { signal } = invocation;
  Object.assign(globalThis, {
    [SESSION_KEY]: session,
    [SURROUNDINGS_KEY]: {
      sourcesFolder: sources,
      engine,
      onEvent: onEvent ?? undefined,
      signal,
      ...(seen === null ? {} : noting(seen)),
    },
  });
  try {
    await import(url.href);
  } finally {
    await engine.close();
  }
  if (finished === null) throw new Error("the notebook ended without finishing its report");
  return finished;
}

function parametersOf({ options }: Invocation): Record<string, string | boolean> {
  const given: Record<string, string | boolean> = {};
  for (const name of Object.keys(parameterOptions)) {
    const value = options[name];
    if (typeof value === "string" || typeof value === "boolean")
      given[name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())] = value;
  }
  refusePasswords(given);
  return given;
}
