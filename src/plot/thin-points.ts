interface Point {
  readonly x: number;
  readonly y: number | null;
}

/**
 * Thins a line to about `most` points that look the same: of each stretch of it, the first gap, the
 * lowest and the highest point stay, and the first and last point of all.
 */
export function thinPoints<P extends Point>(points: readonly P[], most: number): readonly P[] {
  if (points.length <= most) return points;
  const stretch = Math.ceil(points.length / (most / 3));
  const kept = new Set<number>([0, points.length - 1]);
  for (let start = 0; start < points.length; start += stretch) {
    let low = -1;
    let high = -1;
    let gap = -1;
    for (let i = start; i < Math.min(start + stretch, points.length); i += 1) {
      const { y } = points[i]!;
      if (y === null) gap = gap < 0 ? i : gap;
      else {
        if (low < 0 || y < points[low]!.y!) low = i;
        if (high < 0 || y > points[high]!.y!) high = i;
      }
    }
    for (const i of [low, high, gap]) if (i >= 0) kept.add(i);
  }
  return [...kept].sort((a, b) => a - b).map((i) => points[i]!);
}
