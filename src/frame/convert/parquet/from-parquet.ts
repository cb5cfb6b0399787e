import type { FileMetaData, ParquetParsers, SchemaTree } from "hyparquet";
import { type ColumnBuilder, columnBuilder } from "../../columns/column-builder.js";
import { columnValues } from "../../columns/column-values.js";
import { packIds } from "../../columns/pack-uuids.js";
import { isList } from "../../columns/value-builder.js";
import type { Column, ColumnKind, Table } from "../../types.js";
import { unknownColumn } from "../../unknown-column.js";
import { loadPackage } from "../load-package.js";
import { pageDecompressors } from "./codecs.js";
import { parseExactJson } from "./exact-json.js";
import { type ColumnNote, metadataKey, textFromBytes } from "./parquet-layout.js";

/**
 * Where a Parquet file is read from: its bytes, or something that gives parts of them, such as ranges of
 * a file or an object of a store. Ranges are half-open.
 */
export type ParquetSource =
  | Uint8Array
  | ArrayBuffer
  | {
      readonly byteLength: number;
      slice(start: number, end?: number): ArrayBuffer | Promise<ArrayBuffer>;
    };

/** Options of {@link Frame.fromParquet}. */
export interface ParquetReadOptions<Name extends string = string> {
  /** Which columns to read, in this order; the bytes of others are not asked for. @defaultValue all */
  readonly columns?: readonly Name[];
}

type Reader = typeof import("hyparquet");

/**
 * A table from a Parquet file, read a row group at a time.
 *
 * @throws {TypeError} If it is no Parquet file, one of a kind that can't be read, or has no such column.
 */
export async function fromParquet(source: ParquetSource, options: ParquetReadOptions = {}): Promise<Table> {
  const reader = loadPackage("hyparquet") as Reader;
  const given = source instanceof Uint8Array ? sliceable(source) : source;
  if (typeof given?.byteLength !== "number" || typeof given.slice !== "function") {
    throw new TypeError(
      "fromParquet needs the bytes of a Parquet file, or an object with byteLength and slice",
    );
  }
  const { file, readable } = watched(given);
  const { metadata, columns } = await readable(async () => {
    const metadata = await reader.parquetMetadataAsync(file);
    return {
      metadata,
      columns: reader.parquetSchema(metadata).children.map(columnReading(notesOf(metadata))),
    };
  });
  const wanted = new Map(columns.map((column) => [column.name, column]));
  const read =
    options.columns?.map(
      (name) => wanted.get(name) ?? unknownColumn(name, [...wanted.keys()], "fromParquet"),
    ) ?? columns;
  const bySource = new Map(read.map((column) => [column.source, column]));
  await readable(async () => {
    let rowStart = 0;
    for (const group of metadata.row_groups) {
      const rowEnd = rowStart + Number(group.num_rows);
      await readGroup(reader, { file, metadata, rowStart, rowEnd }, bySource);
      rowStart = rowEnd;
    }
  });
  return {
    length: Number(metadata.num_rows),
    data: new Map(read.map(({ name, finish }) => [name, finish()])),
  };
}

type SlicedFile = Exclude<ParquetSource, Uint8Array>;

/** Tells what the source throws, which is the caller's to handle, from what is wrong with the file. */
function watched(source: SlicedFile): {
  readonly file: SlicedFile;
  readonly readable: <T>(step: () => Promise<T>) => Promise<T>;
} {
  let failure: { readonly error: unknown } | null = null;
  const slice = async (start: number, end?: number): Promise<ArrayBuffer> => {
    try {
      return await source.slice(start, end);
    } catch (error) {
      failure = { error };
      throw error;
    }
  };
  const readable = async <T>(step: () => Promise<T>): Promise<T> => {
    try {
      return await step();
    } catch (cause) {
      if (failure !== null) throw failure.error;
      const reason = cause instanceof Error ? cause.message.slice(0, 200) : "";
      throw new TypeError(`fromParquet can't read the file: ${reason}`, { cause });
    }
  };
  return { file: { byteLength: source.byteLength, slice }, readable };
}

/** Not `bytes.slice`, which shares memory where the bytes are a Buffer. */
function sliceable({ buffer, byteOffset, length }: Uint8Array): SlicedFile {
  return {
    byteLength: length,
    slice: (start: number, end = length) =>
      buffer.slice(byteOffset + start, byteOffset + Math.min(end, length)) as ArrayBuffer,
  };
}

/** A column being read. */
interface ColumnReading {
  /** The name in the file's schema. */
  readonly source: string;
  readonly name: string;
  append(cell: unknown): void;
  finish(): Column;
}

interface GroupRange {
  readonly file: SlicedFile;
  readonly metadata: FileMetaData;
  readonly rowStart: number;
  readonly rowEnd: number;
}

async function readGroup(
  { parquetRead }: Reader,
  range: GroupRange,
  columns: ReadonlyMap<string, ColumnReading>,
): Promise<void> {
  const chunks: { columnName: string; columnData: ArrayLike<unknown>; rowStart: number }[] = [];
  await parquetRead({
    ...range,
    parsers,
    compressors: pageDecompressors(),
    columns: [...columns.keys()],
    geoparquet: false,
    onChunk: (chunk) => chunks.push(chunk),
  });
  // Columns are decoded side by side, so that the chunks of one come in no certain order.
  chunks.sort((a, b) => a.rowStart - b.rowStart);
  for (const { columnName, columnData } of chunks) {
    const column = columns.get(columnName);
    if (column === undefined) continue;
    for (let i = 0; i < columnData.length; i++) column.append(columnData[i]);
  }
}

/** Dates and times as numbers in milliseconds since 1970, text with all that it holds. */
const parsers: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (millis) => Number(millis),
  timestampFromMicroseconds: (micros) => Number(micros) / 1e3,
  timestampFromNanoseconds: (nanos) => Number(nanos) / 1e6,
  dateFromDays: (days) => days * 86_400_000,
  stringFromBytes: textFromBytes,
  jsonFromBytes: (bytes) => (bytes === undefined ? undefined : parsed(textFromBytes(bytes)!, JSON.parse)),
};

/** What we noted of a file's columns, in order; `null` for files of others. */
function notesOf(metadata: FileMetaData): readonly ColumnNote[] | null {
  const text = metadata.key_value_metadata?.find(({ key }) => key === metadataKey)?.value;
  const notes = text === undefined ? null : (parsed(text) as { columns?: unknown } | null);
  return Array.isArray(notes?.columns) ? notes.columns : null;
}

const kinds: ReadonlySet<string> = new Set([
  "f64",
  "i64",
  "bool",
  "string",
  "id",
  "list",
  "histogram",
  "keyed-histogram",
  "json",
]);

function columnReading(
  notes: readonly ColumnNote[] | null,
): (schema: SchemaTree, position: number) => ColumnReading {
  return ({ element }, position) => {
    const note = notes?.[position];
    const source = element.name;
    if (note === undefined || !kinds.has(note.kind)) {
      const isText = element.type === "BYTE_ARRAY" && element.converted_type !== "JSON";
      const isDecimal = element.converted_type === "DECIMAL";
      const builder = columnBuilder(isText && !isDecimal ? "string" : "infer");
      return {
        source,
        name: source,
        append: (cell) => builder.append(plain(cell)),
        finish: () => builder.finish(),
      };
    }
    const builder = columnBuilder(note.kind as ColumnKind | "string");
    return {
      source,
      name: String(note.name),
      append: appendTo(builder, note),
      finish: () => {
        const column = packIds(builder.finish());
        const isHidden = note.ids === true && (column.kind === "list" || column.kind === "json");
        return isHidden ? { ...column, holdsIds: true } : column;
      },
    };
  };
}

function appendTo(builder: ColumnBuilder, { json, items }: ColumnNote): (cell: unknown) => void {
  if (json !== true) return (cell) => builder.append(cell);
  return (cell) => {
    builder.append(typeof cell === "string" ? withHistograms(parsed(cell), items) : cell);
  };
}

/** A text's value; the text itself where it is no JSON. */
function parsed(text: string, parse: (text: string) => unknown = parseExactJson): unknown {
  try {
    return parse(text);
  } catch {
    return text;
  }
}

/** The histograms that a list's items were. */
function withHistograms(value: unknown, kind: ColumnNote["items"]): unknown {
  if ((kind !== "histogram" && kind !== "keyed-histogram") || !Array.isArray(value)) return value;
  const builder = columnBuilder(kind);
  for (const item of value) builder.append(item);
  return builder.mismatched > 0 ? value : [...columnValues(builder.finish())];
}

/** Typed arrays as lists, inside objects too. */
function plain(value: unknown): unknown {
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  if (isList(value) && !Array.isArray(value)) return Array.from(value as Iterable<unknown>);
  return Array.isArray(value) ? value.map(plain) : value;
}
