/**
 * Notebooks in real Jupyter: one source in percent cells, generated, checked, run and compared.
 *
 * In: a folder for a Jupyter environment; sources and notebooks as files. Out: the environment; notebooks
 * as plain data with the outputs of a run in which every cell ran; what is wrong with a source, and where
 * two notebooks differ. It starts processes (Python, npm, the kernel) and ends them; it knows nothing of
 * what a notebook computes, and never prints.
 *
 * @module
 */

export type { Cell } from "./cell.js";
export { type Complaint, checkSource } from "./check-source.js";
export { loadCompiler } from "./compiler.js";
export { environmentAt, type JupyterEnvironment } from "./environment.js";
export { findDifference } from "./find-difference.js";
export { findPython } from "./find-python.js";
export { formatIpynb } from "./format-ipynb.js";
export { forwardPackage, isWithinReach } from "./forward-package.js";
export type { Ipynb, IpynbCell, Output } from "./ipynb.js";
export { runJupyter } from "./jupyter.js";
export type { KernelPrograms } from "./kernel-spec.js";
export { codeOf, type LoadedNotebook, type LoadOptions, loadNotebook } from "./load-notebook.js";
export { messageOf } from "./message-of.js";
export { NotebookError } from "./notebook-error.js";
export { parseCells } from "./parse-cells.js";
export { type Declaration, NotLiteral, readDeclaration } from "./read-declaration.js";
export { type RunStep, runNotebook } from "./run-notebook.js";
export { isSetUp, type SetUpOptions, setUp, writeKernelSpec } from "./set-up.js";
export { toIpynb } from "./to-ipynb.js";
