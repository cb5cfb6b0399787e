/**
 * The name most like a mistyped one, if any is alike enough to be meant.
 *
 * Case and the characters `-_./` do not count; beyond that, a third of the characters may differ.
 */
export function nearestName(name: string, names: Iterable<string>): string | null {
  const wanted = simplified(name);
  let nearest: string | null = null;
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of names) {
    const other = simplified(candidate);
    const isPart = wanted.length > 2 && other.endsWith(wanted);
    const distance = isPart ? Math.min(1, editDistance(wanted, other)) : editDistance(wanted, other);
    if (distance < least) {
      least = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

function simplified(name: string): string {
  return name
    .slice(0, 200)
    .toLowerCase()
    .replace(/[-_./]/g, "");
}

function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(change, above[j]! + 1, current[j - 1]! + 1));
    }
    above = current;
  }
  return above[b.length]!;
}
