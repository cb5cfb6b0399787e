import { PlanError } from "../errors.js";
import { nearestName } from "../text/index.js";

/**
 * Checks that a source has a dimension.
 *
 * @param name - The dimension asked for, in the exact spelling of the source.
 * @param dimensions - The source's dimensions, in the order of its folders.
 * @throws {PlanError} If it has not; the message names the nearest and lists all.
 *
 * @example
 * checkDimension("docType", ["submissionDate", "docType"]); // undefined
 */
export function checkDimension(name: string, dimensions: readonly string[]): void {
  if (dimensions.includes(name)) return;
  const near = nearestName(name, dimensions);
  const hint = near === null ? "" : ` did you mean ${JSON.stringify(near)}?`;
  throw new PlanError(
    `unknown dimension ${JSON.stringify(name)} in where;${hint} dimensions: ${dimensions.join(", ") || "none"}`,
  );
}
