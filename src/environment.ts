import { randomInt } from "node:crypto";
import { appendFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import type { DatasetContext } from "./dataset/index.js";
import { createLocalEngine } from "./engine/index.js";
import { Plot } from "./plot/index.js";
import {
  findKernel,
  kernelSession,
  SESSION_KEY,
  SeenData,
  type Session,
  type ShowTarget,
  showAsLastExpression,
  showThing,
} from "./report/index.js";
import { type Engine, showProgress, writeProgress } from "./scan/index.js";
import { toAbsoluteLocation } from "./store/index.js";
import { type noting, SURROUNDINGS_KEY } from "./surroundings.js";
import { watchInterrupts } from "./watch-interrupts.js";

// On Node 20 the AWS SDK would say on standard error that its versions of 2027 want Node 22; ours is not one of them.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";

const given = globalThis as { [SURROUNDINGS_KEY]?: Partial<DatasetContext>; [SESSION_KEY]?: Session };
let engine: Engine | null = null;

/**
 * What datasets get where options leave it open: sources from `PINGFRAME_SOURCES`, worker threads, progress on
 * standard error; each replaced by what a program that runs a notebook has put in its place.
 */
export function surroundings(): DatasetContext {
  const replaced = given[SURROUNDINGS_KEY] ?? {};
  engine ??= replaced.engine ?? createLocalEngine();
  const { PINGFRAME_SOURCES: folder, PINGFRAME_SEEN: seenFile } = process.env;
  const write = (text: string): void => void process.stderr.write(text);
  return {
    sourcesFolder: folder === undefined || folder === "" ? undefined : toAbsoluteLocation(folder),
    engine,
    ...progress(write),
    ...(seenFile ? notingIn(resolve(seenFile)) : {}),
    ...replaced,
  };
}

/** Does so in a file, a line at a time, for a program that looks at it when the kernel is gone. */
function notingIn(file: string): ReturnType<typeof noting> {
  const append = (note: (seen: SeenData) => void): void => {
    const seen = new SeenData();
    note(seen);
    appendFileSync(file, `${JSON.stringify(seen)}\n`);
  };
  return {
    onSource: (source) => append((seen) => seen.noteSource(source)),
    onColumns: (columns) => append((seen) => seen.noteColumns(columns)),
  };
}

/** The database of aggregates where none is named. */
export function defaultDatabase(): string {
  return process.env["DATABASE_URL"] || "aggregates";
}

const watchInterrupt = watchInterrupts(process, setImmediate);

/** In a notebook each scan has an output of its own and ends with the stop button; else lines are written. */
function progress(write: (text: string) => void): Pick<DatasetContext, "beginScan" | "onEvent"> {
  if (kernel === null) {
    return { onEvent: writeProgress({ write, now: Date.now, interactive: process.stderr.isTTY === true }) };
  }
  const { open } = kernel;
  return {
    beginScan: () => ({ ...watchInterrupt(), onEvent: showProgress({ open, warn: write, now: Date.now }) }),
  };
}

/** The notebook kernel that this process is, or `null`. */
const kernel = findKernel(
  createRequire(import.meta.url).cache as never,
  () => `progress-${randomInt(2 ** 47)}`,
);
if (kernel !== null) {
  showAsLastExpression(
    Plot.prototype,
    (plot) => showThing(plot, {}, { ...showTarget(), notebook: null }),
    process.stdout,
  );
}

/** The session a notebook runs in: that of the program that runs it, else the kernel's, else the console. */
export function currentSession(): Session {
  const session = given[SESSION_KEY];
  if (kernel !== null) {
    const { PINGFRAME_FOLD_RARE: fold } = process.env;
    const foldRare = fold ? Number(fold) : null;
    return { ...kernelSession(kernel, process.stdout), foldRare, ...session };
  }
  return (
    session ?? {
      write: (text) => void process.stdout.write(text),
      width: process.stdout.columns ?? 100,
      color: process.stdout.isTTY === true,
    }
  );
}

let written: (NonNullable<ShowTarget["notebook"]> & { readonly isFinished: boolean }) | null = null;

/** Takes note of the report that is being written from now on. */
export function noteNotebook(notebook: NonNullable<typeof written>): void {
  written = notebook;
}

/** Where `show` shows things: in the report that is being written, else in the kernel, else on the console. */
export function showTarget(): ShowTarget {
  return {
    notebook: written === null || written.isFinished ? null : written,
    kernel,
    write: (text) => void process.stdout.write(text),
    width: process.stdout.columns ?? 100,
    color: process.stdout.isTTY === true,
  };
}
