import type { PingDocument } from "../decode/index.js";
import { type Column, columnBuilder } from "../frame/index.js";
import { expectedKind, holdsIdentifiers, type PropertySpec, readProperty } from "../ping/index.js";

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
  /** How many values were of a type that their property does not have, by column; they are missing. */
  unexpectedTypes(): Record<string, number>;
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
    unexpectedTypes: () =>
      Object.fromEntries(
        specs.flatMap(({ name }, index) => {
          const count = columns[index]!.unexpectedTypes();
          return count === 0 ? [] : [[name, count]];
        }),
      ),
  };
}

interface PropertyColumn {
  readonly append: (record: ReadPing) => void;
  readonly finish: () => Column;
  readonly unexpectedTypes: () => number;
}

function propertyColumn(spec: PropertySpec): PropertyColumn {
  const read = readProperty(spec);
  const isValue = spec.kind === "value";
  const expected = isValue ? expectedKind(spec.path) : null;
  const builder = columnBuilder(expected ?? (isValue ? "infer" : spec.kind));
  let unexpected = 0;
  const append = ({ ping }: ReadPing): void => {
    const value = read(ping);
    const isExpected = expected === null || value === null || typeof value === jsonTypes[expected];
    if (!isExpected) unexpected += 1;
    builder.append(isExpected ? value : null);
  };
  const hidden = isValue && holdsIdentifiers(spec.path);
  return {
    append,
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

function exactColumn(spec: PropertySpec): PropertyColumn {
  const read = readProperty(spec);
  const builder = columnBuilder("i64");
  const isReceiveTime = spec.path.join("/") === "meta/Timestamp";
  let unexpected = 0;
  return {
    finish: () => builder.finish(),
    unexpectedTypes: () => unexpected,
    append: ({ ping, timestampNs }) => {
      const value = isReceiveTime && timestampNs !== null ? timestampNs : read(ping);
      if (value === null || typeof value === "bigint") return builder.append(value);
      const isWhole = typeof value === "number" && Number.isInteger(value);
      if (!isWhole) unexpected += 1;
      builder.append(isWhole ? BigInt(value) : null);
    },
  };
}
