import type { Column, IdColumn, Utf8Column } from "../types.js";
import { bytesBuilder } from "./bytes-builder.js";
import { columnValues } from "./column-values.js";
import { unpackUuids } from "./unpack-uuids.js";

/** A column of strings or identifiers stored as UTF-8 bytes; one that is already is given back as it is. */
export function toBytesColumn(column: Column): Utf8Column | IdColumn {
  if (column.kind === "utf8" || column.kind === "id") return column;
  if (column.kind === "uuid") return unpackUuids(column);
  const builder = bytesBuilder("utf8");
  for (const value of columnValues(column)) builder.append(value);
  return builder.finish() as Utf8Column;
}
