import type { Column } from "../types.js";

/** Whether a column has no value in any row. So has a column without rows. */
export function isAllMissing({ valid, length }: Column): boolean {
  return length === 0 || (valid !== null && !valid.includes(1));
}
