import { anyMissing } from "../any-missing.js";
import { codeColumn } from "../codes/code-column.js";
import { columnOf } from "../column-of.js";
import { collectLists } from "../columns/collect-lists.js";
import { commonSource } from "../columns/common-source.js";
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
  // After dedupe and the like: read where the columns come from, instead of copying them first.
  const source = commonSource(table, [by, value, ...sortKeys.map(keyName)]);
  const from = source?.table ?? table;
  const order = compareRows(from, sortKeys, "sequences");
  const codes = codeColumn(keys);
  const grouped = groupRows(codes, source?.rows);
  const numbers = sortNumbers(from, sortKeys);
  if (numbers === null) sortGroups(grouped, order);
  else sortGroupsByNumbers(grouped, numbers.values, numbers.direction);

  const { kept, nullKeys, shortGroups } = keptGroups(
    grouped.starts,
    codes.first,
    anyMissing([keys]),
    minLength,
  );
  const ranges = {
    rows: grouped.rows,
    starts: kept.map((group) => grouped.starts[group]!),
    ends: kept.map((group) => grouped.starts[group + 1]!),
  };
  const { length } = kept;
  const lengths = Float64Array.from(kept, (_, i) => ranges.ends[i]! - ranges.starts[i]!);
  const data = new Map<string, Column>([
    [
      by,
      gatherColumn(
        keys,
        kept.map((group) => codes.first[group]!),
      ),
    ],
    ["sequence", collectLists(source === null ? values : from.data.get(value)!, ranges)],
    ["length", { kind: "f64", length, valid: null, values: lengths }],
  ]);
  return { table: { length, data }, dropped: { nullKeys, shortGroups } };
}

/** The name that a key to order by has; none if it is not one, which is an error that others report. */
function keyName(key: SortKey): string {
  return typeof key === "string" ? key : (key?.desc ?? "");
}

/** The groups that have a key and enough rows, and how much is left out. */
function keptGroups(
  starts: Int32Array,
  first: Int32Array,
  isNull: ((row: number) => boolean) | null,
  minLength: number,
): SequenceAccount & { readonly kept: Int32Array } {
  const kept = new Int32Array(first.length);
  let count = 0;
  let nullKeys = 0;
  let shortGroups = 0;
  for (let group = 0; group < first.length; group++) {
    const size = starts[group + 1]! - starts[group]!;
    if (isNull?.(first[group]!)) nullKeys += size;
    else if (size < minLength) shortGroups++;
    else kept[count++] = group;
  }
  return { kept: kept.slice(0, count), nullKeys, shortGroups };
}
