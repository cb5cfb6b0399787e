import type { Tick } from "./types.js";

const DAY = 86_400_000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const HOURS: readonly number[] = [1, 2, 3, 6, 12];
const DAYS: readonly number[] = [1, 2, 7, 14];
const MONTH_STEPS: readonly number[] = [1, 2, 3, 6, 12, 24, 60, 120];

/**
 * Chooses at most `most` round moments in UTC between two: hours, days (weeks start on Mondays), months
 * or years.
 *
 * @param low - In milliseconds since 1970, like `high`.
 */
export function dateTicks(low: number, high: number, most: number): Tick[] {
  for (const hours of HOURS) {
    if ((high - low) / (hours * 3_600_000) + 1 <= most && high - low < 2 * DAY) {
      return every(low, high, hours * 3_600_000, 0, hourLabel);
    }
  }
  for (const days of DAYS) {
    // The first Monday after 1970 was January 5.
    const offset = days >= 7 ? 4 * DAY : 0;
    if ((high - low) / (days * DAY) + 1 <= most) return every(low, high, days * DAY, offset, dayLabel);
  }
  for (const step of MONTH_STEPS) {
    const ticks = everyMonth(low, high, step);
    if (ticks.length <= most) return ticks;
  }
  return [];
}

function every(low: number, high: number, step: number, offset: number, label: (at: Date) => string): Tick[] {
  const ticks: Tick[] = [];
  for (let at = Math.ceil((low - offset) / step) * step + offset; at <= high; at += step) {
    ticks.push({ value: at, label: label(new Date(at)) });
  }
  return ticks;
}

function everyMonth(low: number, high: number, step: number): Tick[] {
  const first = new Date(low);
  const ticks: Tick[] = [];
  for (
    let month = Math.floor((first.getUTCFullYear() * 12 + first.getUTCMonth()) / step) * step;
    ;
    month += step
  ) {
    const at = new Date(0);
    at.setUTCFullYear(Math.floor(month / 12), month % 12, 1);
    if (at.getTime() > high) return ticks;
    if (at.getTime() < low) continue;
    const year = String(at.getUTCFullYear());
    ticks.push({
      value: at.getTime(),
      label: step % 12 === 0 ? year : `${MONTHS[at.getUTCMonth()]} ${year}`,
    });
  }
}

function hourLabel(at: Date): string {
  return at.getUTCHours() === 0 ? dayLabel(at) : `${String(at.getUTCHours()).padStart(2, "0")}:00`;
}

function dayLabel(at: Date): string {
  return `${MONTHS[at.getUTCMonth()]} ${at.getUTCDate()}`;
}
