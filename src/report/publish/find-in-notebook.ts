import { BLOCK } from "../display/block-bundle.js";
import { VEGA_LITE } from "../display/plot-bundle.js";
import type { Block } from "../types.js";
import { countsOfBlock } from "./counts-of-block.js";
import { countsOfSpec } from "./counts-of-spec.js";
import { countsOfPage, countsOfPrint } from "./counts-of-table.js";
import { countsOfText } from "./counts-of-text.js";
import type { Inspection } from "./publishable.js";
import { stringsIn } from "./strings-in.js";

/** A text of a notebook's file: whole, or in lines. */
type Lines = string | readonly string[];

/** One output of a cell. */
export interface NotebookOutput {
  readonly output_type: string;
  readonly [member: string]: unknown;
}

/** A notebook as it is stored in an `.ipynb` file. */
export interface NotebookFile {
  readonly cells: readonly {
    readonly cell_type: string;
    readonly source: Lines;
    readonly outputs?: readonly NotebookOutput[];
    readonly [member: string]: unknown;
  }[];
  readonly [member: string]: unknown;
}

/** Forms that are pictures or programs, which hold nothing that can be read. */
const OPAQUE = /^(image\/(?!svg)|application\/(pdf|octet-stream)|audio\/|video\/)/;

/** Looks at every cell of a notebook: source, outputs in all their forms, attachments and metadata. */
export function findInNotebook(notebook: NotebookFile, inspection: Inspection): void {
  const { cells, ...rest } = notebook;
  for (const [path, text] of stringsIn(rest)) inspection.text(`notebook, ${path}`, text);
  for (const [i, { source, outputs = [], attachments, ...more }] of cells.entries()) {
    const cell = `cell ${i + 1}`;
    const text = join(source);
    inspection.text(`${cell}, source`, text);
    if (more["cell_type"] === "markdown") inspection.counts(`${cell}, source`, countsOfText(text));
    for (const [path, inner] of stringsIn(more)) inspection.text(`${cell}, ${path}`, inner);
    if (attachments !== undefined) findInAttachments(cell, attachments, inspection);
    // What is printed may come in pieces.
    for (const name of ["stdout", "stderr"]) {
      const printed = outputs
        .flatMap((output) => (output["name"] === name ? [join(output["text"])] : []))
        .join("");
      inspection.text(`${cell}, ${name}`, printed);
      inspection.counts(`${cell}, ${name}`, [...countsOfPrint(printed), ...countsOfText(printed)]);
    }
    for (const [j, output] of outputs.entries()) findInOutput(`${cell}, output ${j + 1}`, output, inspection);
  }
}

function findInOutput(where: string, output: NotebookOutput, inspection: Inspection): void {
  const { data = {}, text: _, ...rest } = output;
  for (const [path, text] of stringsIn(rest)) inspection.text(`${where}, ${path}`, text);
  const bundle = data as Readonly<Record<string, unknown>>;
  const isDrawn = VEGA_LITE in bundle && "image/svg+xml" in bundle;
  for (const [type, content] of Object.entries(bundle)) {
    const place = `${where} (${type})`;
    if (OPAQUE.test(type)) {
      if (!isDrawn) inspection.opaque(place, "a picture without the data that it was drawn from");
    } else if (isLines(content)) {
      inspection.text(place, join(content));
    } else for (const [path, text] of stringsIn(content)) inspection.text(`${place}, ${path}`, text);
  }
  const block = bundle[BLOCK] as Block | undefined;
  if (block !== undefined) inspection.counts(where, countsOfBlock(block));
  else if (VEGA_LITE in bundle) inspection.counts(where, countsOfSpec(bundle[VEGA_LITE]));
  else {
    const html = join(bundle["text/html"] ?? "");
    const text = html === "" ? join(bundle["text/plain"] ?? "") : "";
    inspection.counts(where, [
      ...countsOfPage(html),
      ...countsOfText(html.replace(/<[^>]*>/g, " ")),
      ...countsOfPrint(text),
      ...countsOfText(text),
    ]);
  }
}

function findInAttachments(cell: string, attachments: unknown, inspection: Inspection): void {
  for (const [i, bundle] of Object.values(attachments as object).entries()) {
    for (const type of Object.keys(bundle as object)) {
      inspection.opaque(`${cell}, attachment ${i + 1} (${type})`, "a file within the notebook");
    }
  }
}

function isLines(value: unknown): value is Lines {
  return (
    typeof value === "string" || (Array.isArray(value) && value.every((line) => typeof line === "string"))
  );
}

function join(lines: unknown): string {
  return typeof lines === "string" ? lines : Array.isArray(lines) ? lines.join("") : "";
}
