import { sanitise } from "./sanitise.js";

/** Which ends of a range belong to it: `[` and `]` do, `(` and `)` don't. */
export type Bounds = "[)" | "[]" | "(]" | "()";

/** A range of a dimension's values, as {@link between} makes it. Plain data; never changed. */
export interface Between {
  readonly kind: "between";
  /** The lower end in stored spelling, or `null` when the range is open below. */
  readonly start: string | null;
  /** The upper end in stored spelling, or `null` when the range is open above. */
  readonly end: string | null;
  readonly bounds: Bounds;
}

/** Options of {@link between}. */
export interface BetweenOptions {
  /** Which ends belong to the range. @defaultValue `"[)"`: the start does, the end doesn't */
  readonly bounds?: Bounds;
}

/**
 * Makes a condition that keeps a range of values: by default from `start` up to, but not including, `end`.
 *
 * Values are compared as text, character by character, as stored. So days and build ids of one length follow
 * time, a bound of 8 digits lies before every 14-digit build id of its day, and `"9"` lies after `"10"`.
 *
 * @param start - The lower end; `null` or `undefined` leaves the range open below.
 * @param end - The upper end; `null` or `undefined` leaves the range open above.
 * @throws {RangeError} If no text lies in the range: `start` is not before `end`, or the bounds are unknown.
 * @throws {TypeError} If an end is neither text nor a number.
 *
 * @example
 * between("20170614", "20170620").bounds; // "[)"
 */
export function between(
  start: string | number | null | undefined,
  end: string | number | null | undefined,
  options: BetweenOptions = {},
): Between {
  const bounds = options.bounds ?? "[)";
  if (!["[)", "[]", "(]", "()"].includes(bounds)) {
    throw new RangeError(`unknown bounds of between: ${JSON.stringify(bounds)}; bounds: [), [], (], ()`);
  }
  const range: Between = { kind: "between", start: toEnd("start", start), end: toEnd("end", end), bounds };
  if (range.start !== null && range.end !== null) {
    const isPoint = range.start === range.end && bounds === "[]";
    if (range.start >= range.end && !isPoint) {
      throw new RangeError(
        `between can't match: ${JSON.stringify(range.start)} is not before ${JSON.stringify(range.end)} as text` +
          `, bounds ${JSON.stringify(bounds)}; swap the ends or widen the range`,
      );
    }
  }
  return Object.freeze(range);
}

/** Tells whether a stored value lies in a range. */
export function isBetween({ start, end, bounds }: Between, value: string): boolean {
  if (start !== null && !(bounds[0] === "[" ? value >= start : value > start)) return false;
  return end === null || (bounds[1] === "]" ? value <= end : value < end);
}

/** Writes a range for people: `in [20170614, 20170620)`, or `>= 20170614` when one end is open. */
export function toRangeText({ start, end, bounds }: Between): string {
  if (start !== null && end !== null) return `in ${bounds[0]}${start}, ${end}${bounds[1]}`;
  if (start !== null) return `${bounds[0] === "[" ? ">=" : ">"} ${start}`;
  if (end !== null) return `${bounds[1] === "]" ? "<=" : "<"} ${end}`;
  return "is anything";
}

function toEnd(name: string, value: string | number | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || (typeof value === "number" && !Number.isNaN(value)))
    return sanitise(value);
  throw new TypeError(
    `${name} of between is neither text nor a number: ${typeof value}; write days as "YYYYMMDD", or null for an open end`,
  );
}
