import { checkDimension } from "./check-dimension.js";
import { toFolderPrefix } from "./partition-of.js";
import type { Clause, WalkOptions, WalkTarget } from "./types.js";
import { walkLevel } from "./walk-level.js";

/**
 * Lists the distinct values that a dimension has in the store, as stored and sorted.
 *
 * The walk ends on the dimension's level. It honours the clauses on the dimension and on those above it; clauses
 * further down are not looked at, so a value may turn out to have nothing that meets them.
 *
 * @throws {PlanError} If the source lacks the dimension, or one that a clause is on.
 * @throws {StoreError} If a listing fails.
 *
 * @example
 * const store = openMemoryStore({ "20170614/main/a": "{}", "20170614/crash/b": "{}" });
 * await dimensionValues({ store, prefix: "", dimensions: ["submissionDate", "docType"] }, "docType"); // ["crash", "main"]
 */
export async function dimensionValues(
  target: WalkTarget,
  dimension: string,
  clauses: readonly Clause[] = [],
  options: WalkOptions = {},
): Promise<string[]> {
  const { store, dimensions } = target;
  for (const name of [dimension, ...clauses.map((clause) => clause.dimension)])
    checkDimension(name, dimensions);
  let folders: readonly string[] = [toFolderPrefix(target.prefix)];
  let values: readonly string[] = [];
  for (const name of dimensions.slice(0, dimensions.indexOf(dimension) + 1)) {
    const own = clauses.filter((clause) => clause.dimension === name);
    const level = await walkLevel(store, folders, own, options);
    folders = level.kept;
    values = level.keptValues;
  }
  return [...values];
}
