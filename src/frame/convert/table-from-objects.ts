import { columnBuilder } from "../columns/column-builder.js";
import type { ColumnKind, Table } from "../types.js";

/** Kinds of columns where they are not to be inferred. */
export type Kinds<Name extends string> = { readonly [N in Name]?: ColumnKind | "string" };

/** A table from objects, a row each; columns in the order in which their names first appear. */
export function tableFromObjects(rows: Iterable<object>, kinds: Kinds<string> = {}): Table {
  const list = [...rows];
  const names = new Set<string>();
  for (const row of list) for (const name of Object.keys(row)) names.add(name);
  return {
    length: list.length,
    data: new Map(
      [...names].map((name) => {
        const builder = columnBuilder(kindOf(kinds, name));
        for (const row of list) {
          builder.append(Object.hasOwn(row, name) ? (row as { [name: string]: unknown })[name] : null);
        }
        return [name, builder.finish()];
      }),
    ),
  };
}

/** The kind asked for a column, or to infer it. */
export function kindOf(kinds: Kinds<string>, name: string): ColumnKind | "string" | "infer" {
  return (Object.hasOwn(kinds, name) ? kinds[name] : undefined) ?? "infer";
}
