import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import {
  codeOf,
  type Ipynb,
  type JupyterEnvironment,
  type LoadedNotebook,
  loadNotebook,
  NotebookError,
  readDeclaration,
  runNotebook,
} from "../../../notebook/index.js";
import { type ParameterDeclarations, parseParameters } from "../../../report/index.js";
import { toAbsoluteLocation } from "../../../store/index.js";
import { type CommandOption, type Invocation, UsageError } from "../../command.js";
import { absoluteDatabaseOf, databaseOption } from "../../database-option.js";
import { sourcesFolder } from "../../dataset-options.js";
import { refusePasswords } from "../../refuse-passwords.js";
import { findEnvironment, loadOptions, programs } from "./jupyter-environment.js";

/** Where the notebooks' data are. */
export const dataOptions: Readonly<Record<string, CommandOption>> = {
  sources: {
    type: "string",
    value: "DIR",
    help: "The folder with sources.json, or s3://BUCKET/PREFIX. Default: $PINGFRAME_SOURCES, else ./sample-lake.",
  },
  database: { ...databaseOption, help: `Of aggregates. ${databaseOption.help}` },
};

/** What a kernel is told of them: a notebook runs in its own folder. */
export function dataEnvironment(invocation: Invocation): Readonly<Record<string, string>> {
  return {
    PINGFRAME_SOURCES: toAbsoluteLocation(sourcesFolder(invocation)),
    DATABASE_URL: absoluteDatabaseOf(invocation),
  };
}

/** The options of every command that runs a notebook. */
export const runOptions: Readonly<Record<string, CommandOption>> = {
  ...dataOptions,
  quiet: { type: "boolean", help: "No progress on standard error." },
};

/** The one file that a command is about. */
export function fileArgument({ positionals }: Invocation, command: string): string {
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) {
    throw new UsageError(`${command} needs one notebook, got ${JSON.stringify(positionals)}`);
  }
  return file;
}

/** A notebook as a command works with it. */
export interface NotebookTask extends LoadedNotebook {
  readonly environment: JupyterEnvironment;
  readonly file: string;
  /** What it declares; none if it declares nothing. */
  readonly declared: ParameterDeclarations;
}

/** Reads a notebook and what it declares; checks a source, unless it is not to run. */
export async function openTask(
  file: string,
  invocation: Invocation,
  { willRun = true }: { readonly willRun?: boolean } = {},
): Promise<NotebookTask> {
  const environment = await findEnvironment(invocation);
  const options = loadOptions(environment);
  const loaded = await loadNotebook(file, willRun ? options : null);
  try {
    const declaration = readDeclaration(codeOf(loaded.notebook), options.compiler);
    return { ...loaded, environment, file, declared: declaration?.parameters ?? {} };
  } catch (error) {
    throw new NotebookError((error as Error).message, { file });
  }
}

/**
 * Runs a notebook, telling which cell runs. Given parameters are noted in the notebook.
 *
 * @param more - Environment variables for the kernel, besides the command's.
 */
export async function runTask(
  task: NotebookTask,
  given: Readonly<Record<string, unknown>>,
  invocation: Invocation,
  more: Readonly<Record<string, string>> = {},
): Promise<Ipynb> {
  const { environment, notebook, source, declared } = task;
  const { env, signal, tell, interactive, options } = invocation;
  parseParameters(declared, given);
  refusePasswords(given);
  const silent = options["quiet"] === true;
  let width = 0;
  const ran = await runNotebook(notebook, {
    environment,
    programs,
    file: resolve(task.file),
    source,
    parameters: given,
    env: { ...env, ...dataEnvironment(invocation), ...more },
    signal,
    onStep: ({ number, total, heading }) => {
      if (silent) return;
      const line = `cell ${number} of ${total}${heading === "" ? "" : ` · ${heading}`}`;
      tell(interactive ? `\r${line.slice(0, 78).padEnd(width)}` : `${line}\n`);
      width = Math.min(78, line.length);
    },
  }).finally(() => {
    if (interactive && !silent && width > 0) tell(`\r${" ".repeat(width)}\r`);
  });
  const { parameters: _, ...noted } = ran.metadata.pingframe ?? {};
  const isGiven = Object.keys(given).length > 0;
  return {
    ...ran,
    metadata: { ...ran.metadata, pingframe: isGiven ? { ...noted, parameters: given } : noted },
  };
}

/** Tells where a file was written, as an address that terminals open. */
export function tellWritten(file: string, { tell }: Invocation): void {
  tell(`written to ${pathToFileURL(resolve(file)).href}\n`);
}
