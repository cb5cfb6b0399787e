import { concatColumns } from "../frame/index.js";
import { addAccounts } from "./account.js";
import type { ScanResult } from "./types.js";

/** Joins the results of a plan's parts, in the order given. */
export function mergeResults(results: readonly ScanResult[]): ScanResult {
  const [first] = results;
  if (first === undefined) throw new RangeError("no results to merge");
  if (results.length === 1) return first;
  return {
    columns: first.columns.map((_, index) => concatColumns(results.map(({ columns }) => columns[index]!))),
    account: addAccounts(results.map(({ account }) => account)),
  };
}
