import type { Check, Figure, Verdict } from "../validation/index.js";
import type { Cell, ProvenanceFact, ReportDocument, SequencesBlock, TableBlock } from "./types.js";

/** A figure and the section it stands in. */
export type ReportedFigure = Figure & { readonly section: string | null };

/** Everything a report states, without its prose and pictures. */
export interface ReportJSON {
  readonly title: string;
  readonly parameters: Readonly<Record<string, Cell>>;
  readonly verdict: Verdict;
  readonly checks: readonly Check[];
  readonly figures: readonly ReportedFigure[];
  readonly comparisons: readonly {
    readonly title: string;
    readonly published: Figure;
    readonly corrected: Figure;
    readonly because: string;
  }[];
  readonly sequences: readonly Omit<SequencesBlock, "type">[];
  readonly tables: readonly Omit<TableBlock, "type">[];
  readonly provenance: Readonly<Record<string, ProvenanceFact>>;
  readonly hiddenIdentifiers: number;
}

/**
 * Lists a report's figures, checks, comparisons, sequences, tables and provenance as plain data, for
 * programs. A figure that the report states twice is listed once, where it stands first.
 *
 * @example
 * const notebook = openNotebook({ title: "Pings" });
 * notebook.figure("startup", ratio({ name: "startup pings", n: 1, d: 4, of: "all pings" }));
 * toJSON(await notebook.finish()).figures[0]?.id; // "startup"
 */
export function toJSON(document: ReportDocument): ReportJSON {
  const figures = new Map<string, ReportedFigure>();
  let section: string | null = null;
  const comparisons: ReportJSON["comparisons"][number][] = [];
  const sequences: Omit<SequencesBlock, "type">[] = [];
  const tables: Omit<TableBlock, "type">[] = [];
  const checks: Check[] = [];
  let provenance: Readonly<Record<string, ProvenanceFact>> = {};
  for (const block of document.blocks) {
    if (block.type === "heading") section = block.text;
    else if (block.type === "check") checks.push(block.check);
    else if (block.type === "provenance") provenance = { ...provenance, ...block.facts };
    else if (block.type === "comparison") {
      const { title, published, corrected, because } = block;
      comparisons.push({ title, published, corrected, because });
    } else if (block.type === "sequences") {
      const { type: _, ...rest } = block;
      sequences.push(rest);
    } else if (block.type === "table") {
      const { type: _, ...rest } = block;
      tables.push(rest);
    } else if (block.type === "figures") {
      for (const figure of block.figures) {
        const id = figure.id ?? figure.name;
        if (!figures.has(id)) figures.set(id, { ...figure, section });
      }
    }
  }
  return {
    title: document.title,
    parameters: document.parameters,
    verdict: document.verdict,
    checks,
    figures: [...figures.values()],
    comparisons,
    sequences,
    tables,
    provenance,
    hiddenIdentifiers: document.hiddenIdentifiers,
  };
}
