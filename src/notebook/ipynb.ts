/** What a cell of code has put out; plain data as Jupyter writes it. */
export type Output = { readonly output_type: string } & Readonly<Record<string, unknown>>;

/** A cell as Jupyter writes it. Text may be whole or in lines. */
export interface IpynbCell {
  readonly cell_type: "code" | "markdown" | "raw";
  readonly id: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly source: string | readonly string[];
  readonly execution_count?: number | null;
  readonly outputs?: readonly Output[];
}

/** What we note in a notebook about itself. */
export interface Provenance {
  /** The source it was made of, beside it. */
  readonly source?: string;
  /** The parameters it was run with that were not the defaults. */
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** A notebook as Jupyter writes it, in nbformat 4.5. */
export interface Ipynb {
  readonly cells: readonly IpynbCell[];
  readonly metadata: Readonly<Record<string, unknown>> & { readonly pingframe?: Provenance };
  readonly nbformat: number;
  readonly nbformat_minor: number;
}

/** Text of an {@link Ipynb} as one string. */
export function textOf(text: string | readonly string[]): string {
  return typeof text === "string" ? text : text.join("");
}

/** Text as Jupyter writes it: a list of lines, each with its end. */
export function linesOf(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}
