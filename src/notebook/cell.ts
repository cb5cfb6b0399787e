/** A cell of a notebook. */
export interface Cell {
  readonly type: "code" | "markdown";
  /** Its text, without the marks of the percent format. */
  readonly source: string;
  /** Labels for tools. */
  readonly tags: readonly string[];
  /** The line of its file where its text starts, from 1; `null` if the file is no text of cells. */
  readonly line: number | null;
}
