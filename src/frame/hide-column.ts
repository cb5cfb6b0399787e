import { toBytesColumn } from "./columns/to-bytes-column.js";
import type { Column } from "./types.js";

/** A column whose cells are hidden wherever they are shown: `null` if its kind can't hold identifiers. */
export function hideColumn(column: Column): Column | null {
  switch (column.kind) {
    case "list":
    case "json":
      return { ...column, holdsIds: true };
    case "uuid":
      return column;
    case "dictionary":
    case "utf8":
    case "id":
      return { ...toBytesColumn(column), kind: "id" };
    default:
      return null;
  }
}
