import { nearestName } from "./nearest-name.js";
import type { Column, Table } from "./types.js";

/** How many column names an error lists. */
const listed = 20;

/**
 * A table's column.
 *
 * @param verb - What asked for it, for the error.
 * @throws {TypeError} If there is none of that name; the error names the nearest and lists what there is.
 */
export function columnOf(table: Table, name: string, verb: string): Column {
  const column = table.data.get(name);
  if (column !== undefined) return column;
  const names = [...table.data.keys()];
  const nearest = nearestName(String(name), names);
  const hint = nearest === null ? "" : ` did you mean ${JSON.stringify(nearest)}?`;
  const more = names.length > listed ? `, and ${names.length - listed} more` : "";
  const list = names.length === 0 ? "the frame has none" : names.slice(0, listed).join(", ") + more;
  throw new TypeError(`unknown column ${JSON.stringify(name)} in ${verb};${hint} columns: ${list}`);
}
