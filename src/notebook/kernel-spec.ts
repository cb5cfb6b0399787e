import type { JupyterEnvironment } from "./environment.js";

/** The programs that the kernel is started with. */
export interface KernelPrograms {
  /** Node. */
  readonly node: string;
  /** The script that makes tslab this package's kernel. */
  readonly launcher: string;
}

/** What Jupyter reads to start the kernel, as the text of `kernel.json`. */
export function formatKernelSpec({ tslab }: JupyterEnvironment, { node, launcher }: KernelPrograms): string {
  const argv = [node, launcher, tslab, "{connection_file}"];
  return `${JSON.stringify({ argv, display_name: "TypeScript", language: "typescript" }, null, 2)}\n`;
}
