import type { Check } from "../validation/index.js";

/** Prints what a check demands, such as `at most 1%`. */
export function formatThreshold({ bound, threshold }: Check): string {
  // 0.07 * 100 is 7.000000000000001.
  return `${bound} ${Number((100 * threshold).toPrecision(12))}%`;
}
