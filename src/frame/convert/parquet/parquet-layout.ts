import { columnReader } from "../../columns/column-reader.js";
import { columnValues } from "../../columns/column-values.js";
import { decodeText } from "../../columns/decode-text.js";
import { encodeText, hasLoneHalf } from "../../columns/encode-text.js";
import { holdsIds } from "../../columns/holds-ids.js";
import { shownKind } from "../../columns/shown-kind.js";
import { uuidBytes } from "../../columns/uuid-text.js";
import { isList } from "../../columns/value-builder.js";
import type { Column, ShownKind, ValueColumn } from "../../types.js";
import { toExactJson } from "./exact-json.js";

/** The key in a file's metadata under which we say what its columns hold. */
export const metadataKey = "pingframe";

/** What Parquet's own types do not say of a column. */
export interface ColumnNote {
  readonly name: string;
  readonly kind: ShownKind;
  /** There if the values hold identifiers. */
  readonly ids?: true;
  /** There if the values are lists of histograms. */
  readonly items?: ValueColumn["items"];
  /** There if the values are stored as JSON text. */
  readonly json?: true;
}

/** A line of a file's schema, as far as ours use them. */
export interface SchemaLine {
  readonly name: string;
  readonly repetition_type?: "OPTIONAL" | "REPEATED";
  readonly type?: "DOUBLE" | "INT64" | "BOOLEAN" | "BYTE_ARRAY";
  readonly converted_type?: "UTF8" | "LIST";
  readonly num_children?: number;
}

/** How a column is written: its schema, and what makes a cell of it. */
export interface ParquetLayout {
  readonly name: string;
  readonly schema: readonly SchemaLine[];
  readonly note: ColumnNote;
  /** Numbers are written plainly: the writer's dictionary would not tell -0 from 0. */
  readonly isPlain: boolean;
  /** The cell of a row as the writer takes it. */
  readonly cellOf: (row: number) => unknown;
}

/** Decides how a column is written, from its kind and, for lists, from its items. */
export function parquetLayout(name: string, column: Column): ParquetLayout {
  const note: ColumnNote = {
    name,
    kind: shownKind(column),
    ...(holdsIds(column) ? { ids: true } : {}),
    ...("items" in column && column.items !== undefined ? { items: column.items } : {}),
  };
  const flat = (type: FlatType, cellOf = columnReader(column)): ParquetLayout => ({
    name,
    schema: [flatElement(name, type)],
    note,
    isPlain: type === "DOUBLE",
    cellOf,
  });
  switch (column.kind) {
    case "f64":
      return flat("DOUBLE");
    case "i64":
      return flat("INT64");
    case "bool":
      return flat("BOOLEAN");
    case "dictionary":
      return column.dictionary.some(hasLoneHalf)
        ? flat("BYTES", asBytes(columnReader(column)))
        : flat("TEXT");
    case "utf8":
    case "id": {
      const { bytes, offsets, valid } = column;
      return flat(holdsHalves(bytes) ? "BYTES" : "TEXT", (row) =>
        valid === null || valid[row] === 1 ? bytes.subarray(offsets[row]!, offsets[row + 1]!) : null,
      );
    }
    case "uuid": {
      const { words, valid } = column;
      return flat("TEXT", (row) => (valid === null || valid[row] === 1 ? uuidBytes(words, row) : null));
    }
    default: {
      const type = column.kind === "list" ? itemType(column) : null;
      if (type !== null) {
        const read = columnReader(column);
        const schema = listElements(name, type);
        return { name, schema, note, isPlain: type === "DOUBLE", cellOf: (row) => listOf(read(row)) };
      }
      return { ...flat("TEXT", jsonReader(column, name)), note: { ...note, json: true } };
    }
  }
}

type FlatType = "DOUBLE" | "INT64" | "BOOLEAN" | "TEXT" | "BYTES";

function flatElement(name: string, type: FlatType): SchemaLine {
  if (type === "TEXT") {
    return { name, repetition_type: "OPTIONAL", type: "BYTE_ARRAY", converted_type: "UTF8" };
  }
  return { name, repetition_type: "OPTIONAL", type: type === "BYTES" ? "BYTE_ARRAY" : type };
}

function listElements(name: string, type: FlatType): SchemaLine[] {
  return [
    { name, repetition_type: "OPTIONAL", num_children: 1, converted_type: "LIST" },
    { name: "list", repetition_type: "REPEATED", num_children: 1 },
    flatElement("element", type),
  ];
}

function listOf(list: unknown): unknown {
  return list === null || Array.isArray(list) ? list : Array.from(list as Iterable<unknown>);
}

/** Strings that UTF-8 can't hold go as bytes without a type, so that no reader refuses the file. */
function asBytes(read: (row: number) => unknown): (row: number) => unknown {
  return (row) => {
    const text = read(row) as string | null;
    if (text === null) return null;
    const bytes = new Uint8Array(text.length * 3);
    return bytes.subarray(0, encodeText(text, bytes));
  };
}

/** Whether text bytes hold half a surrogate pair: 0xED and then a byte from 0xA0, which UTF-8 never has. */
function holdsHalves(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0xed); at >= 0; at = bytes.indexOf(0xed, at + 1)) {
    if (bytes[at + 1]! >= 0xa0) return true;
  }
  return false;
}

function jsonReader(column: ValueColumn, name: string): (row: number) => unknown {
  const { values, valid } = column;
  return (row) => {
    if (valid !== null && valid[row] === 0) return null;
    const value = values[row];
    try {
      return toExactJson(isList(value) && !Array.isArray(value) ? listOf(value) : value);
    } catch (cause) {
      throw new TypeError(
        `column ${JSON.stringify(name)} can't be written as JSON in row ${row}: it holds itself or is nested too deeply`,
        { cause },
      );
    }
  };
}

/** The type of the items of lists, if all have the same simple one; other lists become JSON text. */
function itemType(column: ValueColumn): FlatType | null {
  if (column.items !== undefined) return null;
  let type: FlatType | null = null;
  for (const list of columnValues(column)) {
    if (!isList(list)) continue;
    for (const item of list as Iterable<unknown>) {
      if (item === null) continue;
      const next = typeOf(item);
      if (next === null || (type !== null && next !== type)) return null;
      type = next;
    }
  }
  return type ?? "TEXT";
}

function typeOf(item: unknown): FlatType | null {
  switch (typeof item) {
    case "number":
      return "DOUBLE";
    case "boolean":
      return "BOOLEAN";
    case "bigint":
      return BigInt.asIntN(64, item) === item ? "INT64" : null;
    case "string":
      return hasLoneHalf(item) ? null : "TEXT";
    default:
      return null;
  }
}

/** Reads text as the writer of either layout wrote it. */
export function textFromBytes(bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined ? undefined : decodeText(bytes);
}
