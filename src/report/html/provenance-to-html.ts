import type { Cell, ProvenanceBlock, ProvenanceFact } from "../types.js";
import { escapeHTML } from "./escape-html.js";
import { cellToHTML } from "./table-to-html.js";

/** Renders the facts about where the numbers come from. */
export function provenanceToHTML(block: ProvenanceBlock): string {
  return factsToHTML(block.facts);
}

/** Renders facts by name as a list of definitions. */
export function factsToHTML(facts: Readonly<Record<string, ProvenanceFact>>): string {
  const items = Object.entries(facts).map(
    ([name, fact]) => `<div><dt>${escapeHTML(name)}</dt><dd>${factToHTML(fact)}</dd></div>`,
  );
  return `<dl class="facts-list">${items.join("")}</dl>`;
}

function factToHTML(fact: ProvenanceFact): string {
  if (fact === null || typeof fact !== "object") return cellToHTML(fact);
  if (isList(fact))
    return fact.length === 0
      ? "none"
      : fact.map((item) => `<span class="item">${escapeHTML(item)}</span>`).join(", ");
  const counts = Object.entries(fact);
  return counts.length === 0
    ? "none"
    : counts.map(([name, cell]: [string, Cell]) => `${escapeHTML(name)} ${cellToHTML(cell)}`).join(" · ");
}

// Array.isArray does not narrow a readonly array out of a union.
function isList(fact: object): fact is readonly string[] {
  return Array.isArray(fact);
}
