import { mean, percentile } from "../../stats/index.js";
import { codeColumn } from "../codes/code-column.js";
import { columnBuilder } from "../columns/column-builder.js";
import { presentNumbersOf } from "../columns/present-numbers-of.js";
import { shownKind } from "../columns/shown-kind.js";
import type { Column, ShownKind, Table } from "../types.js";

/** What {@link Frame.describe} says of a column. */
export interface ColumnDescription {
  column: string;
  kind: ShownKind;
  /** Rows with a value. */
  count: number;
  /** Rows without one. */
  missing: number;
  /** Distinct values; `null` for lists and objects, which are not compared. */
  distinct: number | null;
  /** Of numbers and booleans, NaN left out; `null` for other kinds, as are all below. */
  mean: number | null;
  min: number | null;
  p25: number | null;
  median: number | null;
  p75: number | null;
  max: number | null;
}

/** A row a column: how much there is in it, and how its numbers are spread. */
export function describeColumns(table: Table): Table {
  const described = [...table.data].map(([name, column]) => describeColumn(name, column));
  const names = Object.keys(fields) as (keyof ColumnDescription)[];
  return {
    length: described.length,
    data: new Map(
      names.map((name) => {
        const builder = columnBuilder(fields[name]);
        for (const description of described) builder.append(description[name]);
        return [name, builder.finish()];
      }),
    ),
  };
}

const fields: { readonly [Name in keyof ColumnDescription]: "string" | "f64" } = {
  column: "string",
  kind: "string",
  count: "f64",
  missing: "f64",
  distinct: "f64",
  mean: "f64",
  min: "f64",
  p25: "f64",
  median: "f64",
  p75: "f64",
  max: "f64",
};

function describeColumn(name: string, column: Column): ColumnDescription {
  const kind = shownKind(column);
  const missing = column.valid === null ? 0 : column.valid.reduce((sum, isValid) => sum + 1 - isValid, 0);
  const isNumeric = kind === "f64" || kind === "i64" || kind === "bool";
  const numbers = isNumeric ? presentNumbersOf(column, name, "describe") : [];
  const [min = null, p25 = null, median = null, p75 = null, max = null] = percentile(
    numbers,
    [0, 25, 50, 75, 100],
  );
  const isSimple = isNumeric || kind === "string" || kind === "id";
  return {
    column: name,
    kind,
    count: column.length - missing,
    missing,
    distinct: isSimple ? codeColumn(column).first.length - (missing > 0 ? 1 : 0) : null,
    mean: mean(numbers),
    min,
    p25,
    median,
    p75,
    max,
  };
}
