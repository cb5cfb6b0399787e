/** A notebook's source is wrong, or one of its cells failed. Fix the notebook, or what it was given. */
export class NotebookError extends Error {
  override readonly name = "NotebookError";
  /** The notebook's file. */
  readonly file: string;
  /** The line in the file, from 1; `null` if it is not known or the file has no lines of cells. */
  readonly line: number | null;
  /** The cell's number, from 1, counting cells of code only; `null` if it is about none. */
  readonly cell: number | null;

  constructor(
    message: string,
    facts: { readonly file: string; readonly line?: number | null; readonly cell?: number | null },
  ) {
    const { file, line = null, cell = null } = facts;
    const place = [line === null ? file : `${file}:${line}`, ...(cell === null ? [] : [`cell ${cell}`])];
    super(`${place.join(", ")}: ${message}`);
    this.file = file;
    this.line = line;
    this.cell = cell;
  }
}
