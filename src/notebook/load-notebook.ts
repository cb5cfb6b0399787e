import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { checkSource } from "./check-source.js";
import type { Compiler } from "./compiler.js";
import { type Ipynb, textOf } from "./ipynb.js";
import { NotebookError } from "./notebook-error.js";
import { parseCells } from "./parse-cells.js";
import { toIpynb } from "./to-ipynb.js";

/** A notebook as read from its source or its file. */
export interface LoadedNotebook {
  /** The notebook, with the outputs it is stored with. */
  readonly notebook: Ipynb;
  /** Where its cells come from: the file, and the line where each cell's text starts. */
  readonly source: { readonly file: string; readonly lines: readonly (number | null)[] };
}

/** What sources are checked with. */
export interface LoadOptions {
  /** The compiler that tslab has. */
  readonly compiler: Compiler;
  /** Files of declarations by the name of their package. */
  readonly packages: Readonly<Record<string, string>>;
  /** Folders with `@types`. */
  readonly typeRoots: readonly string[];
}

/**
 * Reads a notebook: a `.ts` in percent cells, which is checked, or an `.ipynb`.
 *
 * @param options - What a source is checked with; `null` to take it unchecked.
 * @throws {NotebookError} If a source is not in percent cells or would not run in tslab, at the first line
 *   that is wrong; if a file is not a notebook.
 */
export async function loadNotebook(file: string, options: LoadOptions | null): Promise<LoadedNotebook> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new NotebookError(error.code === "ENOENT" ? "no such file" : `can't be read: ${error.message}`, {
      file,
    });
  });
  if (file.endsWith(".ipynb")) return { notebook: parseIpynb(text, file), source: { file, lines: [] } };
  if (!file.endsWith(".ts")) throw new NotebookError("must be a .ts in percent cells or an .ipynb", { file });
  const cells = parseCells(text, file);
  if (cells.length === 0) throw new NotebookError("no cells; start each with // %%", { file });
  const [first, ...more] = options === null ? [] : checkSource({ file, text, cells, ...options });
  if (first !== undefined) {
    const others = more.slice(0, 9).map(({ line, message }) => `\n  ${file}:${line}: ${message}`);
    throw new NotebookError(first.message + others.join(""), { file, line: first.line });
  }
  return { notebook: toIpynb(cells, basename(file)), source: { file, lines: cells.map(({ line }) => line) } };
}

/** The text of the cells of code, in order. */
export function codeOf({ cells }: Ipynb): string[] {
  return cells.filter(({ cell_type }) => cell_type === "code").map(({ source }) => textOf(source));
}

function parseIpynb(text: string, file: string): Ipynb {
  try {
    const notebook = JSON.parse(text) as Partial<Ipynb>;
    if (Array.isArray(notebook.cells) && notebook.nbformat === 4 && typeof notebook.metadata === "object") {
      return notebook as Ipynb;
    }
  } catch {}
  throw new NotebookError("not a notebook of format 4; open and save it in JupyterLab", { file });
}
