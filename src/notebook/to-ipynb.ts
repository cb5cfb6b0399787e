import { createHash } from "node:crypto";
import type { Cell } from "./cell.js";
import { type Ipynb, type IpynbCell, linesOf } from "./ipynb.js";
import { notebookMetadata } from "./notebook-metadata.js";

/**
 * Makes a notebook of cells, without outputs. A cell's id is made of its text, so that the same
 * source gives the same notebook and a change to one cell leaves the others alone.
 *
 * @param source - The name of the file that the cells come from.
 *
 * @example
 * const cells = [{ type: "code", source: "1 + 1", tags: [], line: 1 }] as const;
 * toIpynb(cells, "sum.ts").cells[0]?.source; // ["1 + 1"]
 */
export function toIpynb(cells: readonly Cell[], source: string): Ipynb {
  const seen = new Map<string, number>();
  const title = cells.find(({ type }) => type === "markdown")?.source.match(/^# (.+)$/m)?.[1];
  return {
    cells: cells.map(({ type, source, tags }): IpynbCell => {
      const hash = createHash("sha256").update(`${type}\n${source}`).digest("hex").slice(0, 12);
      const count = (seen.get(hash) ?? 0) + 1;
      seen.set(hash, count);
      return {
        cell_type: type,
        id: count === 1 ? hash : `${hash}-${count}`,
        metadata: tags.length > 0 ? { tags } : {},
        source: linesOf(source),
        ...(type === "code" ? { execution_count: null, outputs: [] } : {}),
      };
    }),
    metadata: { ...notebookMetadata, ...(title === undefined ? {} : { title }), pingframe: { source } },
    nbformat: 4,
    nbformat_minor: 5,
  };
}
