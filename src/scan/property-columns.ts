import type { PingDocument } from "../decode/index.js";
import { type Column, type ColumnBuilder, columnBuilder } from "../frame/index.js";
import { type PropertySpec, readProperty } from "../ping/index.js";

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
    finish: () => columns.map(({ builder }) => builder.finish()),
  };
}

interface PropertyColumn {
  readonly append: (record: ReadPing) => void;
  readonly builder: ColumnBuilder;
}

function propertyColumn(spec: PropertySpec): PropertyColumn {
  const read = readProperty(spec);
  const builder = columnBuilder(spec.kind === "value" ? "infer" : spec.kind);
  return { builder, append: ({ ping }) => builder.append(read(ping)) };
}

function exactColumn(spec: PropertySpec): PropertyColumn {
  const read = readProperty(spec);
  const builder = columnBuilder("i64");
  const isReceiveTime = spec.path.join("/") === "meta/Timestamp";
  return {
    builder,
    append: ({ ping, timestampNs }) =>
      builder.append(isReceiveTime && timestampNs !== null ? timestampNs : toExact(read(ping))),
  };
}

function toExact(value: unknown): bigint | null {
  return typeof value === "number" && Number.isInteger(value) ? BigInt(value) : null;
}
