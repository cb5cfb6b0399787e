import { canonicalText } from "./codes/canonical-text.js";
import { columnReader } from "./columns/column-reader.js";
import { shownKind } from "./columns/shown-kind.js";
import type { Column, Table } from "./types.js";

/**
 * Whether two tables have the same columns, of the same kinds, in the same order, with equal cells.
 * NaN equals NaN, 0 equals -0, missing equals missing; lists and objects are compared by content.
 */
export function isEqualTable(left: Table, right: Table): boolean {
  const names = [...left.data.keys()];
  const others = [...right.data.keys()];
  return (
    left.length === right.length &&
    names.length === others.length &&
    names.every((name, i) => name === others[i] && isEqualColumn(left.data.get(name)!, right.data.get(name)!))
  );
}

function isEqualColumn(left: Column, right: Column): boolean {
  if (left === right) return true;
  if (shownKind(left) !== shownKind(right)) return false;
  const a = columnReader(left);
  const b = columnReader(right);
  for (let row = 0; row < left.length; row++) {
    const x = a(row);
    const y = b(row);
    if (x === y || (Number.isNaN(x) && Number.isNaN(y))) continue;
    if (typeof x !== "object" || typeof y !== "object" || canonicalText(x) !== canonicalText(y)) return false;
  }
  return true;
}
