/**
 * Prints a percentage with two digits after the point. A share that is not 0 or 100 is never
 * printed as if it were: `<0.01%` and `>99.99%`.
 */
export function formatPercentage(percentage: number | null): string {
  if (percentage === null) return "–";
  if (percentage > 0 && percentage < 0.005) return "<0.01%";
  if (percentage < 100 && percentage > 99.995) return ">99.99%";
  return `${percentage.toFixed(2)}%`;
}
