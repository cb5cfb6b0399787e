import { editDistance } from "./edit-distance.js";

// Longer than any name: not a misspelling, and costly to compare.
const LONGEST = 200;

/**
 * The name most like a mistyped one, the first of equals, if any is alike enough to be meant.
 *
 * Case and the characters `-_./` do not count; beyond that, a third of the characters may differ, rounded up. A name that
 * ends in what was typed is near too.
 *
 * @example
 * nearestName("doc_typ", ["submissionDate", "docType"]); // "docType"
 */
export function nearestName(name: string, names: Iterable<string>): string | null {
  const wanted = simplified(name);
  let nearest: string | null = null;
  let least = Math.max(1, Math.ceil(wanted.length / 3)) + 1;
  for (const candidate of names) {
    const other = simplified(candidate);
    const isPart = wanted.length > 2 && other.endsWith(wanted);
    const distance = isPart ? Math.min(1, editDistance(wanted, other)) : editDistance(wanted, other);
    if (distance < least) {
      least = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

function simplified(name: string): string {
  return name
    .slice(0, LONGEST)
    .toLowerCase()
    .replace(/[-_./]/g, "");
}
