import { anyMissing } from "../any-missing.js";
import { codeColumn } from "../codes/code-column.js";
import { columnOf } from "../column-of.js";
import { collectLists } from "../columns/collect-lists.js";
import { gatherColumn } from "../columns/gather-column.js";
import { compareRows } from "../compare-rows.js";
import { groupRows } from "../group-rows.js";
import { quoteValue } from "../quote-value.js";
import { sortGroups, sortGroupsByNumbers } from "../sort-groups.js";
import type { SortKey } from "../sort-key.js";
import { sortNumbers } from "../sort-numbers.js";
import type { Column, Table } from "../types.js";

/** Options of {@link Frame.sequences}. */
export interface SequenceOptions<By extends string, Value extends string, Name extends string> {
  /** The column whose equal values make a group, such as `clientId`. Rows without one are left out, and counted. */
  readonly by: By;
  /** What orders a group's rows. Ties keep the rows' order; rows without a value come last. */
  readonly orderBy: SortKey<Name> | readonly SortKey<Name>[];
  /** The column whose values make up the sequence; a missing one is `null` in it. */
  readonly value: Value;
  /** The fewest rows a group must have to be there, a whole number. @defaultValue 1 */
  readonly minLength?: number;
}

/** What {@link Frame.sequences} left out. */
export interface SequenceAccount {
  /** Rows left out because they have no value in `by`. */
  readonly nullKeys: number;
  /** Groups left out because they are shorter than `minLength`. */
  readonly shortGroups: number;
}

/** The ordered values of each group, a row a group, in order of first appearance. */
export function rowSequences(
  table: Table,
  options: SequenceOptions<string, string, string>,
): { table: Table; dropped: SequenceAccount } {
  const { by, orderBy, value, minLength = 1 } = options;
  if (!(Number.isInteger(minLength) && minLength >= 0)) {
    throw new RangeError(`minLength must be a whole number from 0, got ${quoteValue(minLength)}`);
  }
  if (by === "sequence" || by === "length") {
    throw new TypeError(
      `sequences makes a column called ${JSON.stringify(by)}, and so can't group by one; rename it first`,
    );
  }
  const keys = columnOf(table, by, "sequences");
  const values = columnOf(table, value, "sequences");
  const sortKeys = [orderBy].flat() as SortKey[];
  const order = compareRows(table, sortKeys, "sequences");
  const codes = codeColumn(keys);
  const grouped = groupRows(codes);
  const numbers = sortNumbers(table, sortKeys);
  if (numbers === null) sortGroups(grouped, order);
  else sortGroupsByNumbers(grouped, numbers.values, numbers.direction);

  const { rows, starts } = grouped;
  const isNull = anyMissing([keys]);
  const groups: Int32Array[] = [];
  const firstRows: number[] = [];
  let nullKeys = 0;
  let shortGroups = 0;
  for (let group = 0; group < codes.first.length; group++) {
    const start = starts[group]!;
    const end = starts[group + 1]!;
    if (isNull?.(codes.first[group]!)) nullKeys += end - start;
    else if (end - start < minLength) shortGroups++;
    else {
      groups.push(rows.subarray(start, end));
      firstRows.push(codes.first[group]!);
    }
  }

  const { length } = groups;
  const data = new Map<string, Column>([
    [by, gatherColumn(keys, Int32Array.from(firstRows))],
    ["sequence", collectLists(values, groups)],
    [
      "length",
      { kind: "f64", length, valid: null, values: Float64Array.from(groups, (group) => group.length) },
    ],
  ]);
  return { table: { length, data }, dropped: { nullKeys, shortGroups } };
}
