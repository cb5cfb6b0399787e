import type { Column } from "../types.js";
import { gatherColumn, gatherValidity } from "./gather-column.js";
import { pendingGathers } from "./pending-gather.js";

/**
 * Takes rows of a column when its arrays are first asked for: verbs that look at one column of a wide frame then
 * copy only that one, and reading cells copies none. The column holds its source until then.
 *
 * @param rows - Row numbers; none is -1.
 */
export function gatherLater(column: Column, rows: Int32Array): Column {
  let valid: Uint8Array | null | undefined = column.valid === null ? null : undefined;
  let gathered: Column | undefined;
  const gather = (): Column => {
    if (gathered === undefined) {
      const pending = pendingGathers.get(later)!;
      pendingGathers.delete(later);
      gathered = gatherColumn(pending.column, pending.rows);
    }
    return gathered;
  };
  const properties: PropertyDescriptorMap = {};
  for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(column))) {
    const isArray = property.get !== undefined || typeof property.value === "object";
    properties[name] = !isArray
      ? property // The kind, and what else a column says of itself.
      : {
          enumerable: true,
          get: () => (gather() as unknown as { readonly [name: string]: unknown })[name],
        };
  }
  properties["length"] = { enumerable: true, value: rows.length };
  properties["valid"] = {
    enumerable: true,
    get: () => {
      if (valid === undefined) {
        const pending = pendingGathers.get(later);
        valid = pending === undefined ? gather().valid : gatherValidity(pending.column.valid, pending.rows);
      }
      return valid;
    },
  };
  const later = Object.defineProperties({}, properties) as Column;
  pendingGathers.set(later, { column, rows });
  return later;
}
