import type { Identifiers } from "./identifier-set.js";
import { readingsOf } from "./readings-of.js";

// Add-on ids are UUIDs in braces and are public; client and document ids come bare.
const BARE_UUID = /(?<![0-9a-f{])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f])/i;

/** Shorter words are not looked up: they would be found among ordinary numbers and names. */
const SHORTEST = 6;

/**
 * Says what kinds of identifiers a text holds: UUIDs, but for those in braces, which name add-ons, and
 * words that were seen as identifiers in the data.
 */
export function findIdentifiers(text: string, seen: Identifiers | undefined): string[] {
  const found = new Set<string>();
  for (const reading of readingsOf(text)) {
    if (BARE_UUID.test(reading)) found.add("text with the shape of a client or document id");
    if (seen !== undefined && hasSeen(reading, seen)) found.add("an identifier that was seen in the data");
  }
  return [...found];
}

function hasSeen(text: string, seen: Identifiers): boolean {
  for (const pattern of [/[\w-]+/g, /[^\s"'<>(),;]+/g]) {
    for (const [word] of text.matchAll(pattern)) if (word.length >= SHORTEST && seen.has(word)) return true;
  }
  return false;
}
