import type { Figure } from "../validation/index.js";

/**
 * What all of several figures were computed over, or `null` where they differ: then it is said
 * once instead of at each. Ratios must have the same denominator too.
 */
export function sharedDefinition(figures: readonly Figure[]): string | null {
  const [first] = figures;
  if (first === undefined || figures.length < 2) return null;
  const isShared = figures.every((figure) => figure.of === first.of && figure.kind === first.kind);
  const denominators = new Set(figures.map((figure) => (figure.kind === "ratio" ? figure.d : null)));
  return isShared && denominators.size === 1 ? first.of : null;
}
