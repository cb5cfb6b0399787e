import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { JupyterEnvironment, Output } from "../../src/notebook/index.js";
import { root } from "../bin/run-cli.js";

/** What the kernel answered, and after how many seconds. */
export interface Answer {
  readonly seconds: number;
  readonly status: string;
  readonly outputs: readonly Output[];
  readonly matches: readonly string[];
  readonly cursor_start: number;
  readonly cursor_end: number;
  readonly data: Readonly<Record<string, string>>;
}

/** A kernel to ask through Jupyter's protocol, started in an empty folder outside the project. */
export interface KernelSession {
  execute(code: string): Promise<Answer>;
  /** Completes at the end of the code. */
  complete(code: string): Promise<Answer>;
  inspect(code: string, position: number): Promise<Answer>;
  stop(): Promise<void>;
}

/** Starts a kernel. */
export function startKernelSession({ python }: JupyterEnvironment): KernelSession {
  const folder = mkdtempSync(join(tmpdir(), "pingframe-kernel-test-"));
  const script = join(root, "test/notebook/kernel_session.py");
  const env = { ...process.env, JUPYTER_RUNTIME_DIR: folder, PINGFRAME_SOURCES: "" };
  const child = spawn(python, [script, folder], { env, stdio: ["pipe", "pipe", "pipe"] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const ask = async (request: object): Promise<Answer> => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await answers.next();
    if (done === true) throw new Error(`the kernel's session ended: ${stderr.slice(-2000)}`);
    return JSON.parse(value as string) as Answer;
  };
  return {
    execute: (code) => ask({ op: "execute", code }),
    complete: (code) => ask({ op: "complete", code }),
    inspect: (code, position) => ask({ op: "inspect", code, position }),
    stop: async () => {
      child.stdin.end();
      await new Promise((resolve) => child.on("close", resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
