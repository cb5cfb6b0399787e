import { anyMissing } from "../any-missing.js";
import { codeColumns } from "../codes/code-columns.js";
import { columnOf } from "../column-of.js";
import { compareRows, type RowOrder } from "../compare-rows.js";
import { keptRows } from "../kept-rows.js";
import { oneOf } from "../one-of.js";
import type { SortKey } from "../sort-key.js";
import { takeRows } from "../take-rows.js";
import type { Table } from "../types.js";

/** Options of {@link Frame.dedupe}. */
export interface DedupeOptions<Name extends string = string> {
  /** Which row of those with the same key stays. @defaultValue "first" */
  readonly keep?: "first" | "last";
  /**
   * What decides which row is first. Rows with a value come before those without, and among equal
   * rows the one that stands first stays, whichever end is kept. @defaultValue the rows' own order
   */
  readonly orderBy?: SortKey<Name> | readonly SortKey<Name>[];
  /**
   * What becomes of rows whose key, or a part of it, is missing: `keep` all of them, `drop` all,
   * `group` them as if missing were a value, or throw an `error`. @defaultValue "keep"
   */
  readonly onNull?: "keep" | "drop" | "group" | "error";
}

/** What {@link Frame.dedupe} left out. */
export interface DedupeAccount {
  /** Rows dropped because another row with the same key stayed. */
  readonly duplicates: number;
  /** Rows dropped because their key is missing (`onNull: "drop"`). */
  readonly nullKeys: number;
}

/** Keeps one row a key, in the rows' own order. */
export function dedupeRows(
  table: Table,
  names: readonly string[],
  options: DedupeOptions,
): { table: Table; dropped: DedupeAccount } {
  const { keep = "first", orderBy = [], onNull = "keep" } = options;
  oneOf("keep", keep, ["first", "last"]);
  oneOf("onNull", onNull, ["keep", "drop", "group", "error"]);
  const columns = names.map((name) => columnOf(table, name, "dedupe"));
  const order = rowOrder(table, [orderBy].flat() as SortKey[], keep);
  const isNull = anyMissing(columns);
  const { codes, first } = codeColumns(columns);
  if (order !== null) keepBest(codes, first, order);

  let nullKeys = 0;
  const isKept = (row: number): boolean => {
    if (onNull === "group" || isNull === null || !isNull(row)) return first[codes[row]!] === row;
    nullKeys++;
    return onNull === "keep";
  };
  const rows = keptRows(table.length, isKept, codes);
  if (onNull === "error" && nullKeys > 0) {
    throw new TypeError(
      `dedupe found ${nullKeys} of ${table.length} rows without ${names.join(", ")}; set onNull to "keep", "drop" or "group"`,
    );
  }
  const droppedKeys = onNull === "drop" ? nullKeys : 0;
  return {
    table: rows.length === table.length ? table : takeRows(table, rows),
    dropped: { duplicates: table.length - rows.length - droppedKeys, nullKeys: droppedKeys },
  };
}

/** The order whose first row stays; `null` if that is the rows' own. */
function rowOrder(table: Table, keys: readonly SortKey[], keep: "first" | "last"): RowOrder | null {
  if (keep === "first") return keys.length === 0 ? null : compareRows(table, keys, "dedupe");
  if (keys.length === 0) return (a, b) => b - a;
  const reversed = keys.map((key) => (typeof key === "string" ? { desc: key } : key.desc));
  return compareRows(table, reversed, "dedupe");
}

/** Puts the row of each code that comes first in an order in the place of the one that stands first. */
function keepBest(codes: Int32Array, best: Int32Array, order: RowOrder): void {
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    const other = best[code]!;
    if (row !== other && order(row, other) < 0) best[code] = row;
  }
}
