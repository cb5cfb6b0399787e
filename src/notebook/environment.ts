import { join } from "node:path";

/** Where the parts of a Jupyter environment lie. */
export interface JupyterEnvironment {
  /** The folder of it all: a Python virtual environment. */
  readonly folder: string;
  /** The Python that has Jupyter. */
  readonly python: string;
  /** JupyterLab's program; where it is missing there is classic Notebook. */
  readonly lab: string;
  /** The folder of tslab's package. */
  readonly tslab: string;
  /** The folder of the TypeScript compiler that tslab uses. */
  readonly compiler: string;
  /** The kernel's description. */
  readonly kernelSpec: string;
}

/** The parts of the environment in a folder, whether they are there or not. */
export function environmentAt(folder: string): JupyterEnvironment {
  const tslab = join(folder, "kernel", "node_modules", "tslab");
  const isWindows = process.platform === "win32";
  const programs = join(folder, isWindows ? "Scripts" : "bin");
  return {
    folder,
    python: join(programs, isWindows ? "python.exe" : "python"),
    lab: join(programs, isWindows ? "jupyter-lab.exe" : "jupyter-lab"),
    tslab,
    compiler: join(tslab, "node_modules", "@tslab", "typescript-for-tslab"),
    kernelSpec: join(folder, "share", "jupyter", "kernels", "tslab", "kernel.json"),
  };
}
