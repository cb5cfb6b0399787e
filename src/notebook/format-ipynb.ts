import { type Ipynb, type IpynbCell, linesOf, type Output, textOf } from "./ipynb.js";
import { notebookMetadata } from "./notebook-metadata.js";

/**
 * Writes a notebook the one way: what depends on the run, such as timings, is left out, streams are
 * joined, and keys and line ends are as Jupyter itself writes them. The same notebook with the same
 * outputs gives the same bytes.
 */
export function formatIpynb(notebook: Ipynb): string {
  const metadata: Record<string, unknown> = { ...notebook.metadata, ...notebookMetadata };
  delete metadata["widgets"];
  const plain = { cells: notebook.cells.map(formatCell), metadata, nbformat: 4, nbformat_minor: 5 };
  return `${JSON.stringify(sortKeys(plain), null, 1)}\n`;
}

function formatCell(cell: IpynbCell): IpynbCell {
  const { execution: _, ...metadata } = cell.metadata;
  return {
    ...cell,
    metadata,
    source: linesOf(textOf(cell.source)),
    ...(cell.outputs === undefined ? {} : { outputs: joinStreams(cell.outputs).map(formatOutput) }),
  };
}

/** Joins what a stream got in several pieces: how it was cut is a matter of time. */
function joinStreams(outputs: readonly Output[]): Output[] {
  const joined: Output[] = [];
  for (const output of outputs) {
    const last = joined.at(-1);
    if (
      output.output_type === "stream" &&
      last?.output_type === "stream" &&
      last["name"] === output["name"]
    ) {
      joined[joined.length - 1] = {
        ...last,
        text: textOf(last["text"] as string) + textOf(output["text"] as string),
      };
    } else joined.push(output);
  }
  return joined;
}

function formatOutput(output: Output): Output {
  const { text, data, transient: _, ...rest } = output;
  return {
    ...rest,
    ...(text === undefined ? {} : { text: linesOf(textOf(text as string)) }),
    ...(data === undefined
      ? {}
      : { data: Object.fromEntries(Object.entries(data as object).map(formatMime)) }),
  };
}

function formatMime([type, value]: [string, unknown]): [string, unknown] {
  const isText = typeof value === "string" || (Array.isArray(value) && !/[/+]json$/.test(type));
  return [type, isText ? linesOf(textOf(value as string)) : value];
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortKeys(inner)]));
}
