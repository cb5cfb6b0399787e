import { resolve } from "node:path";
import type { DatasetContext } from "./dataset/index.js";
import { createLocalEngine } from "./engine/index.js";
import { SESSION_KEY, type Session } from "./report/index.js";
import { type Engine, writeProgress } from "./scan/index.js";

/** Where a program puts surroundings that replace those of the environment, before it loads a notebook. */
export const SURROUNDINGS_KEY: unique symbol = Symbol.for("pingframe.surroundings") as never;

const given = globalThis as { [SURROUNDINGS_KEY]?: Partial<DatasetContext>; [SESSION_KEY]?: Session };
let engine: Engine | null = null;

/**
 * What datasets get where options leave it open: sources from `PINGFRAME_SOURCES`, worker threads, progress on
 * standard error; each replaced by what a program that runs a notebook has put in its place.
 */
export function surroundings(): DatasetContext {
  const replaced = given[SURROUNDINGS_KEY] ?? {};
  engine ??= replaced.engine ?? createLocalEngine();
  const folder = process.env["PINGFRAME_SOURCES"];
  const write = (text: string): void => void process.stderr.write(text);
  return {
    sourcesFolder: folder === undefined || folder === "" ? undefined : resolve(folder),
    engine,
    onEvent: writeProgress({ write, now: Date.now, interactive: process.stderr.isTTY === true }),
    ...replaced,
  };
}

/** The session a notebook runs in: that of the program that runs it, else the console. */
export function currentSession(): Session {
  return (
    given[SESSION_KEY] ?? {
      write: (text) => void process.stdout.write(text),
      width: process.stdout.columns ?? 100,
      color: process.stdout.isTTY === true,
    }
  );
}
