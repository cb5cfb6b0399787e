import { dirname } from "node:path";
import { type Ipynb, type IpynbCell, textOf } from "./ipynb.js";
import { type JupyterOptions, runJupyter } from "./jupyter.js";
import { messageOf } from "./message-of.js";
import { NotebookError } from "./notebook-error.js";

/** A step of a run: which cell of code runs now. */
export interface RunStep {
  /** The cell's number, from 1. */
  readonly number: number;
  /** How many cells of code there are. */
  readonly total: number;
  /** The heading it stands under; empty if none. */
  readonly heading: string;
}

/** What {@link runNotebook} is told. */
export interface RunOptions extends JupyterOptions {
  /** The notebook's file; it runs in that folder. */
  readonly file: string;
  /** The file that errors name, and the line in it where each cell starts. @defaultValue `file`, no lines */
  readonly source?: { readonly file: string; readonly lines: readonly (number | null)[] };
  /** Given to the notebook instead of its defaults. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly onStep?: (step: RunStep) => void;
}

/**
 * Runs a notebook from top to bottom in a new kernel, in real Jupyter. If the signal stops it, its reason
 * is thrown once the kernel is stopped.
 *
 * @returns The notebook with its outputs. Every cell of code has run and has its number.
 * @throws {NotebookError} If a cell fails or is not executed: with what the kernel said, and where.
 */
export async function runNotebook(notebook: Ipynb, options: RunOptions): Promise<Ipynb> {
  const { file, parameters = {}, env, onStep } = options;
  const numbers = numberCells(notebook.cells);
  const total = Math.max(0, ...numbers);
  let failure: { cell: number; reason: string } | null = null;
  let ended = false;
  const { output, end } = await runJupyter("run", JSON.stringify(notebook), {
    ...options,
    cwd: dirname(file),
    env: { ...env, TZ: "UTC", PINGFRAME_PARAMETERS: JSON.stringify(parameters) },
    onEvent: (event) => {
      if (event.event === "fail") failure = event;
      if (event.event === "end") ended = true;
      if (event.event !== "start") return;
      onStep?.({ number: numbers[event.cell] ?? 0, total, heading: headingOf(notebook.cells, event.cell) });
    },
  });
  const ran = output === null ? null : (JSON.parse(output) as Ipynb);
  const fail = (index: number, message: string, line: number | null = null): never => {
    const { source = { file, lines: [] } } = options;
    const start = source.lines[index] ?? null;
    throw new NotebookError(message, {
      file: source.file,
      line: start === null ? null : start + (line ?? 1) - 1,
      cell: index < 0 ? null : (numbers[index] ?? null),
    });
  };
  if (failure !== null) {
    const { cell, reason } = failure as { cell: number; reason: string };
    // What the kernel writes before it has a cell, or as it dies, is all there is to go by.
    const last = end.stderr.trim().slice(-1000);
    if (reason !== "error") fail(cell, last === "" ? reason : `${reason}\n${last}`);
    const said = messageOf(ran?.cells[cell]?.outputs ?? []);
    fail(cell, said.message, said.line);
  }
  if (ran === null || !ended)
    fail(-1, `jupyter ended with code ${end.code}: ${end.stderr.trim().slice(-2000)}`);
  const skipped = (ran as Ipynb).cells.findIndex(isSkipped);
  if (skipped !== -1) fail(skipped, "was not executed");
  return ran as Ipynb;
}

/** Whether a cell has code that was not executed: the kernel numbers each cell that it runs. */
export function isSkipped({ cell_type, source, execution_count }: IpynbCell): boolean {
  return cell_type === "code" && textOf(source).trim() !== "" && typeof execution_count !== "number";
}

/** Numbers the cells of code from 1; others have 0. */
function numberCells(cells: readonly IpynbCell[]): number[] {
  let number = 0;
  return cells.map(({ cell_type }) => (cell_type === "code" ? ++number : 0));
}

function headingOf(cells: readonly IpynbCell[], index: number): string {
  for (const { cell_type, source } of cells.slice(0, index).reverse()) {
    const heading = cell_type === "markdown" ? /^#+ (.+)$/m.exec(textOf(source))?.[1] : undefined;
    if (heading !== undefined) return heading;
  }
  return "";
}
