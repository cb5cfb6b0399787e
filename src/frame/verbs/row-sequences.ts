import { anyMissing } from "../any-missing.js";
import { codeColumn } from "../codes/code-column.js";
import { columnOf } from "../column-of.js";
import { columnBuilder } from "../columns/column-builder.js";
import { columnReader } from "../columns/column-reader.js";
import { gatherColumn } from "../columns/gather-column.js";
import { holdsIds } from "../columns/holds-ids.js";
import { compareRows } from "../compare-rows.js";
import { groupRows } from "../group-rows.js";
import { quoteValue } from "../quote-value.js";
import { sortGroups } from "../sort-groups.js";
import type { SortKey } from "../sort-key.js";
import type { Column, Table, ValueColumn } from "../types.js";

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
  const order = compareRows(table, [orderBy].flat() as SortKey[], "sequences");
  const codes = codeColumn(keys);
  const grouped = groupRows(codes);
  sortGroups(grouped, order);

  const { rows, starts } = grouped;
  const isNull = anyMissing([keys]);
  const read = columnReader(values);
  const sequences = columnBuilder("list");
  const lengths: number[] = [];
  const firstRows: number[] = [];
  let nullKeys = 0;
  let shortGroups = 0;
  for (let group = 0; group < codes.first.length; group++) {
    const start = starts[group]!;
    const end = starts[group + 1]!;
    if (isNull?.(codes.first[group]!)) nullKeys += end - start;
    else if (end - start < minLength) shortGroups++;
    else {
      const sequence = new Array<unknown>(end - start);
      for (let i = start; i < end; i++) sequence[i - start] = read(rows[i]!);
      sequences.append(sequence);
      lengths.push(sequence.length);
      firstRows.push(codes.first[group]!);
    }
  }

  const { length } = lengths;
  const sequence = sequences.finish() as ValueColumn;
  const data = new Map<string, Column>([
    [by, gatherColumn(keys, Int32Array.from(firstRows))],
    ["sequence", holdsIds(values) ? { ...sequence, holdsIds: true } : sequence],
    ["length", { kind: "f64", length, valid: null, values: Float64Array.from(lengths) }],
  ]);
  return { table: { length, data }, dropped: { nullKeys, shortGroups } };
}
