import { columnReader } from "./columns/column-reader.js";
import { holdsIds } from "./columns/holds-ids.js";
import { oneOf } from "./one-of.js";
import type { Column } from "./types.js";

/** Options of everything that shows cells. */
export interface RevealOptions {
  /** Show identifiers as they are. @defaultValue false */
  readonly reveal?: boolean;
}

/** Levels of lists and objects within each other that are shown; a ping may have thousands. */
const deepest = 20;

/**
 * Reads a column's cells for showing: the one place where identifiers are hidden.
 *
 * Each identifier becomes `‹id 1›`, `‹id 2›` … in the order in which this reader meets them, so that
 * equal ones can be told within what is shown, and nothing else can. In lists and objects that hold
 * identifiers every value is hidden so, numbers too, and names are replaced by their positions, because
 * identifiers may be names. Text, HTML and CSV are written from these cells; a report hides the same
 * columns, and knows them by {@link holdsIds}.
 *
 * What is hidden:
 * - columns of kind `id`: a scan makes one of each path that ends in an identifier's name
 *   (`isIdentifierPath`), `withIds` and `kinds` make more;
 * - lists and objects of such columns (`sequences`, `collect`), and unions and joins with them;
 * - columns of `derive` and of aggregating functions in which every cell is a copy of a hidden cell of the
 *   rows that it was made of, or a list of such;
 * - lists and objects that a scan takes from a place that may hold identifiers (`holdsIdentifiers`), such
 *   as `payload`, `payload/info`, `meta` and `environment`.
 *
 * What is not:
 * - data: `toObjects`, `rows`, `column`, `toArrow`, `toArquero` and `toDanfo` give the values
 *   themselves, and so does everything shown with `reveal`;
 * - what else a function makes of a cell: a part or a digest of an identifier, one beside other values or
 *   only in some cells, in `derive`, an aggregating function or `fromObjects`; mark these columns with `withIds`;
 * - identifiers of other names, or within other text, such as a URL; a report also looks for their form;
 * - rare combinations of other values, which can single out a client as well.
 *
 * @throws {RangeError} If `reveal` is neither true nor false.
 */
export function redactedReader(
  column: Column,
  { reveal = false }: RevealOptions = {},
): (row: number) => unknown {
  oneOf("reveal", reveal, [true, false]);
  const read = columnReader(column);
  if (reveal || !holdsIds(column)) return read;
  const ordinals = new Map<unknown, number>();
  return (row) => hide(read(row), ordinals, 0);
}

function hide(value: unknown, ordinals: Map<unknown, number>, depth: number): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value === "object") {
    if (depth === deepest) return "…";
    const inner = (item: unknown): unknown => hide(item, ordinals, depth + 1);
    return Array.isArray(value)
      ? value.map(inner)
      : Object.fromEntries(Object.values(value).map((item, i) => [String(i), inner(item)]));
  }
  let ordinal = ordinals.get(value);
  if (ordinal === undefined) {
    ordinal = ordinals.size + 1;
    ordinals.set(value, ordinal);
  }
  return `‹id ${ordinal}›`;
}
