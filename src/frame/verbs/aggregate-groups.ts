import { mean, percentile } from "../../stats/index.js";
import { type Aggregator, statistics } from "../aggregators.js";
import { codeColumn } from "../codes/code-column.js";
import { codeColumns } from "../codes/code-columns.js";
import { columnOf } from "../column-of.js";
import { collectLists, type RowRanges } from "../columns/collect-lists.js";
import { columnBuilder } from "../columns/column-builder.js";
import { gatherColumn } from "../columns/gather-column.js";
import { mergeCells } from "../columns/merge-cells.js";
import { presentNumbersOf } from "../columns/present-numbers-of.js";
import { shownKind } from "../columns/shown-kind.js";
import { sumOf } from "../columns/sum-of.js";
import { extremeRow } from "../extreme-row.js";
import { groupRows } from "../group-rows.js";
import { hideCopiedIds } from "../hide-copied-ids.js";
import { oneOf } from "../one-of.js";
import { refusePromise } from "../refuse-promise.js";
import { rowObjects } from "../row-objects.js";
import { takeRows } from "../take-rows.js";
import type { Column, ColumnKind, Table } from "../types.js";
import { selectColumns } from "./select-columns.js";

/** What is computed of each group: an aggregator, or a function of the group's rows. */
export type Definition = Aggregator | ((rows: never) => unknown);

/** One row a group, in order of first appearance: its keys and what is computed of its rows. */
export function aggregateGroups(
  table: Table,
  names: readonly string[],
  definitions: { readonly [name: string]: Definition },
): Table {
  const codes = codeColumns(names.map((name) => columnOf(table, name, "groupBy")));
  const { rows, starts } = groupRows(codes);
  const groups = Array.from(codes.first, (_, group) => rows.subarray(starts[group], starts[group + 1]));
  const ranges: RowRanges = { rows, starts, ends: starts.subarray(1) };
  const data = new Map(takeRows(selectColumns(table, names), codes.first).data);
  for (const [name, definition] of Object.entries(definitions)) {
    if (data.has(name)) {
      throw new TypeError(`aggregate makes two columns called ${JSON.stringify(name)}; choose another name`);
    }
    data.set(
      name,
      typeof definition === "function"
        ? aggregateRows(table, definition, groups)
        : aggregateColumn(table, definition, groups, ranges),
    );
  }
  return { length: groups.length, data };
}

function aggregateRows(
  table: Table,
  aggregate: (rows: never) => unknown,
  groups: readonly Int32Array[],
): Column {
  const column = build("infer", groups, (group) => {
    const cell = aggregate(rowObjects(table, group) as never);
    if (isAggregator(cell)) {
      throw new TypeError("aggregate got a function that gives an aggregator; call it, such as count()");
    }
    return cell;
  });
  return hideCopiedIds(column, table, (group) => groups[group]!);
}

function isAggregator(value: unknown): boolean {
  return typeof value === "object" && value !== null && ["statistic", "column", "p"].every((n) => n in value);
}

function aggregateColumn(
  table: Table,
  { statistic, column: name, p }: Aggregator,
  groups: Int32Array[],
  ranges: RowRanges,
): Column {
  oneOf("statistic", statistic, statistics);
  if (name === null) return build("f64", groups, (group) => group.length);
  const column = columnOf(table, name, statistic);
  const take = (rowOf: (group: Int32Array) => number): Column =>
    gatherColumn(column, Int32Array.from(groups, rowOf));
  const part = (group: Int32Array): Column => gatherColumn(column, group);
  switch (statistic) {
    case "first":
      return take((group) => group[0]!);
    case "last":
      return take((group) => group[group.length - 1]!);
    case "min":
    case "max":
      return take(extremeRow(table, name, statistic));
    case "collect":
      return collectLists(column, ranges);
    case "merge":
      return build(shownKind(column), groups, (group) => mergeCells(part(group), name, statistic));
    case "countDistinct":
      return build("f64", groups, countDistinctIn(column));
    case "sum":
      return build("infer", groups, (group) => sumOf(part(group), name));
    case "mean":
      return build("f64", groups, (group) => mean(presentNumbersOf(part(group), name, statistic)));
    default: {
      const at = statistic === "median" ? 50 : p;
      return build("f64", groups, (group) => percentile(presentNumbersOf(part(group), name, statistic), at));
    }
  }
}

function build(
  kind: ColumnKind | "string" | "infer",
  groups: readonly Int32Array[],
  cellOf: (group: Int32Array) => unknown,
): Column {
  const builder = columnBuilder(kind);
  for (const group of groups) {
    const cell = cellOf(group);
    refusePromise(cell, "aggregate");
    builder.append(cell);
  }
  return builder.finish();
}

function countDistinctIn(column: Column): (group: Int32Array) => number {
  const { codes, first } = codeColumn(column);
  const seenIn = new Int32Array(first.length);
  let turn = 0;
  return (group) => {
    turn++;
    let distinct = 0;
    for (const row of group) {
      const code = codes[row]!;
      if (seenIn[code] === turn || (column.valid !== null && column.valid[row] === 0)) continue;
      seenIn[code] = turn;
      distinct++;
    }
    return distinct;
  };
}
