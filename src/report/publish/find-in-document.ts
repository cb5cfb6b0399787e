import type { Block, ReportDocument } from "../types.js";
import { countsOfBlock } from "./counts-of-block.js";
import type { Inspection } from "./publishable.js";
import { stringsIn } from "./strings-in.js";

/** Looks at every block of a report. */
export function findInDocument(document: ReportDocument, inspection: Inspection): void {
  const { title, summary, parameters, blocks } = document;
  for (const [path, text] of stringsIn({ title, summary, parameters })) inspection.text(path, text);
  for (const [i, block] of blocks.entries()) {
    const where = `block ${i + 1} (${inspection.name(nameOf(block), block.type)})`;
    for (const [path, text] of stringsIn(block)) inspection.text(`${where}, ${path}`, text);
    inspection.counts(where, countsOfBlock(block));
  }
}

/** Its type and its title. */
function nameOf(block: Block): string {
  const title = "title" in block ? block.title : null;
  return title === null ? block.type : `${block.type} ${JSON.stringify(title)}`;
}
