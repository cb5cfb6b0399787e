import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root: string = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const program = join(root, "dist/src/bin/pingframe.js");

/** What a run of the command line printed and how it ended. */
export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `pingframe` with arguments, in a process of its own. */
export function runCli(
  args: readonly string[],
  options: {
    env?: Record<string, string>;
    input?: string;
    onStderr?: (text: string, kill: () => void) => void;
    /** Asked every 20 ms; when it says so, the process gets Ctrl-C. */
    killWhen?: () => boolean;
  } = {},
): Promise<CliResult> {
  const { PINGFRAME_SOURCES: _, ...environment } = process.env;
  const child = spawn(process.execPath, [program, ...args], { env: { ...environment, ...options.env } });
  let stdout = "";
  let stderr = "";
  let killed = false;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
    options.onStderr?.(stderr, () => {
      if (!killed) killed = child.kill("SIGINT");
    });
  });
  const asking = setInterval(() => {
    if (!killed && options.killWhen?.()) killed = child.kill("SIGINT");
  }, 20);
  child.stdin.end(options.input ?? "");
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      clearInterval(asking);
      resolve({ code, stdout, stderr });
    });
  });
}
