import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { JupyterEnvironment } from "../../src/notebook/index.js";
import { root } from "../bin/run-cli.js";

/** What a kernel sent for a cell. */
export interface Message {
  readonly type: "stream" | "display_data" | "update_display_data" | "execute_input";
  readonly name?: string;
  readonly text?: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly metadata?: object;
  readonly transient?: { readonly display_id?: string };
}

/** How a cell ended, and what was seen of it. */
export interface CellRun {
  readonly status: "ok" | "error" | "abort" | "dead" | "timeout";
  readonly outputs: readonly Message[];
  /** What came for cells that had ended. */
  readonly late: readonly Message[];
}

/** A kernel that runs cells and can be interrupted. */
export interface DrivenKernel {
  /** @param interrupt - Presses the stop button once an output holds this. */
  run(code: string, interrupt?: string): Promise<CellRun>;
  stop(): Promise<void>;
}

/** Starts a kernel in an empty folder outside the project. */
export function driveKernel({ python }: JupyterEnvironment, env: Record<string, string> = {}): DrivenKernel {
  const folder = mkdtempSync(join(tmpdir(), "pingframe-kernel-"));
  const child = spawn(python, [join(root, "test/jupyter/drive_kernel.py"), folder], {
    env: { ...process.env, JUPYTER_RUNTIME_DIR: folder, PINGFRAME_SOURCES: "", ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return {
    run: async (code, interrupt) => {
      child.stdin.write(`${JSON.stringify({ code, interrupt: interrupt ?? null })}\n`);
      const { value, done } = await answers.next();
      if (done === true) throw new Error(`the kernel's driver ended: ${stderr.slice(-2000)}`);
      return JSON.parse(value as string) as CellRun;
    },
    stop: async () => {
      child.stdin.end();
      await new Promise((resolve) => child.on("close", resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
