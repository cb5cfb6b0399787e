/**
 * Counts equal lists of words.
 *
 * @returns Each different list with its number, the most frequent first; ties in order of first appearance.
 */
export function countTuples(
  tuples: readonly (readonly string[])[],
): (readonly [readonly string[], number])[] {
  const counts = new Map<string, [readonly string[], number]>();
  for (const tuple of tuples) {
    const name = JSON.stringify(tuple);
    const counted = counts.get(name);
    if (counted === undefined) counts.set(name, [tuple, 1]);
    else counted[1]++;
  }
  return [...counts.values()].sort((a, b) => b[1] - a[1]);
}
