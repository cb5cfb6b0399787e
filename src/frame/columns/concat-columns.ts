import type { Column, ValueColumn } from "../types.js";
import { columnBuilder } from "./column-builder.js";
import { columnValues } from "./column-values.js";
import { concatIds } from "./concat-ids.js";
import { concatStrings } from "./concat-strings.js";
import { concatValidity } from "./concat-validity.js";
import { holdsIds } from "./holds-ids.js";
import { isAllMissing } from "./is-all-missing.js";
import { missingColumn } from "./missing-column.js";
import { shownKind } from "./shown-kind.js";

/**
 * Puts columns one after the other.
 *
 * Columns of one kind stay of that kind; a dictionary grows by first appearance, in order, and becomes
 * UTF-8 bytes if too few of its strings repeat; identifiers become UUIDs where all are. A column without values takes the kind of the others;
 * strings and identifiers make identifiers; any other two kinds make `json`.
 *
 * @param columns - Not modified; a single one is given back as it is. None make a column of no rows.
 * @returns The same cells, in order, as building one column at once gives.
 *
 * @example
 * const numbers = columnBuilder("infer"), words = columnBuilder("infer");
 * numbers.append(null);
 * words.append("daily");
 * concatColumns([numbers.finish(), words.finish()]).kind; // 'dictionary'
 */
export function concatColumns(columns: readonly Column[]): Column {
  if (columns.length === 1) return columns[0]!;
  const filled = columns.filter((column) => !isAllMissing(column));
  const [first = columns.find(({ kind }) => kind !== "f64") ?? columns[0]] = filled;
  if (first === undefined) return missingColumn("f64", 0);
  const kinds = new Set((filled.length === 0 ? [first] : filled).map(shownKind));
  if (kinds.size === 2 && kinds.has("string") && kinds.has("id")) kinds.delete("string");
  if (kinds.size > 1) return rebuild(columns, "json");
  const [kind] = kinds;
  const length = columns.reduce((sum, column) => sum + column.length, 0);
  if (kind === "string") return concatStrings(fill(columns, "dictionary") as never, length);
  if (kind === "id") return concatIds(fill(columns, "id"), length);
  return concatSame(fill(columns, first.kind), length);
}

/** Gives the columns without values a kind. */
function fill(columns: readonly Column[], kind: Column["kind"]): Column[] {
  return columns.map((column) => (isAllMissing(column) ? missingColumn(kind, column.length) : column));
}

function rebuild(columns: readonly Column[], kind: ValueColumn["kind"]): Column {
  const builder = columnBuilder(kind);
  for (const column of columns) {
    for (const value of columnValues(column)) builder.append(value);
  }
  const rebuilt = builder.finish() as ValueColumn;
  return columns.some(holdsIds) ? { ...rebuilt, holdsIds: true } : rebuilt;
}

function itemsOf(column: Column): ValueColumn["items"] {
  return "items" in column ? column.items : undefined;
}

function concatSame(columns: readonly Column[], length: number): Column {
  const [first] = columns;
  const valid = concatValidity(columns, length);
  switch (first!.kind) {
    case "f64":
      return { kind: "f64", length, valid, values: joinArrays(columns, new Float64Array(length)) };
    case "i64":
      return { kind: "i64", length, valid, values: joinArrays(columns, new BigInt64Array(length)) };
    case "bool":
      return { kind: "bool", length, valid, values: joinArrays(columns, new Uint8Array(length)) };
    default: {
      const items = new Set(columns.filter((column) => !isAllMissing(column)).map(itemsOf));
      if (items.size > 1) return rebuild(columns, first!.kind as ValueColumn["kind"]);
      const [ofItems] = items;
      const values: unknown[] = [];
      for (const column of columns as readonly ValueColumn[]) {
        for (const value of column.values) values.push(value);
      }
      const plain = { kind: first!.kind, length, valid, values } as ValueColumn;
      const joined: ValueColumn = ofItems === undefined ? plain : { ...plain, items: ofItems };
      return columns.some(holdsIds) ? { ...joined, holdsIds: true } : joined;
    }
  }
}

function joinArrays<A extends Float64Array | BigInt64Array | Uint8Array>(
  columns: readonly Column[],
  target: A,
): A {
  let start = 0;
  for (const column of columns) {
    target.set((column as unknown as { values: never }).values, start);
    start += column.length;
  }
  return target;
}
