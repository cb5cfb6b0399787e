import type { PingDocument } from "../decode/index.js";
import { type Column, columnBuilder } from "../frame/index.js";
import { holdsIdentifiers, type PropertySpec, readProperty } from "../ping/index.js";

/** A ping with its exact receive time, as decoding gives it. */
export interface ReadPing {
  readonly ping: PingDocument;
  /** Nanoseconds since 1970; null where the format keeps none. */
  readonly timestampNs: bigint | null;
}

/** Columns being written, one a property. */
export interface PropertyColumns {
  append(record: ReadPing): void;
  finish(): Column[];
}

/**
 * Starts a column for each property.
 *
 * @param specs - The properties, in column order.
 * @param exact - Names of those read as exact 64-bit integers. `meta/Timestamp` then comes from the
 *   record's frame; elsewhere a number that is not whole is missing.
 */
export function propertyColumns(specs: readonly PropertySpec[], exact: readonly string[]): PropertyColumns {
  const columns = specs.map((spec) => (exact.includes(spec.name) ? exactColumn(spec) : propertyColumn(spec)));
  return {
    append: (record) => {
      for (const { append } of columns) append(record);
    },
    finish: () => columns.map(({ finish }) => finish()),
  };
}

interface PropertyColumn {
  readonly append: (record: ReadPing) => void;
  readonly finish: () => Column;
}

function propertyColumn(spec: PropertySpec): PropertyColumn {
  const read = readProperty(spec);
  const builder = columnBuilder(spec.kind === "value" ? "infer" : spec.kind);
  const append = ({ ping }: ReadPing): void => builder.append(read(ping));
  if (spec.kind !== "value" || !holdsIdentifiers(spec.path)) return { append, finish: builder.finish };
  return { append, finish: () => withIds(builder.finish()) };
}

/** Marks lists and objects as holding identifiers; strings and numbers, also mixed, hold none. */
function withIds(column: Column): Column {
  if (column.kind !== "list" && column.kind !== "json") return column;
  return column.values.some((value) => typeof value === "object") ? { ...column, holdsIds: true } : column;
}

function exactColumn(spec: PropertySpec): PropertyColumn {
  const read = readProperty(spec);
  const builder = columnBuilder("i64");
  const isReceiveTime = spec.path.join("/") === "meta/Timestamp";
  return {
    finish: builder.finish,
    append: ({ ping, timestampNs }) =>
      builder.append(isReceiveTime && timestampNs !== null ? timestampNs : toExact(read(ping))),
  };
}

function toExact(value: unknown): bigint | null {
  return typeof value === "number" && Number.isInteger(value) ? BigInt(value) : null;
}
