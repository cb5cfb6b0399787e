import { formatNumber } from "./format-number.js";
import type { Tick } from "./types.js";

/** A step of 1, 2 or 5 times a power of ten that divides `span` into about `count` parts. */
export function niceStep(span: number, count: number): number {
  const raw = span / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const times = raw / power;
  return power * (times < 1.5 ? 1 : times < 3.5 ? 2 : times < 7.5 ? 5 : 10);
}

/**
 * Chooses round ticks from at or below `low` to at or above `high`, about `count` of them, so that an
 * axis may end at the first and last one.
 */
export function linearTicks(low: number, high: number, count: number, isWhole = false): Tick[] {
  const span = high - low;
  // Beyond these sizes steps are no longer numbers; such axes get their ends only.
  if (span === Number.POSITIVE_INFINITY)
    return [low, high].map((value) => ({ value, label: shorten(value, 2) }));
  if (!(span > 1e-290)) return linearTicks(low, low + Math.max(1, Math.abs(low) * 1e-3), 1, isWhole);
  const step = Math.max(niceStep(span, count), isWhole ? 1 : 0);
  const decimals = Math.min(20, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const value = Number(((first + i) * step).toPrecision(14));
    return { value, label: shorten(value, decimals) };
  });
}

/** Chooses the ticks 0, 1, 10, 100 … (each times `unit`) for a symlog axis, up to the first at or above `high`. */
export function symlogTicks(high: number, unit = 1): Tick[] {
  const ticks: Tick[] = [{ value: 0, label: "0" }];
  let value = unit;
  for (let i = 0; i < 30; i += 1) {
    ticks.push({ value, label: shorten(value, 6) });
    if (value >= high) break;
    value *= 10;
  }
  return ticks;
}

/** Writes large ticks with a suffix, so that axes stay narrow. */
function shorten(value: number, decimals: number): string {
  const size = Math.abs(value);
  if (size >= 1e9) return `${formatNumber(value / 1e9, 3)}G`;
  if (size >= 1e6) return `${formatNumber(value / 1e6, 3)}M`;
  return formatNumber(value, decimals);
}

/**
 * Drops labels that would touch each other on a horizontal axis. The first and the last stay; of those
 * between, every n-th does, with the smallest n of 1, 2, 5, 10 … that leaves room.
 *
 * @param ticks - Ascending.
 * @param toPixels - Where a value lies.
 * @param widthOf - How wide a label is, in pixels, with the room it needs around it.
 */
export function thinTicks(
  ticks: readonly Tick[],
  toPixels: (value: number) => number,
  widthOf: (label: string) => number,
): Tick[] {
  for (let power = 1; power < ticks.length; power *= 10) {
    for (const every of [power, 2 * power, 5 * power]) {
      const kept = ticks.filter((_, i) => i % every === 0);
      if (kept.length < 2 || hasRoom(kept, toPixels, widthOf))
        return withLast(kept, ticks, toPixels, widthOf);
    }
  }
  return withLast(ticks.slice(0, 1), ticks, toPixels, widthOf);
}

type Measure = (label: string) => number;

function hasRoom(ticks: readonly Tick[], toPixels: (value: number) => number, widthOf: Measure): boolean {
  return ticks.every((tick, i) => i === 0 || isApart(ticks[i - 1]!, tick, toPixels, widthOf));
}

function isApart(left: Tick, right: Tick, toPixels: (value: number) => number, widthOf: Measure): boolean {
  return (widthOf(left.label) + widthOf(right.label)) / 2 <= toPixels(right.value) - toPixels(left.value);
}

/** Adds the last tick, which often is the open one, in place of neighbours that it would touch. */
function withLast(
  kept: readonly Tick[],
  all: readonly Tick[],
  toPixels: (value: number) => number,
  widthOf: Measure,
): Tick[] {
  const last = all[all.length - 1];
  if (last === undefined || kept.includes(last)) return [...kept];
  return [...kept.filter((tick) => isApart(tick, last, toPixels, widthOf)), last];
}
