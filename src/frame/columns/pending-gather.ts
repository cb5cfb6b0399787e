import type { Column } from "../types.js";

/** What a column that is not gathered yet will be made of. */
export interface PendingGather {
  readonly column: Column;
  /** Row numbers; none is -1. */
  readonly rows: Int32Array;
}

/** Columns of `gatherLater` that were not read yet. */
export const pendingGathers: WeakMap<Column, PendingGather> = new WeakMap();

/** The source and the rows of a column that is not gathered yet; `null` for all others. */
export function pendingGather(column: Column): PendingGather | null {
  return pendingGathers.get(column) ?? null;
}
