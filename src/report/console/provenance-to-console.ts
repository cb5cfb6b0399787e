import type { ProvenanceBlock, ProvenanceFact } from "../types.js";
import { paint } from "./paint.js";
import { cellToConsole } from "./table-to-console.js";
import { wrapText } from "./wrap-text.js";

/** Sets facts one a line, names in a column of their own. */
export function provenanceToConsole(block: ProvenanceBlock, width: number, color: boolean): string {
  const facts = Object.entries(block.facts);
  const names = Math.max(0, ...facts.map(([name]) => name.length));
  return facts
    .map(([name, fact]) => factToConsole(fact, width, `  ${name.padEnd(names)}  `, color))
    .join("\n");
}

/** One line, or one a count where there are more than a few. */
function factToConsole(fact: ProvenanceFact, width: number, head: string, color: boolean): string {
  const indent = " ".repeat(head.length);
  const first = paint(head, "dim", color);
  const pairs = fact === null || typeof fact !== "object" || Array.isArray(fact) ? [] : Object.entries(fact);
  if (pairs.length <= 3) return first + wrapText(factToText(fact), width, indent).slice(head.length);
  const names = Math.max(...pairs.map(([name]) => name.length));
  const lines = pairs.map(([name, cell]) =>
    wrapText(
      cellToConsole(cell),
      width,
      `${indent}${name.padEnd(names)}  `,
      `${indent}${" ".repeat(names + 2)}`,
    ),
  );
  return first + lines.join("\n").slice(head.length);
}

function factToText(fact: ProvenanceFact): string {
  if (fact === null || typeof fact !== "object") return cellToConsole(fact);
  const items = Array.isArray(fact)
    ? (fact as readonly string[])
    : Object.entries(fact).map(([name, cell]) => `${name} ${cellToConsole(cell)}`);
  return items.length === 0 ? "none" : items.join(", ");
}
