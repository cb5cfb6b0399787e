import { columnReader } from "./columns/column-reader.js";
import { holdsIds } from "./columns/holds-ids.js";
import type { Column } from "./types.js";

/** Options of everything that shows cells. */
export interface RevealOptions {
  /** Show identifiers as they are. @defaultValue false */
  readonly reveal?: boolean;
}

/**
 * Reads a column's cells for showing: the one place where identifiers are hidden.
 *
 * Each identifier becomes `‹id 1›`, `‹id 2›` … in the order in which this reader meets them, so that
 * equal ones can be told within what is shown, and nothing else can. In lists and objects that hold
 * identifiers every value is hidden so. Everything that prints, draws or writes cells reads them here.
 */
export function redactedReader(
  column: Column,
  { reveal = false }: RevealOptions = {},
): (row: number) => unknown {
  const read = columnReader(column);
  if (reveal || !holdsIds(column)) return read;
  const ordinals = new Map<unknown, number>();
  return (row) => hide(read(row), ordinals);
}

function hide(value: unknown, ordinals: Map<unknown, number>): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value === "object") {
    return Array.isArray(value)
      ? value.map((item) => hide(item, ordinals))
      : Object.fromEntries(Object.values(value).map((item, i) => [String(i), hide(item, ordinals)]));
  }
  let ordinal = ordinals.get(value);
  if (ordinal === undefined) {
    ordinal = ordinals.size + 1;
    ordinals.set(value, ordinal);
  }
  return `‹id ${ordinal}›`;
}
