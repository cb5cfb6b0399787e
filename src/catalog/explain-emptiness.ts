import { editDistance } from "../text/index.js";
import type { Clause, DeadEnd } from "./types.js";

const MOST_VALUES = 8;

/**
 * Says which conditions kept none of a level's values, and which values were there.
 *
 * @param clauses - The clauses on the dimension.
 * @param values - The level's distinct values, sorted; at least one.
 */
export function explainEmptiness(
  dimension: string,
  clauses: readonly Clause[],
  values: readonly string[],
): DeadEnd {
  // A clause that alone keeps nothing is to blame; otherwise all of them together are.
  const alone = clauses.find((clause) => !values.some((value) => clause.test(value)));
  const blamed = alone === undefined ? clauses : [alone];
  const texts = blamed.map((clause) => clause.text);
  const asked = `${dimension} ${texts.join(" and ")}`;
  const shown = values.length <= MOST_VALUES ? values : nearestValues(blamed, values);
  const rest = values.length - shown.length;
  const list = `${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
  return { dimension, clauses: texts, values: shown, message: `${asked} matched none of: ${list}` };
}

function nearestValues(clauses: readonly Clause[], values: readonly string[]): string[] {
  const asked = clauses.flatMap((clause) => clause.exact ?? []);
  if (asked.length === 0) return [...values.slice(0, MOST_VALUES / 2), ...values.slice(-MOST_VALUES / 2)];
  const distance = (value: string): number =>
    Math.min(...asked.map((name) => editDistance(name.toLowerCase(), value.toLowerCase())));
  return values
    .map((value) => ({ value, distance: distance(value) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, MOST_VALUES)
    .map(({ value }) => value);
}
