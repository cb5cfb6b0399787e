import type { ValidationFigures } from "./figures.js";
import type { SyntheticPing } from "./types.js";

const DAY_MS = 86_400_000;
const CLIP = 30;
const BINS = 50;

/**
 * Computes the published distribution of days between a profile's creation date and the day, in UTC, on
 * which its new-profile ping was made: absolute differences, clipped to 30 days for the 50 bins of equal
 * width, of which the last is closed. A creation date of 0 counts as missing. Percentiles are those of the
 * unclipped days by numpy's linear definition, 0 where there are no days.
 */
export function computeDelays(
  pings: readonly SyntheticPing[],
): ValidationFigures["newProfile"]["creationDelayDays"] {
  const days = pings
    .filter((ping) => ping.profileDays !== null && ping.profileDays !== 0)
    .map((ping) => Math.abs(ping.profileDays! - Math.floor(ping.createdMs / DAY_MS)))
    .sort((a, b) => a - b);
  const counts = new Array<number>(BINS).fill(0);
  for (const day of days) {
    // In fiftieths of the clipped range, so that whole days fall exactly on their edges.
    const bin = Math.floor((Math.min(day, CLIP) * BINS) / CLIP);
    counts[Math.min(bin, BINS - 1)]!++;
  }
  const percentile = (p: number): number => {
    if (days.length === 0) return 0;
    const position = ((days.length - 1) * p) / 100;
    const below = days[Math.floor(position)]!;
    const above = days[Math.ceil(position)]!;
    return Number((below + (above - below) * (position % 1)).toPrecision(10));
  };
  return {
    clip: CLIP,
    bins: BINS,
    counts,
    withoutCreationDate: pings.length - days.length,
    total: days.length,
    percentiles: {
      50: percentile(50),
      70: percentile(70),
      80: percentile(80),
      95: percentile(95),
      99: percentile(99),
    },
  };
}
