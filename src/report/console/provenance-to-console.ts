import type { ProvenanceBlock, ProvenanceFact } from "../types.js";
import { paint } from "./paint.js";
import { cellToConsole } from "./table-to-console.js";
import { wrapText } from "./wrap-text.js";

/** Sets facts one a line, names in a column of their own. */
export function provenanceToConsole(block: ProvenanceBlock, width: number, color: boolean): string {
  const facts = Object.entries(block.facts);
  const names = Math.max(0, ...facts.map(([name]) => name.length));
  return facts
    .map(([name, fact]) => {
      const text = wrapText(factToText(fact), width, " ".repeat(names + 4));
      return `  ${paint(name.padEnd(names), "dim", color)}  ${text.slice(names + 4)}`;
    })
    .join("\n");
}

function factToText(fact: ProvenanceFact): string {
  if (fact === null || typeof fact !== "object") return cellToConsole(fact);
  const items = Array.isArray(fact)
    ? (fact as readonly string[])
    : Object.entries(fact).map(([name, cell]) => `${name} ${cellToConsole(cell)}`);
  return items.length === 0 ? "none" : items.join(", ");
}
