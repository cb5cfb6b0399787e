import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { JupyterEnvironment } from "./environment.js";
import { formatKernelSpec, type KernelPrograms } from "./kernel-spec.js";
import { type ProgramEnd, runProgram } from "./run-program.js";

/** What Jupyter is run with. */
export interface JupyterOptions {
  readonly environment: JupyterEnvironment;
  readonly programs: KernelPrograms;
  /** The environment variables; ours are added. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal | undefined;
}

/** What the script tells, a line each. */
export type JupyterEvent =
  | { readonly event: "start" | "done"; readonly cell: number }
  | { readonly event: "fail"; readonly cell: number; readonly reason: string }
  | { readonly event: "end" };

const script = fileURLToPath(new URL("../../../src/notebook/jupyter.py", import.meta.url));

/**
 * Hands a file to our script in Jupyter's Python and gives back the file that it makes. The user's own
 * settings and kernels have no say, and nothing is left behind.
 */
export async function runJupyter(
  task: "run" | "html",
  input: string,
  options: JupyterOptions & { readonly cwd?: string; readonly onEvent?: (event: JupyterEvent) => void },
): Promise<{ readonly output: string | null; readonly end: ProgramEnd }> {
  const { environment, programs, env, signal, cwd, onEvent } = options;
  const folder = await mkdtemp(join(tmpdir(), "pingframe-notebook-"));
  const [source, target] = [join(folder, "input.ipynb"), join(folder, "output")];
  try {
    const kernel = join(folder, "kernels", "tslab");
    await mkdir(kernel, { recursive: true });
    await writeFile(join(kernel, "kernel.json"), formatKernelSpec(environment, programs));
    await writeFile(source, input);
    const end = await runProgram({
      program: environment.python,
      args: [script, task, source, target],
      env: {
        ...env,
        JUPYTER_PATH: [folder, env["JUPYTER_PATH"]].filter((path) => path).join(delimiter),
        JUPYTER_CONFIG_DIR: folder,
        JUPYTER_RUNTIME_DIR: join(folder, "runtime"),
        PYTHONUTF8: "1",
      },
      signal,
      onLine: (line) => onEvent?.(JSON.parse(line) as JupyterEvent),
      ...(cwd === undefined ? {} : { cwd }),
    });
    return { output: await readFile(target, "utf8").catch(() => null), end };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
