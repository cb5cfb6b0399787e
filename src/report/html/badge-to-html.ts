import type { Verdict } from "../../validation/index.js";

const MARKS: Record<Verdict, [name: string, mark: string]> = {
  pass: ["pass", "✓"],
  fail: ["fail", "✕"],
  inconclusive: ["inconclusive", "≈"],
  "no data": ["none", "∅"],
};

/** Renders a verdict as a badge: a sign and a word, so that colour is never alone in saying it. */
export function badgeToHTML(verdict: Verdict): string {
  const [name, mark] = MARKS[verdict];
  return `<span class="badge ${name}"><span aria-hidden="true">${mark}</span> ${verdict}</span>`;
}
