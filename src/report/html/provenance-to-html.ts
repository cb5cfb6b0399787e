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
  if (isList(fact)) {
    if (fact.length === 0) return "none";
    return fact.map((item) => `<span class="item">${escapeHTML(item)}</span>`).join(", ");
  }
  const counts = Object.entries(fact).map(([name, cell]: [string, Cell]) => [
    escapeHTML(name),
    cellToHTML(cell),
  ]);
  if (counts.length === 0) return "none";
  // A few fit a line; more are read more easily below each other.
  if (counts.length <= 3) return counts.map((pair) => pair.join(" ")).join(" · ");
  const items = counts.map(([name, cell]) => `<div><dt>${name}</dt><dd>${cell}</dd></div>`);
  return `<dl>${items.join("")}</dl>`;
}

// Array.isArray does not narrow a readonly array out of a union.
function isList(fact: object): fact is readonly string[] {
  return Array.isArray(fact);
}
