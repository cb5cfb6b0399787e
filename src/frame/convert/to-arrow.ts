import type { Column as ArrowColumn, Table as ArrowTable, DataType } from "@uwdata/flechette";
import { columnValues } from "../columns/column-values.js";
import { holdsIds } from "../columns/holds-ids.js";
import { shownKind } from "../columns/shown-kind.js";
import { jsonOf } from "../columns/text-of.js";
import { isList } from "../columns/value-builder.js";
import type { Column, Table } from "../types.js";
import { loadPackage } from "./load-package.js";

/** The field metadata in which Arrow tables of ours say what a column holds. */
export const kindKey = "pingframe:kind";

/** The field metadata that says that a column holds identifiers. */
export const idsKey = "pingframe:ids";

/** The field metadata that says what the items of lists are, if they are histograms. */
export const itemsKey = "pingframe:items";

type Flechette = typeof import("@uwdata/flechette");

/** Loads the Arrow library. */
export function loadFlechette(): Flechette {
  return loadPackage("@uwdata/flechette") as Flechette;
}

/** The largest text that 32-bit offsets can address, in bytes. */
const largestUtf8 = 2 ** 31 - 1;

/** A table as an Arrow table: missing as null, bigints exact, dictionaries as such, objects as JSON text. */
export function toArrow(table: Table): ArrowTable {
  const flechette = loadFlechette();
  const columns = [...table.data].map(([name, column]) => [name, toArrowColumn(column, flechette)] as const);
  const arrow = flechette.tableFromColumns(columns as [string, ArrowColumn<unknown>][]);
  for (const [i, column] of [...table.data.values()].entries()) {
    const metadata = new Map<string, string>([[kindKey, shownKind(column)]]);
    if (holdsIds(column)) metadata.set(idsKey, "true");
    if ("items" in column && column.items !== undefined) metadata.set(itemsKey, column.items);
    arrow.schema.fields[i]!.metadata = metadata;
  }
  return arrow;
}

function toArrowColumn(column: Column, flechette: Flechette): ArrowColumn<unknown> {
  if (column.kind === "f64" && column.valid === null && column.length > 0) {
    return flechette.columnFromArray(column.values);
  }
  const list = column.kind === "list" ? itemType(column, flechette) : null;
  const isJson = list === null && "values" in column && Array.isArray(column.values);
  const visit = (visitor: (value: unknown) => void): void => {
    for (const value of columnValues(column)) {
      visitor(value !== null && isJson ? jsonOf(value) : value);
    }
  };
  const type = list === null ? arrowType(column, flechette) : flechette.list(list);
  return flechette.columnFromValues(visit, type, { useBigInt: true });
}

function arrowType(column: Column, flechette: Flechette): DataType {
  switch (column.kind) {
    case "f64":
      return flechette.float64();
    case "i64":
      return flechette.int64();
    case "bool":
      return flechette.bool();
    case "dictionary":
      return flechette.dictionary(flechette.utf8(), flechette.int32());
    case "utf8":
    case "id":
      return column.bytes.length > largestUtf8 ? flechette.largeUtf8() : flechette.utf8();
    default: // UUIDs and JSON
      return flechette.utf8();
  }
}

/** The type of the items of lists, if all have the same simple one; other lists become JSON text. */
function itemType(column: Column, flechette: Flechette): DataType | null {
  const types = new Set<string>();
  for (const list of columnValues(column)) {
    if (!isList(list)) continue;
    for (const item of list as Iterable<unknown>) if (item !== null) types.add(typeof item);
  }
  const [type = "string", other] = types;
  if (other !== undefined) return null;
  switch (type) {
    case "string":
      return flechette.utf8();
    case "number":
      return flechette.float64();
    case "boolean":
      return flechette.bool();
    case "bigint":
      return flechette.int64();
    default:
      return null;
  }
}
