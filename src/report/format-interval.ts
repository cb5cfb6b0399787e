import type { PercentageInterval } from "../validation/index.js";

/** Prints an interval of percentages, such as `21.33–22.42`. */
export function formatInterval(interval: PercentageInterval | null): string {
  return interval === null ? "–" : `${interval.low.toFixed(2)}–${interval.high.toFixed(2)}`;
}
