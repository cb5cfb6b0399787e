import type { Numbers } from "../stats/index.js";
import type { GroupedNumbers } from "./types.js";

/** Reads one or several groups of numbers; a single group has the name null. */
export function groupNumbers(input: Numbers | GroupedNumbers): (readonly [string | null, Numbers])[] {
  if (input instanceof Map) return [...(input as ReadonlyMap<string, Numbers>)];
  if (Symbol.iterator in input) return [[null, input as Numbers]];
  return Object.entries(input as Readonly<Record<string, Numbers>>);
}
