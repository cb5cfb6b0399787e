import type { Aggregator } from "./aggregators.js";
import type { Frame } from "./frame.js";
import type { Cell, Flat, NameOf } from "./row-types.js";
import { Series, type SumOf } from "./series.js";
import type { Table } from "./types.js";
import { aggregateGroups, type Definition } from "./verbs/aggregate-groups.js";
import { splitColumn } from "./verbs/split-column.js";

/** What can be computed of a group of rows: an aggregator of one of their columns, or a function of the rows. */
export type Aggregate<Row> =
  | Aggregator<never, never>
  | Aggregator<Aggregator["statistic"], NameOf<Row>>
  | ((rows: readonly Row[]) => unknown);

/** What an aggregate gives. */
export type AggregateValue<Row, A> = A extends (rows: never) => infer Value
  ? Cell<Value>
  : A extends Aggregator<infer S, infer Name>
    ? S extends "count" | "countDistinct"
      ? number
      : S extends "sum"
        ? SumOf<Row[Name & keyof Row]>
        : S extends "collect"
          ? Row[Name & keyof Row][]
          : S extends "first" | "last"
            ? Row[Name & keyof Row]
            : S extends "min" | "max" | "merge"
              ? Row[Name & keyof Row] | null
              : number | null
    : never;

/** Rows in groups of equal keys, as {@link Frame.groupBy} makes them. */
export class GroupedFrame<Row extends object, Key extends NameOf<Row>> {
  readonly #table: Table;
  readonly #names: readonly string[];
  readonly #wrap: (table: Table) => unknown;

  /** @internal */
  constructor(table: Table, names: readonly string[], wrap: (table: Table) => unknown) {
    this.#table = table;
    this.#names = names;
    this.#wrap = wrap;
  }

  /**
   * One row a group, in order of first appearance: its keys, and a column for each definition.
   * Missing keys are a group of their own.
   *
   * @param definitions - Column names to aggregators ({@link count}, {@link mean} …) or functions. A
   *   function gets the group's rows as an array of objects, all columns decoded: `select` before, if
   *   there are many.
   * @throws {TypeError} If a column is unknown or of a kind that the aggregator can't take, or a function is async.
   *
   * @example
   * const pings = Frame.fromObjects([{ reason: "startup", age: 3 }, { reason: "startup", age: 5 }]);
   * pings.groupBy("reason").aggregate({ n: count(), age: mean("age") }).toObjects(); // [{ reason: 'startup', n: 2, age: 4 }]
   */
  aggregate<Definitions extends { readonly [name: string]: Aggregate<Row> }>(
    definitions: Definitions,
  ): Frame<
    Flat<
      Pick<Row, Key> & {
        -readonly [Name in keyof Definitions]: AggregateValue<Row, Definitions[Name]>;
      }
    >
  > {
    return this.#wrap(
      aggregateGroups(this.#table, this.#names, definitions as { readonly [name: string]: Definition }),
    ) as never;
  }

  /**
   * One column's cells by group, as the plots take them, in order of first appearance.
   *
   * @returns A series for each group, by the text of its key; several keys are joined by a comma, a missing one reads
   *   `(missing)`, and identifiers are hidden.
   * @throws {TypeError} If the column is unknown, or two groups have the same text, such as 1 and "1".
   *
   * @example
   * const pings = Frame.fromObjects([{ os: "Linux", ms: 3 }, { os: "Darwin", ms: 4 }, { os: "Linux", ms: 5 }]);
   * const times = pings.groupBy("os").column("ms");
   * times.get("Linux")?.toArray(); // [3, 5]
   */
  column<const Name extends NameOf<Row>>(name: Name): Map<string, Series<Row[Name]>> {
    const parts = splitColumn(this.#table, this.#names, name);
    return new Map([...parts].map(([key, column]) => [key, new Series<Row[Name]>(name, column)]));
  }
}
