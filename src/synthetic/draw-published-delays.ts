import { publishedFigures } from "./published-figures.js";
import type { Random } from "./random.js";
import type { ClientSketch } from "./types.js";

/**
 * Draws the published creation delays in random order: the published number of clients for each day
 * up to 29, longer delays that put the 95th and 99th percentile where they were, and the clients
 * without a creation date, one of which has 0. A few delays are negative.
 */
export function drawPublishedDelays(clients: number, random: Random): ClientSketch["delayDays"][] {
  const { counts, bins, clip, total, withoutCreationDate } = publishedFigures.newProfile.creationDelayDays;
  const delays: ClientSketch["delayDays"][] = [];
  const width = clip / bins;
  for (let day = 0; day < clip; day++) {
    const count = counts[Math.floor((day + 1e-9) / width)]!;
    for (let i = 0; i < count; i++) delays.push(day > 0 && random.chance(0.03) ? -day : day);
  }
  // 95 % falls between the two neighbours that are both 274, 99 % a third of the way from 1830 to 1850.
  const at95 = Math.floor(0.95 * (total - 1));
  const at99 = Math.floor(0.99 * (total - 1));
  const between = (low: number, high: number, length: number): void => {
    for (let i = 0; i < length; i++) {
      const days = Math.round(random.logarithmic(low, high));
      delays.push(random.chance(0.005) ? -days : days);
    }
  };
  between(clip, 274, at95 - delays.length);
  delays.push(274, 274);
  between(274, 1830, at99 - delays.length);
  delays.push(1830, 1850);
  between(1850, 4900, total - delays.length);
  delays.push("zero");
  for (let i = 1; i < withoutCreationDate; i++) delays.push(null);
  if (delays.length !== clients) {
    throw new RangeError(`the published delays are of ${delays.length} clients, got ${clients}`);
  }
  return random.shuffled(delays);
}
