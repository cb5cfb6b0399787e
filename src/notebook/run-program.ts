import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A program to run, and how. */
export interface ProgramOptions {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Stops the program. */
  readonly signal?: AbortSignal | undefined;
  /** Told of each line on standard output. */
  readonly onLine?: (line: string) => void;
}

/** How a program ended. */
export interface ProgramEnd {
  /** The exit code; `null` if it was killed. */
  readonly code: number | null;
  /** The end of what it wrote on standard error. */
  readonly stderr: string;
}

/**
 * Runs a program to its end. Its standard input stays open as long as we live, so that it can notice when
 * we are gone; it is not in our process group, so that Ctrl-C reaches it only through `signal`.
 *
 * @throws {Error} If it can't be started; the signal's reason, once the program has ended, if that stopped it.
 */
export async function runProgram(options: ProgramOptions): Promise<ProgramEnd> {
  const { program, args, cwd, env, signal, onLine } = options;
  signal?.throwIfAborted();
  const child = spawn(program, args, { ...(cwd === undefined ? {} : { cwd }), env, detached: true });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr = (stderr + text).slice(-20_000);
  });
  createInterface({ input: child.stdout }).on("line", (line) => onLine?.(line));
  let killing: NodeJS.Timeout | undefined;
  const stop = (): void => {
    child.stdin.destroy();
    child.kill("SIGTERM");
    killing = setTimeout(() => child.kill("SIGKILL"), 8000);
  };
  signal?.addEventListener("abort", stop, { once: true });
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", resolve);
    });
    signal?.throwIfAborted();
    return { code, stderr };
  } finally {
    clearTimeout(killing);
    signal?.removeEventListener("abort", stop);
    child.stdin.destroy();
  }
}
