import { nearestName } from "../text/index.js";

/** How many column names an error lists. */
const listed = 20;

/**
 * Throws that there is no column of a name; says which is nearest and lists what there is.
 *
 * @param verb - What asked for it.
 */
export function unknownColumn(name: string, names: readonly string[], verb: string): never {
  const nearest = nearestName(String(name), names);
  const hint = nearest === null ? "" : ` did you mean ${JSON.stringify(nearest)}?`;
  const more = names.length > listed ? `, and ${names.length - listed} more` : "";
  const list = names.length === 0 ? "the frame has none" : names.slice(0, listed).join(", ") + more;
  throw new TypeError(`unknown column ${JSON.stringify(name)} in ${verb};${hint} columns: ${list}`);
}
