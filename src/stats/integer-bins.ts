/**
 * Chooses bins for whole numbers: equally wide, and each as wide as a whole number of units, so that
 * no bin is empty only because no whole number can fall into it.
 *
 * @param low - The lowest value; rounded down.
 * @param high - The highest value; rounded down too.
 * @param maxBins - The most bins to make, from 1 to a million. @defaultValue 50
 * @returns The bins' edges for {@link histogram}, ascending whole numbers: multiples of the width, which
 *   is 1, 2, 5, 10, 20, 50 and so on. The last edge is above `high`, so bin i holds the whole numbers
 *   from `edges[i]` to `edges[i + 1] - 1`.
 * @throws {RangeError} If the limits are not finite or descend, or `maxBins` is not a whole number from 1 to a
 *   million.
 *
 * @example
 * integerBins(0, 3); // [0, 1, 2, 3, 4]
 * integerBins(3, 47, 10); // [0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50]
 */
export function integerBins(low: number, high: number, maxBins = 50): number[] {
  if (!Number.isFinite(low) || !Number.isFinite(high) || low > high) {
    throw new RangeError(`bins need finite, ascending limits, got [${low}, ${high}]`);
  }
  if (!Number.isInteger(maxBins) || maxBins < 1 || maxBins > 1_000_000) {
    throw new RangeError(`maxBins must be a whole number from 1 to 1000000, got ${String(maxBins)}`);
  }
  for (let power = 1; ; power *= 10) {
    for (const width of [power, 2 * power, 5 * power]) {
      const first = Math.floor(low / width);
      const last = Math.floor(high / width);
      // A range about 0 takes two bins, however wide they are.
      if (last - first + 1 > Math.max(maxBins, low < 0 && high >= 0 ? 2 : 1)) continue;
      return Array.from({ length: last - first + 2 }, (_, i) => (first + i) * width);
    }
  }
}
