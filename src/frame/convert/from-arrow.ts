import type { Column as ArrowColumn, Table as ArrowTable } from "@uwdata/flechette";
import { columnBuilder } from "../columns/column-builder.js";
import { columnValues } from "../columns/column-values.js";
import { packIds } from "../columns/pack-uuids.js";
import type { Column, ColumnKind, Table } from "../types.js";
import type { ArrowTableLike } from "./arrow-table-like.js";
import { idsKey, itemsKey, kindKey, loadFlechette } from "./to-arrow.js";

/**
 * A table from an Arrow table of flechette's, or the bytes of an Arrow IPC stream or file.
 *
 * @throws {TypeError} If it is neither.
 */
export function fromArrow(source: ArrowTableLike | Uint8Array | ArrayBuffer): Table {
  const isBytes = source instanceof Uint8Array || source instanceof ArrayBuffer;
  const arrow = isBytes
    ? loadFlechette().tableFromIPC(source, { useBigInt: true })
    : (source as unknown as ArrowTable);
  if (!Array.isArray(arrow?.children) || !Array.isArray(arrow.schema?.fields)) {
    throw new TypeError(
      "fromArrow needs a table of @uwdata/flechette or Arrow IPC bytes; other libraries' tables can be given as IPC bytes",
    );
  }
  const data = new Map<string, Column>();
  for (const [i, { name, metadata }] of arrow.schema.fields.entries()) {
    const column = fromArrowColumn(arrow.children[i]!, metadata?.get(kindKey), metadata?.get(itemsKey));
    const isHidden = metadata?.get(idsKey) === "true" && "values" in column && Array.isArray(column.values);
    data.set(String(name), isHidden ? ({ ...column, holdsIds: true } as Column) : column);
  }
  return { length: arrow.numRows ?? 0, data };
}

function fromArrowColumn(
  column: ArrowColumn<unknown>,
  kind: string | undefined,
  items: string | undefined,
): Column {
  const { Type } = loadFlechette();
  const { type } = column;
  const isExact = type.typeId === Type.Int && type.bitWidth === 64;
  const isText = type.typeId === Type.Utf8 || type.typeId === Type.LargeUtf8;
  const isJson = isText && kind !== undefined && jsonKinds.has(kind);
  const builder = columnBuilder(builderKind(kind, isText));
  for (const batch of column.data) {
    for (let row = 0; row < batch.length; row++) {
      if (batch.nullCount > 0 && !batch.isValid(row)) builder.append(null);
      // Past the batch's own conversion, which refuses 64-bit integers that are no exact numbers.
      else if (isExact) builder.append((batch.values as BigInt64Array)[row]);
      else builder.append(isJson ? withHistograms(parsed(batch.at(row)), items) : plain(batch.at(row)));
    }
  }
  return packIds(builder.finish());
}

const jsonKinds: ReadonlySet<string> = new Set(["json", "list", "histogram", "keyed-histogram"]);
const simpleKinds: ReadonlySet<string> = new Set(["f64", "i64", "bool", "string"]);

/** The kind that our own metadata names, where the Arrow column can be of it. */
function builderKind(kind: string | undefined, isText: boolean): ColumnKind | "string" | "infer" {
  const isOurs =
    kind === "id" ? isText : kind !== undefined && (simpleKinds.has(kind) || jsonKinds.has(kind));
  return isOurs ? (kind as ColumnKind | "string") : isText ? "string" : "infer";
}

function parsed(text: unknown): unknown {
  try {
    return JSON.parse(text as string);
  } catch {
    return text;
  }
}

/** The histograms that a list's items were. */
function withHistograms(value: unknown, kind: string | undefined): unknown {
  if ((kind !== "histogram" && kind !== "keyed-histogram") || !Array.isArray(value)) return value;
  const builder = columnBuilder(kind);
  for (const item of value) builder.append(item);
  return builder.mismatched > 0 ? value : [...columnValues(builder.finish())];
}

/** Arrow's vectors as lists, its maps as objects. */
function plain(value: unknown): unknown {
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as Iterable<unknown>);
  return Array.isArray(value) ? value.map(plain) : value;
}
