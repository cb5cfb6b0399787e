/**
 * Counts the insertions, deletions and substitutions of one character that turn `a` into `b`.
 *
 * @example
 * editDistance("metrc", "metric"); // 1
 */
export function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(substituted, above[j]! + 1, current[j - 1]! + 1));
    }
    above = current;
  }
  return above[b.length]!;
}
