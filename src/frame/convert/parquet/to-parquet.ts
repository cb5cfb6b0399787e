import type { Table } from "../../types.js";
import { loadPackage } from "../load-package.js";
import { pageCompressors } from "./codecs.js";
import { metadataKey, type ParquetLayout, parquetLayout } from "./parquet-layout.js";

/** Options of {@link Frame.toParquet}. */
export interface ParquetOptions {
  /** The most rows that a row group has, a whole number from 1. @defaultValue 100000 */
  readonly rowGroupSize?: number;
}

/** About how many bytes of cells a row group has at most, beside its last row. */
const largestGroup = 32 * 1024 * 1024;

type Writer = typeof import("hyparquet-writer");

/**
 * A table as the bytes of a Parquet file, a row group at a time, so that no more than one is held beside
 * the table. Groups end after a number of rows or of bytes, whichever comes first.
 *
 * @throws {RangeError} If the size of row groups is no whole number from 1.
 * @throws {TypeError} If a value holds itself.
 */
export function* toParquetChunks(table: Table, options: ParquetOptions = {}): Generator<Uint8Array> {
  const { rowGroupSize = 100_000 } = options;
  if (!(Number.isInteger(rowGroupSize) && rowGroupSize >= 1)) {
    throw new RangeError(`rowGroupSize must be a whole number from 1, got ${JSON.stringify(rowGroupSize)}`);
  }
  const { ByteWriter, ParquetWriter } = loadPackage("hyparquet-writer") as Writer;
  const layouts = [...table.data].map(([name, column]) => parquetLayout(name, column));
  const notes = { version: 1, columns: layouts.map(({ note }) => note) };
  const writer = new ByteWriter();
  const file = new ParquetWriter({
    writer,
    schema: [{ name: "root", num_children: layouts.length }, ...layouts.flatMap(({ schema }) => schema)],
    kvMetadata: [{ key: metadataKey, value: JSON.stringify(notes) }],
    createdBy: "pingframe",
    compressors: pageCompressors(),
  });
  for (let start = 0; start < table.length; ) {
    const cells = groupCells(layouts, start, Math.min(table.length, start + rowGroupSize));
    const rows = cells[0]!.length;
    file.write({
      columnData: layouts.map(({ name, isPlain, note }, i) => ({
        name,
        data: cells[i]!,
        ...(isPlain ? { encoding: "PLAIN" as const } : {}),
        // Of JSON and of random identifiers the least and the largest tell nothing.
        statistics: note.json === undefined && note.kind !== "list" && note.ids === undefined,
      })),
      rowGroupSize: rows,
    });
    yield takeBytes(writer);
    start += rows;
  }
  file.finish();
  yield takeBytes(writer);
}

/** A table as the bytes of a Parquet file; see {@link toParquetChunks}. */
export function toParquet(table: Table, options: ParquetOptions = {}): Uint8Array {
  const chunks = [...toParquetChunks(table, options)];
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, end);
    end += chunk.length;
  }
  return bytes;
}

/** The cells of the next row group, column by column; fewer rows than asked for if they are large. */
function groupCells(layouts: readonly ParquetLayout[], start: number, end: number): unknown[][] {
  const columns = layouts.map((): unknown[] => []);
  let bytes = 0;
  for (let row = start; row < end && bytes < largestGroup; row++) {
    for (let i = 0; i < layouts.length; i++) {
      const cell = layouts[i]!.cellOf(row);
      columns[i]!.push(cell);
      bytes += 8 + (typeof cell === "object" || typeof cell === "string" ? sizeOf(cell) : 0);
    }
  }
  return columns;
}

function sizeOf(cell: object | string | null): number {
  return cell === null ? 0 : (cell as { readonly length: number }).length * (Array.isArray(cell) ? 16 : 1);
}

/** What was written since the last call. The writer goes on in its buffer from the start. */
function takeBytes(writer: InstanceType<Writer["ByteWriter"]>): Uint8Array {
  const bytes = writer.getBytes().slice();
  writer.index = 0;
  return bytes;
}
