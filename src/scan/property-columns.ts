import type { PingDocument, RecordCells } from "../decode/index.js";
import { appendBatch, type Column, columnBuilder, type RowBatch, uuidBuilder } from "../frame/index.js";
import type { CellBatches, CellColumn, CellReceiver } from "../kernel/index.js";
import { expectedKind, holdsIdentifiers, type PropertySpec, readProperty } from "../ping/index.js";
import { isPlainCell, valueInCell } from "./cell-values.js";
import type { CellPlaces } from "./scan-projection.js";

/** A ping with its exact receive time, as decoding gives it. */
export interface ReadPing {
  readonly ping: PingDocument;
  /** Nanoseconds since 1970; null where the format keeps none. */
  readonly timestampNs: bigint | null;
}

/** Columns being written, one a property. */
export interface PropertyColumns {
  append(record: ReadPing): void;
  /** Adds a row of the values that a projection found, where the columns were given their places in it. */
  appendCells(cells: RecordCells): void;
  finish(): Column[];
  /** How many values were of a type that their property does not have, by column; they are missing. */
  unexpectedTypes(): Record<string, number>;
}

/**
 * Starts a column for each property.
 *
 * @param specs - The properties, in column order.
 * @param exact - Names of those read as exact 64-bit integers. `meta/Timestamp` then comes from the
 *   record's frame; elsewhere a number that is not whole is missing.
 * @param places - Where the properties are among the cells of a projection.
 * @param batches - Takes the cells of {@link cellColumns} of the same properties, if it is not null.
 */
export function propertyColumns(
  specs: readonly PropertySpec[],
  exact: readonly string[],
  places?: CellPlaces,
  batches: CellBatches | null = null,
): PropertyColumns {
  const columns = specs.map((spec, index) => {
    const slot = places?.slots[index] ?? -1;
    return exact.includes(spec.name) ? exactColumn(spec, slot) : propertyColumn(spec, slot);
  });
  let current: RecordCells;
  const receiver: CellReceiver = {
    takeBatch: (column, batch) => columns[column]!.appendBatch!(batch),
    takeLeft: (column) => columns[column]!.appendCell(current),
  };
  const readCells = (cells: RecordCells, read: readonly number[]): void => {
    const histograms = places?.readHistograms?.(cells);
    for (const column of read) {
      if (places!.slots[column]! >= 0) columns[column]!.appendCell(cells);
      else columns[column]!.append({ ping: histograms!, timestampNs: cells.timestampNs });
    }
  };
  const all = columns.map((_, index) => index);
  batches?.start();
  return {
    appendCells: (cells) => {
      if (batches === null) {
        readCells(cells, all);
        return;
      }
      // What a frame carries is no text, nor will it be in the next record.
      if (!cells.isText) {
        for (const column of batches.taken) {
          if (cells.values[places!.slots[column]!] !== undefined) batches.leave(column, receiver);
        }
      }
      current = cells;
      if (batches.others.length > 0) readCells(cells, batches.others);
      batches.take(receiver);
    },
    append: (record) => {
      batches?.end(receiver);
      for (const { append } of columns) append(record);
    },
    finish: () => {
      batches?.end(receiver);
      return columns.map(({ finish }) => finish());
    },
    unexpectedTypes: () =>
      Object.fromEntries(
        specs.flatMap(({ name }, index) => {
          const count = columns[index]!.unexpectedTypes();
          return count === 0 ? [] : [[name, count]];
        }),
      ),
  };
}

/** What a projector's batches are made with to take the cells of these properties; what they can't take has no slot. */
export function cellColumns(
  specs: readonly PropertySpec[],
  exact: readonly string[],
  slots: readonly number[],
): CellColumn[] {
  return specs.map((spec, index) => {
    const slot = exact.includes(spec.name) ? -1 : slots[index]!;
    if (spec.kind === "id") return { slot, sort: "uuid" };
    const expected = spec.kind === "value" ? expectedKind(spec.path) : null;
    return { slot, sort: expected === "f64" ? "number" : (expected ?? "any") };
  });
}

interface PropertyColumn {
  /** Adds rows that were taken; not of exact columns, of which none are. */
  readonly appendBatch?: (batch: RowBatch) => void;
  readonly append: (record: ReadPing) => void;
  readonly appendCell: (cells: RecordCells) => void;
  readonly finish: () => Column;
  readonly unexpectedTypes: () => number;
}

function propertyColumn(spec: PropertySpec, slot: number): PropertyColumn {
  const read = readProperty(spec);
  const isValue = spec.kind === "value";
  const expected = isValue ? expectedKind(spec.path) : null;
  const builder =
    spec.kind === "id" ? uuidBuilder() : columnBuilder(expected ?? (isValue ? "infer" : spec.kind));
  // Taken out of the builder once: there are so many sorts of these that each look at one would be a search.
  const { append, appendAscii } = builder;
  const takesText = expected !== "f64" && appendAscii !== undefined;
  let unexpected = 0;
  const appendValue = (value: unknown): void => {
    const isExpected = expected === null || value === null || typeof value === jsonTypes[expected];
    if (!isExpected) unexpected += 1;
    append(isExpected ? value : null);
  };
  const hidden = isValue && holdsIdentifiers(spec.path);
  return {
    append: ({ ping }) => appendValue(read(ping)),
    appendBatch: (batch) => appendBatch(builder, batch),
    appendCell: (cells) => {
      const { starts, ends, bytes } = cells.projector;
      if (takesText && isPlainCell(cells, slot)) {
        appendAscii(bytes, starts[slot]! + 1, ends[slot]! - 1);
        return;
      }
      const value = valueInCell(cells, slot);
      appendValue(isValue || typeof value === "string" ? value : null);
    },
    finish: () => (hidden ? withIds(builder.finish()) : builder.finish()),
    unexpectedTypes: () => unexpected,
  };
}

const jsonTypes = { f64: "number", string: "string" } as const;

/** Marks lists and objects as holding identifiers; strings and numbers, also mixed, hold none. */
function withIds(column: Column): Column {
  if (column.kind !== "list" && column.kind !== "json") return column;
  return column.values.some((value) => typeof value === "object") ? { ...column, holdsIds: true } : column;
}

function exactColumn(spec: PropertySpec, slot: number): PropertyColumn {
  const read = readProperty(spec);
  const builder = columnBuilder("i64");
  const isReceiveTime = spec.path.join("/") === "meta/Timestamp";
  let unexpected = 0;
  const appendValue = (found: unknown, timestampNs: bigint | null): void => {
    const value = isReceiveTime && timestampNs !== null ? timestampNs : found;
    if (value === null || typeof value === "bigint") {
      builder.append(value);
      return;
    }
    const isWhole = typeof value === "number" && Number.isInteger(value);
    if (!isWhole) unexpected += 1;
    builder.append(isWhole ? BigInt(value) : null);
  };
  return {
    finish: () => builder.finish(),
    unexpectedTypes: () => unexpected,
    append: ({ ping, timestampNs }) => appendValue(read(ping), timestampNs),
    appendCell: (cells) => appendValue(valueInCell(cells, slot), cells.timestampNs),
  };
}
